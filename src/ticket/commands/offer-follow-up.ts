import type { Desk } from '../../desk'
import { isTrouble } from '../../kit/errors'
import type { UserActor } from '../../people/session'
import type { GivenFile } from '../attachment/given-files'
import type { TicketChanged } from '../change-ticket'
import type { ReplyRequest } from '../reply-to-ticket'

/** Answers; where the ticket is closed by now, whoever sits there may make a follow-up of what they wrote. */
export async function offeringFollowUp(
  desk: Desk,
  actor: UserActor,
  request: ReplyRequest,
  files: readonly GivenFile[],
  answer: () => Promise<TicketChanged>,
): Promise<TicketChanged> {
  try {
    return await answer()
  } catch (error) {
    // A prepared answer alone, what is one of many, or what is only tried is no request of its own.
    const isOwn = request.body !== '' && request.together === undefined && desk.foreseen === undefined
    if (!isTrouble(error, 'ticket-closed') || !isOwn || !desk.canAsk) throw error
    const ask = await desk.ask()
    if (!(await ask.confirm(desk.words.askFollowUp(request.number), true))) throw error
    const { followUp } = await import('../follow-up')
    const { number, body, idempotencyKey } = request
    return followUp(desk, actor, { number, body, idempotencyKey, subject: undefined, consent: undefined }, files)
  }
}
