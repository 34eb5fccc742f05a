import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, sideOf, type TicketChange } from './change-ticket'
import { writeReply } from './reply-to-ticket'
import { solve } from './ticket'

/** Solves a ticket, from either side; a text is sent as a reply first. Solved already: done, and no change. */
export async function solveTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { body: string | null },
): Promise<number> {
  return changeTicket(desk, actor, 'ticket solve', request, { body: request.body }, async (change) => {
    const side = sideOf(change)
    if (request.body !== null) {
      await writeReply(change, side === 'staff' ? 'staff-reply' : 'requester-reply', request.body)
    }
    await solveNow(change)
  })
}

/** The step to `solved`, with the end of the window in which it can be reopened. */
export async function solveNow(change: TicketChange): Promise<void> {
  const { endOfLocalDay } = await import('../hours/local-time')
  const { now } = change.deed
  const { settings } = change
  const closesAt = endOfLocalDay(now, settings['tickets.reopen-window'], settings['desk.time-zone'])
  const moved = solve(change.ticket, now, closesAt)
  if (!moved.changed) return
  change.ticket = moved.ticket
  change.happened('ticket.solved', { closesAt: closesAt.toISOString() })
}
