import type { Language } from '../../kit/language'
import type { Visibility } from '../../people/permission'
import type { Reader } from '../../store/schema'
import { saidIn, type Topic } from './topic'
import { countAnsweredByTopic, countTicketsByTopic, listTopics } from './topic-store'
import type { SpokenTopic } from './topic-view'

/** All topics as they are shown, in one language, with how many of the tickets that may be seen have them. */
export async function shownTopics(db: Reader, language: Language, visibility: Visibility): Promise<SpokenTopic[]> {
  const [topics, tickets, saved] = [
    await listTopics(db),
    await countTicketsByTopic(db, visibility),
    await countAnsweredByTopic(db, visibility),
  ]
  return topics.map((topic) =>
    spoken(topic, language, { tickets: tickets.get(topic.id) ?? 0, saved: saved.get(topic.id) ?? 0 }),
  )
}

/** One topic as it is shown. */
export async function shownTopic(
  db: Reader,
  topic: Topic,
  language: Language,
  visibility: Visibility,
): Promise<SpokenTopic> {
  const found = (await shownTopics(db, language, visibility)).find(({ id }) => id === topic.id)
  return found ?? spoken(topic, language, { tickets: 0, saved: 0 })
}

function spoken(topic: Topic, language: Language, counts: { tickets: number; saved: number }): SpokenTopic {
  const { id, title, question, answer, answeredBy, category, required, links } = topic
  return {
    id,
    title: saidIn(title, language),
    question: saidIn(question, language) || null,
    answer: saidIn(answer, language),
    answeredBy,
    category,
    required,
    links,
    ...counts,
    texts: { title, question, answer },
  }
}
