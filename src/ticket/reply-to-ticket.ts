import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { filesAsked } from './attachment/attach-files'
import { type GivenFile, noFiles } from './attachment/given-files'
import {
  type ChangeRequest,
  changeTicket,
  sideOf,
  speakerOf,
  type TicketChange,
  type TicketChanged,
} from './change-ticket'
import type { LetIn } from './participant/let-in'
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
  /** Who gets the answer, too, from now on. */
  cc?: readonly string[] | undefined
  /** Whether it was said that people from outside the organisation are meant. */
  outsideIsMeant?: boolean | undefined
}

/** Answers a ticket, with files; what becomes of it depends on the side that speaks (DOMAIN 4). */
export async function replyToTicket(
  desk: Desk,
  actor: UserActor,
  request: ReplyRequest,
  files: readonly GivenFile[] = noFiles,
): Promise<TicketChanged> {
  const { body, answer, solve, keepOpen, reopen, cc = [] } = request
  const asked = {
    ...{ body, solve, keepOpen, reopen },
    ...(answer === undefined ? {} : { answer }),
    ...(cc.length === 0 ? {} : { cc: [...cc] }),
    ...filesAsked(files),
  }
  return changeTicket(desk, actor, 'ticket reply', request, asked, async (change) => {
    const side = speakerOf(change)
    // Who only takes part answers, and no more.
    if (solve) sideOf(change)
    const added = cc.length === 0 ? undefined : await letInBySide(desk, change, cc, request.outsideIsMeant === true)
    if (added !== undefined) change.happened('ticket.edited', added)
    const prepared =
      answer === undefined ? undefined : await (await import('./topic/prepared-answer')).preparedAnswer(change, answer)
    if (prepared !== undefined) change.ticket = { ...change.ticket, topic: change.ticket.topic ?? prepared.topic }
    const whole = [body, prepared?.text ?? ''].filter((text) => text !== '').join('\n\n')
    const told = prepared === undefined ? {} : { answer: prepared.topic }
    await writeReply(change, deedOf(side, request), whole, files, told)
    // The prepared answer says that it was passed on.
    const passesOn = prepared !== undefined && prepared.topic === change.ticket.topic && !solve
    if (passesOn) await (await import('./level/project-lead')).giveToLead(change)
    if (solve) await solveNow(change, await resolutionMeant(change, side, undefined))
  })
}

/** To let others in is for those whose ticket it is, not for those who were let in. */
async function letInBySide(
  desk: Desk,
  change: TicketChange,
  cc: readonly string[],
  outsideIsMeant: boolean,
): Promise<LetIn | undefined> {
  sideOf(change)
  const { letIn } = await import('./participant/let-in')
  return letIn(desk, change, cc, outsideIsMeant)
}

function deedOf(side: 'customer' | 'staff', request: ReplyRequest): Exclude<TicketDeed, 'solve'> {
  if (side === 'customer') return 'requester-reply'
  if (request.reopen) return 'staff-reply-reopen'
  // What is solved in the same breath never waits for the requester in between.
  return request.keepOpen || request.solve ? 'staff-reply-keep-open' : 'staff-reply'
}
