import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, demandStaff, type TicketChanged } from './change-ticket'
import { move } from './ticket'

/** Ends the window of a solved ticket at once. Staff only. */
export async function closeTicket(desk: Desk, actor: UserActor, request: ChangeRequest): Promise<TicketChanged> {
  return changeTicket(desk, actor, 'ticket close', request, null, async (change) => {
    demandStaff(change)
    const moved = move(change.ticket, 'close', change.deed.now)
    if (!moved.changed) return
    change.ticket = moved.ticket
    change.happened('ticket.closed')
  })
}
