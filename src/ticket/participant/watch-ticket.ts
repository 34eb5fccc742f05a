import type { Desk } from '../../desk'
import { demand } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { type ChangeRequest, changeTicket, type TicketChanged } from '../change-ticket'
import { deleteWatcher, insertWatcher } from './watch-store'

/**
 * Watches a ticket, or does so no longer: a mark of one's own, for staff and a tenant's first level. The ticket does not
 * change by it, and its history says nothing of it.
 */
export async function watchTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { watches: boolean },
): Promise<TicketChanged> {
  const { number, watches } = request
  let changed = false
  await changeTicket(desk, actor, 'ticket watch', request, { watches }, async (change) => {
    const { deed, ticket, rules } = change
    demand(actor, 'tickets:note', ticket.tenant, rules)
    changed = watches
      ? await insertWatcher(deed.tx, ticket.id, actor.id, deed.now)
      : await deleteWatcher(deed.tx, ticket.id, actor.id)
  })
  return { number, changed }
}
