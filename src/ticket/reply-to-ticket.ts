import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, sideOf, type TicketChange } from './change-ticket'
import { solveNow } from './solve-ticket'
import type { TicketDeed } from './state-table'
import { move } from './ticket'

export interface ReplyRequest extends ChangeRequest {
  body: string
  solve: boolean
  keepOpen: boolean
  /** Staff, on a solved ticket: take it up again instead of only answering. */
  reopen: boolean
}

/** Answers a ticket; what becomes of it depends on the side that speaks (DOMAIN 4). */
export async function replyToTicket(desk: Desk, actor: UserActor, request: ReplyRequest): Promise<number> {
  const { body, solve, keepOpen, reopen } = request
  return changeTicket(desk, actor, 'ticket reply', request, { body, solve, keepOpen, reopen }, async (change) => {
    await writeReply(change, deedOf(sideOf(change), request), body)
    if (solve) await solveNow(change)
  })
}

/** A reply with what it does to the status; also what `solve` says with a text. */
export async function writeReply(
  change: TicketChange,
  deed: Exclude<TicketDeed, 'solve'>,
  body: string,
): Promise<void> {
  const moved = move(change.ticket, deed, change.deed.now)
  const message = await change.write('reply', body)
  change.ticket = moved.ticket
  change.happened('ticket.replied', { message: message.id })
  if (moved.reopened) change.happened('ticket.reopened')
}

function deedOf(side: 'customer' | 'staff', request: ReplyRequest): Exclude<TicketDeed, 'solve'> {
  if (side === 'customer') return 'requester-reply'
  if (request.reopen) return 'staff-reply-reopen'
  return request.keepOpen ? 'staff-reply-keep-open' : 'staff-reply'
}
