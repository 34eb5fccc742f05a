import { demand } from '../../people/permission'
import { findUserById } from '../../people/user-store'
import type { TicketChange } from '../change-ticket'
import { fillPlaceholders, placeholderValues } from './placeholder'
import { saidIn } from './topic'
import { topicByName } from './topic-store'

/**
 * A topic's answer for the ticket's requester: in their language (else the desk's), its placeholders filled. It speaks
 * for the desk, so whoever uses it must be staff there. Throws `topic-not-found`, `ambiguous-value`, `not-allowed`.
 */
export async function preparedAnswer(change: TicketChange, typed: string): Promise<{ topic: string; text: string }> {
  const { ticket, actor, rules, settings, deed } = change
  const topic = await topicByName(deed.tx, typed)
  demand(actor, 'tickets:note', ticket.tenant, rules)
  const requester = await findUserById(deed.tx, ticket.requester.id)
  const language = requester?.language ?? settings['desk.language']
  return {
    topic: topic.id,
    text: fillPlaceholders(saidIn(topic.answer, language), placeholderValues(ticket, settings)),
  }
}
