import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import type { UserActor } from '../people/session'
import { isOfSecondLevelStill, staffMember } from '../people/staff-member'
import type { Person } from '../people/user'
import { type ChangeRequest, changeTicket, demandStaff, type TicketChange, type TicketChanged } from './change-ticket'
import { assign } from './ticket'

/** What became of it, and who had the ticket before; null: nobody, or nothing changed. */
export type TicketAssigned = TicketChanged & { readonly from: Person | null }

/** Gives a ticket to one of the staff, or to nobody (`null`). Throws `user-not-found`, `not-staff`, `not-second-level`. */
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
      demandStaff(change)
      const assignee = request.assignee === null ? null : await staffMember(change.deed.tx, request.assignee)
      if (assignee !== null) await demandLevelOf(change, assignee)
      const moved = assign(change.ticket, assignee)
      if (!moved.changed) return
      from = change.ticket.assignee
      change.ticket = moved.ticket
      change.happened('ticket.assigned')
    },
  )
  return { ...changed, from }
}

/** Only second level works on what second level has (DOMAIN 2). */
async function demandLevelOf({ deed, ticket }: TicketChange, assignee: Person): Promise<void> {
  if (ticket.level === 1 || ticket.assignee?.id === assignee.id) return
  if (await isOfSecondLevelStill(deed.tx, assignee.id)) return
  throw new DeskError('not-second-level', { number: ticket.number, email: assignee.email })
}
