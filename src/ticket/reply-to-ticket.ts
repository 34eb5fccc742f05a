import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { filesAsked } from './attach-files'
import { type ChangeRequest, changeTicket, sideOf, type TicketChanged } from './change-ticket'
import { type GivenFile, noFiles } from './given-files'
import { preparedAnswer } from './prepared-answer'
import { resolutionMeant } from './resolution-meant'
import type { TicketDeed } from './state-table'
import { solveNow, writeReply } from './steps'

export interface ReplyRequest extends ChangeRequest {
  /** Empty where the answer says it all. */
  body: string
  /** The topic whose prepared answer is sent, as typed. Staff only. */
  answer?: string | undefined
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
  const { body, answer, solve, keepOpen, reopen } = request
  const asked = { body, solve, keepOpen, reopen, ...(answer === undefined ? {} : { answer }), ...filesAsked(files) }
  return changeTicket(desk, actor, 'ticket reply', request, asked, async (change) => {
    const side = sideOf(change)
    const prepared = answer === undefined ? undefined : await preparedAnswer(change, answer)
    if (prepared !== undefined) change.ticket = { ...change.ticket, topic: change.ticket.topic ?? prepared.topic }
    const whole = [body, prepared?.text ?? ''].filter((text) => text !== '').join('\n\n')
    const told = prepared === undefined ? {} : { answer: prepared.topic }
    await writeReply(change, deedOf(side, request), whole, files, told)
    if (solve) await solveNow(change, await resolutionMeant(change, side, undefined))
  })
}

function deedOf(side: 'customer' | 'staff', request: ReplyRequest): Exclude<TicketDeed, 'solve'> {
  if (side === 'customer') return 'requester-reply'
  if (request.reopen) return 'staff-reply-reopen'
  // What is solved in the same breath never waits for the requester in between.
  return request.keepOpen || request.solve ? 'staff-reply-keep-open' : 'staff-reply'
}
