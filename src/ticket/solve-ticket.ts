import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, sideOf, type TicketChanged } from './change-ticket'
import { solveNow, writeReply } from './steps'

/** Solves a ticket, from either side; a text is sent as a reply first. Solved already: done, and no change. */
export async function solveTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { body: string | null },
): Promise<TicketChanged> {
  return changeTicket(desk, actor, 'ticket solve', request, { body: request.body }, async (change) => {
    const side = sideOf(change)
    if (request.body !== null) {
      await writeReply(change, side === 'staff' ? 'staff-reply-keep-open' : 'requester-reply', request.body)
    }
    await solveNow(change)
  })
}
