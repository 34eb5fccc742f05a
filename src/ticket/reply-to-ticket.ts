import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { filesAsked } from './attach-files'
import { type ChangeRequest, changeTicket, sideOf, type TicketChanged } from './change-ticket'
import { type GivenFile, noFiles } from './given-files'
import type { TicketDeed } from './state-table'
import { solveNow, writeReply } from './steps'

export interface ReplyRequest extends ChangeRequest {
  body: string
  solve: boolean
  keepOpen: boolean
  /** Staff, on a solved ticket: take it up again instead of only answering. */
  reopen: boolean
}

/** Answers a ticket, with files; what becomes of it depends on the side that speaks (DOMAIN 4). */
export async function replyToTicket(
  desk: Desk,
  actor: UserActor,
  request: ReplyRequest,
  files: readonly GivenFile[] = noFiles,
): Promise<TicketChanged> {
  const { body, solve, keepOpen, reopen } = request
  const particulars = { body, solve, keepOpen, reopen, ...filesAsked(files) }
  return changeTicket(desk, actor, 'ticket reply', request, particulars, async (change) => {
    await writeReply(change, deedOf(sideOf(change), request), body, files)
    if (solve) await solveNow(change)
  })
}

function deedOf(side: 'customer' | 'staff', request: ReplyRequest): Exclude<TicketDeed, 'solve'> {
  if (side === 'customer') return 'requester-reply'
  if (request.reopen) return 'staff-reply-reopen'
  // What is solved in the same breath never waits for the requester in between.
  return request.keepOpen || request.solve ? 'staff-reply-keep-open' : 'staff-reply'
}
