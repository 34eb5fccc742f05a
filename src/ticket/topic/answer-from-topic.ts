import type { Desk } from '../../desk'
import { carryOut, tryOut } from '../../journal/deed'
import { doerOf, type UserActor } from '../../people/session'
import { topicById } from './topic-store'

/** A question that a topic answered before it became a ticket: nothing is opened, and the journal counts it. */
export async function answerFromTopic(desk: Desk, actor: UserActor, topic: string, subject: string): Promise<void> {
  await (desk.foreseen === undefined ? carryOut : tryOut)(desk, doerOf(actor), async (deed) => {
    const { id } = await topicById(deed.tx, topic)
    deed.record({ type: 'topic.answered', payload: { topic: id, subject } })
  })
}
