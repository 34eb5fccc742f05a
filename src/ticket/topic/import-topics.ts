import type { Desk } from '../../desk'
import { carryOut, type Deed, tryOut } from '../../journal/deed'
import { DeskError } from '../../kit/errors'
import type { Language } from '../../kit/language'
import { demand, type TicketRules } from '../../people/permission'
import { doerOf, type UserActor } from '../../people/session'
import { readSettings } from '../../settings/store'
import type { TopicProblem } from '../../words/troubles'
import { type Category, categoryNamed } from '../category/category'
import { listCategories } from '../category/category-store'
import { newTopic, saveEditedTopic, saveNewTopic } from './edit-topic'
import { noTexts, type Topic, textsAfter } from './topic'
import type { TopicFile } from './topic-file'
import { findTopic } from './topic-store'

export interface TopicImport {
  /** The folder as it was typed, to be told. */
  folder: string
  files: readonly TopicFile[]
  /** What is wrong with files by themselves. */
  problems: readonly TopicProblem[]
  dryRun: boolean
}

export interface TopicsImported {
  added: number
  edited: number
  unchanged: number
}

/**
 * Takes in all topics of a folder, or none: whatever is wrong with any file is told for all of them (`topics-broken`). A
 * file says all there is to a topic: one that exists is as the file says afterwards, topics without a file stay.
 */
export async function importTopics(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  { folder, files, problems, dryRun }: TopicImport,
): Promise<TopicsImported> {
  demand(actor, 'desk:edit', null, rules)
  return (dryRun ? tryOut : carryOut)<TopicsImported>(desk, doerOf(actor), async (deed) => {
    const language = (await readSettings(deed.tx))['desk.language']
    const categories = await listCategories(deed.tx)
    const found = [...problems, ...repeatedIds(files)]
    const topics = files.flatMap((file) => topicFrom(file, language, categories, found) ?? [])
    if (found.length > 0) throw new DeskError('topics-broken', { folder, problems: inOrder(found) })
    const imported = { added: 0, edited: 0, unchanged: 0 }
    for (const topic of topics) imported[await save(deed, topic)] += 1
    return imported
  })
}

async function save(deed: Deed, topic: Topic): Promise<keyof TopicsImported> {
  const before = await findTopic(deed.tx, topic.id)
  if (before !== undefined) return (await saveEditedTopic(deed, before, topic)) ? 'edited' : 'unchanged'
  await saveNewTopic(deed, topic)
  return 'added'
}

function topicFrom(
  file: TopicFile,
  language: Language,
  categories: readonly Category[],
  problems: TopicProblem[],
): Topic | undefined {
  const wrong = (key: string, problem: TopicProblem['problem'], value: string): undefined => {
    problems.push({ file: file.file, line: file.lines.get(key) ?? 1, problem, value })
    return undefined
  }
  const category = file.category === null ? null : categoryId(categories, file.category)
  if (category === undefined) return wrong('category', 'no-category', file.category ?? '')
  if (file.answer.base !== undefined && file.answer[language] !== undefined) {
    return wrong('answer', 'language-twice', language)
  }
  const { id, answeredBy, required, links } = file
  return {
    ...newTopic(id),
    title: textsAfter(noTexts, file.title, language, 'title'),
    question: textsAfter(noTexts, file.question, language, 'question'),
    answer: textsAfter(noTexts, file.answer, language, 'answer'),
    answeredBy,
    category,
    required: [...new Set(required)],
    links,
  }
}

/** Undefined: there is none, or several could be meant. */
function categoryId(categories: readonly Category[], typed: string): string | undefined {
  try {
    return categoryNamed(categories, typed).id
  } catch (error) {
    if (error instanceof DeskError) return undefined
    throw error
  }
}

/** A topic has one file. */
function repeatedIds(files: readonly TopicFile[]): TopicProblem[] {
  return files
    .filter(({ id }, index) => files.findIndex((other) => other.id === id) < index)
    .map(({ file, id, lines }) => ({ file, line: lines.get('id') ?? 1, problem: 'id-twice', value: id }))
}

function inOrder(problems: readonly TopicProblem[]): TopicProblem[] {
  return [...problems].sort((one, other) =>
    one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line,
  )
}
