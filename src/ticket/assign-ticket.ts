import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { staffMember } from '../people/staff-member'
import { type ChangeRequest, changeTicket, demandStaff, type TicketChanged } from './change-ticket'
import { assign } from './ticket'

/** Gives a ticket to one of the staff, or to nobody (`null`). Throws `user-not-found` or `not-staff`. */
export async function assignTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { assignee: string | null },
): Promise<TicketChanged> {
  return changeTicket(desk, actor, 'ticket assign', request, { assignee: request.assignee }, async (change) => {
    demandStaff(change)
    const assignee = request.assignee === null ? null : await staffMember(change.deed.tx, request.assignee)
    const moved = assign(change.ticket, assignee)
    if (!moved.changed) return
    change.ticket = moved.ticket
    change.happened('ticket.assigned')
  })
}
