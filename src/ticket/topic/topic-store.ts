import { DeskError } from '../../kit/errors'
import type { Visibility } from '../../people/permission'
import type { Reader, Schema, Tx } from '../../store/schema'
import { type ReportField, reportFields } from '../report/report-field'
import { mayBeSeen } from '../store'
import { answerers, type Topic, type TopicLink, topicNamed } from './topic'

type TopicRow = Schema['topics']

/** All topics in the order of the desk. */
export async function listTopics(db: Reader): Promise<Topic[]> {
  return (await db.selectFrom('topics').selectAll().orderBy('position').orderBy('id').execute()).map(topicOf)
}

/** The topic meant by id, title or an unambiguous beginning. Throws `topic-not-found`, `ambiguous-value`. */
export async function topicByName(db: Reader, typed: string): Promise<Topic> {
  return topicNamed(await listTopics(db), typed)
}

/** The topic with that id. Throws `topic-not-found`. */
export async function topicById(db: Reader, id: string): Promise<Topic> {
  const topic = await findTopic(db, id)
  if (topic === undefined) throw new DeskError('topic-not-found', { name: id })
  return topic
}

export async function findTopic(db: Reader, id: string): Promise<Topic | undefined> {
  const row = await db.selectFrom('topics').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : topicOf(row)
}

/** Adds topics at the end of the list. */
export async function insertTopics(tx: Tx, topics: readonly Topic[]): Promise<void> {
  const last = await tx.selectFrom('topics').select('position').orderBy('position', 'desc').limit(1).executeTakeFirst()
  const first = (last?.position ?? -1) + 1
  for (const [index, topic] of topics.entries()) {
    await tx
      .insertInto('topics')
      .values({ id: topic.id, ...columnsOf(topic), position: first + index })
      .execute()
  }
}

export async function updateTopic(tx: Tx, topic: Topic): Promise<void> {
  await tx.updateTable('topics').set(columnsOf(topic)).where('id', '=', topic.id).execute()
}

export async function deleteTopic(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('topics').where('id', '=', id).execute()
}

/** How many of the tickets that somebody may know of have each topic, by its id. */
export async function countTicketsByTopic(db: Reader, visibility: Visibility): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('tickets')
    .select((count) => ['topic_id', count.fn.countAll<number | string>().as('tickets')])
    .where('topic_id', 'is not', null)
    .where(mayBeSeen(visibility))
    .groupBy('topic_id')
    .execute()
  return new Map(rows.map(({ topic_id, tickets }) => [topic_id ?? '', Number(tickets)]))
}

/**
 * How many tickets each topic saved, by its id: the journal says which one answered a question before it was sent. Whoever
 * does not see everybody's tickets is told of their own questions only.
 */
export async function countAnsweredByTopic(db: Reader, visibility: Visibility): Promise<ReadonlyMap<string, number>> {
  let query = db
    .selectFrom('journal_entries')
    .select('payload')
    .where('type', '=', 'topic.answered')
    .where('payload', 'is not', null)
  if (!visibility.all) query = query.where('actor_id', '=', visibility.requesterId)
  const rows = await query.execute()
  const counts = new Map<string, number>()
  for (const { payload } of rows) {
    const { topic } = JSON.parse(payload ?? '{}') as { topic?: string }
    if (topic !== undefined) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  }
  return counts
}

function columnsOf(topic: Topic) {
  return {
    title_de: topic.title.de,
    title_en: topic.title.en,
    question_de: topic.question.de,
    question_en: topic.question.en,
    answer_de: topic.answer.de,
    answer_en: topic.answer.en,
    answered_by: topic.answeredBy,
    category_id: topic.category,
    required: JSON.stringify(topic.required),
    links: JSON.stringify(topic.links),
  }
}

function topicOf(row: TopicRow): Topic {
  const required = new Set(JSON.parse(row.required) as string[])
  return {
    id: row.id,
    title: { de: row.title_de, en: row.title_en },
    question: { de: row.question_de, en: row.question_en },
    answer: { de: row.answer_de, en: row.answer_en },
    answeredBy: answerers.find((known) => known === row.answered_by) ?? 'first-level',
    category: row.category_id,
    required: reportFields.filter((field): field is ReportField => required.has(field)),
    links: JSON.parse(row.links) as TopicLink[],
  }
}
