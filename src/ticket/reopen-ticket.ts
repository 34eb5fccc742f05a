import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, sideOf, type TicketChanged } from './change-ticket'
import { reopenNow } from './steps'
import { move } from './ticket'

/** Takes a solved ticket up again, while its window lasts; from `waiting` it is the staff's turn again. */
export async function reopenTicket(desk: Desk, actor: UserActor, request: ChangeRequest): Promise<TicketChanged> {
  return changeTicket(desk, actor, 'ticket reopen', request, null, async (change) => {
    sideOf(change)
    const moved = move(change.ticket, 'reopen', change.deed.now)
    if (moved.changed) await reopenNow(change, moved)
  })
}
