import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { isStaffStill } from '../people/staff-member'
import type { Person } from '../people/user'
import { type ChangeRequest, changeTicket, demandWorker, type TicketChanged } from './change-ticket'
import { assign } from './ticket'
import { receiverOf } from './whose-ticket'

/** What became of it, and who had the ticket before; null: nobody, or nothing changed. */
export type TicketAssigned = TicketChanged & { readonly from: Person | null }

/** Gives a ticket to somebody who can have it, or to nobody (`null`). Throws `not-allowed`, `user-not-found`, `not-staff`, `not-second-level`. */
export async function assignTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { assignee: string | null },
): Promise<TicketAssigned> {
  let from: Person | null = null
  const changed = await changeTicket(
    desk,
    actor,
    'ticket assign',
    request,
    { assignee: request.assignee },
    async (change) => {
      demandWorker(change)
      const assignee = request.assignee === null ? null : await receiverOf(change, request.assignee)
      const moved = assign(change.ticket, assignee)
      if (!moved.changed) return
      from = change.ticket.assignee
      change.ticket = moved.ticket
      // It is in the desk's hands again, and its clocks go on.
      const wasTenantsOwn = from !== null && !(await isStaffStill(change.deed.tx, from.id))
      change.happened('ticket.assigned', wasTenantsOwn ? { ofTenant: false } : {})
    },
  )
  return { ...changed, from }
}
