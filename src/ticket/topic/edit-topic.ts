import type { Desk } from '../../desk'
import { changesBetween } from '../../journal/changes'
import type { Deed } from '../../journal/deed'
import { DeskError } from '../../kit/errors'
import type { Json, JsonObject } from '../../kit/json'
import type { Language } from '../../kit/language'
import { type Administering, administer } from '../../people/administer'
import type { Removal } from '../../people/removed-before'
import { readSettings } from '../../settings/store'
import { categoryNamed } from '../category/category'
import { listCategories } from '../category/category-store'
import type { ReportField } from '../report/report-field'
import { takeFromTickets } from '../take-from-tickets'
import { disownWork } from '../team/edit-team'
import { checkPlaceholders } from './placeholder'
import {
  type AnsweredBy,
  type GivenTexts,
  isEmpty,
  noTexts,
  type Texts,
  type Topic,
  type TopicLink,
  textsAfter,
} from './topic'
import { deleteTopic, findTopic, insertTopics, topicById, topicByName, updateTopic } from './topic-store'

/** What is said of a topic; undefined stays as it is. */
export interface TopicEdit {
  title: GivenTexts
  question: GivenTexts
  answer: GivenTexts
  answeredBy?: AnsweredBy | undefined
  /** As typed; null: none. */
  category?: string | null | undefined
  addRequired: readonly ReportField[]
  removeRequired: readonly ReportField[]
  addLinks: readonly TopicLink[]
  /** Labels. */
  removeLinks: readonly string[]
}

/** Adds a topic. Throws `not-allowed`, `topic-exists`, and what `editedTopic` throws. */
export async function addTopic(desk: Desk, editing: Administering, id: string, said: TopicEdit): Promise<string> {
  return administer(desk, editing, 'topic add', { id, said: requestOf(said) }, async (deed) => {
    if ((await findTopic(deed.tx, id)) !== undefined) throw new DeskError('topic-exists', { name: id })
    await saveNewTopic(deed, await editedTopic(deed, newTopic(id), said))
    return id
  })
}

/** Changes what is said of a topic; what is so already is no change and no entry. */
export async function editTopic(desk: Desk, editing: Administering, typed: string, said: TopicEdit): Promise<string> {
  return administer(desk, editing, 'topic edit', { topic: typed, said: requestOf(said) }, async (deed) => {
    const before = await topicByName(deed.tx, typed)
    await saveEditedTopic(deed, before, await editedTopic(deed, before, said))
    return before.id
  })
}

/** Removes a topic; tickets that have it lose it, and their history says so. Whose team it was owns it no more. */
export async function removeTopic(
  desk: Desk,
  editing: Administering,
  { typed, meant, gives }: Removal<string>,
): Promise<JsonObject> {
  return administer(desk, editing, 'topic remove', { topic: typed }, async (deed) => {
    const topic = await topicById(deed.tx, meant)
    await takeFromTickets(deed, 'topic', { id: topic.id, name: topic.id })
    await deleteTopic(deed.tx, topic.id)
    deed.record({ type: 'topic.removed', payload: { topic: topic.id, ...recorded(topic) } })
    await disownWork(deed, 'topic', topic.id)
    return gives
  })
}

/** A topic of which nothing was said yet. */
export function newTopic(id: string): Topic {
  const nothing = { title: noTexts, question: noTexts, answer: noTexts }
  return { id, ...nothing, answeredBy: 'first-level', category: null, required: [], links: [] }
}

export async function saveNewTopic(deed: Deed, topic: Topic): Promise<void> {
  await insertTopics(deed.tx, [topic])
  deed.record({ type: 'topic.added', payload: { topic: topic.id, ...recorded(topic) } })
}

/** Whether there was anything to save. */
export async function saveEditedTopic(deed: Deed, before: Topic, after: Topic): Promise<boolean> {
  const changes = changesBetween(recorded(before), recorded(after))
  if (Object.keys(changes).length === 0) return false
  await updateTopic(deed.tx, after)
  deed.record({ type: 'topic.edited', payload: { topic: before.id, changes } })
  return true
}

/**
 * The topic with what is said of it. Throws `empty-text` where title or answer would be missing in both languages,
 * `unknown-placeholder`, `conflicting-flags`, and what `categoryNamed` throws.
 */
async function editedTopic({ tx }: Deed, before: Topic, said: TopicEdit): Promise<Topic> {
  const language = (await readSettings(tx))['desk.language']
  const texts = textsOf(before, said, language)
  if (isEmpty(texts.title)) throw new DeskError('empty-text', { name: '--title' })
  if (isEmpty(texts.answer)) throw new DeskError('empty-text', { name: '--answer' })
  for (const answer of Object.values(texts.answer)) checkPlaceholders(answer)
  const { category } = said
  const required = [...new Set([...before.required, ...said.addRequired])]
  const labels = new Set([...said.removeLinks, ...said.addLinks.map(({ label }) => label)])
  return {
    id: before.id,
    ...texts,
    answeredBy: said.answeredBy ?? before.answeredBy,
    category:
      category === undefined
        ? before.category
        : category === null
          ? null
          : categoryNamed(await listCategories(tx), category).id,
    required: required.filter((field) => !said.removeRequired.includes(field)),
    links: [...before.links.filter(({ label }) => !labels.has(label)), ...said.addLinks],
  }
}

function textsOf(before: Topic, said: TopicEdit, language: Language): Record<'title' | 'question' | 'answer', Texts> {
  return {
    title: textsAfter(before.title, said.title, language, '--title'),
    question: textsAfter(before.question, said.question, language, '--question'),
    answer: textsAfter(before.answer, said.answer, language, '--answer'),
  }
}

/** A topic as its changes are written down. */
function recorded(topic: Topic): Record<string, Json> {
  return {
    title: { ...topic.title },
    question: { ...topic.question },
    answer: { ...topic.answer },
    answeredBy: topic.answeredBy,
    category: topic.category,
    required: [...topic.required].sort(),
    links: topic.links.map((link) => ({ ...link })),
  }
}

function requestOf(said: TopicEdit): Json {
  return JSON.parse(JSON.stringify(said))
}
