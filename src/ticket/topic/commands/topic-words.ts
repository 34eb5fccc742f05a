import type { Desk } from '../../../desk'
import { DeskError } from '../../../kit/errors'
import { checkLine, type GivenText, textFromFlags, textOf, withoutNul } from '../../../kit/typed-text'
import { checkText } from '../../ticket'
import type { TopicEdit } from '../edit-topic'
import { checkPlaceholders } from '../placeholder'
import { answererNamed, type GivenTexts, linkFrom, requiredField } from '../topic'

/** The flags by which a topic is described. */
export interface TopicFlags {
  title?: string | undefined
  titleDe?: string | undefined
  titleEn?: string | undefined
  question?: string | undefined
  questionDe?: string | undefined
  questionEn?: string | undefined
  answer?: string | undefined
  answerDe?: string | undefined
  answerEn?: string | undefined
  answerFile?: string | undefined
  answerFileDe?: string | undefined
  answerFileEn?: string | undefined
  answeredBy?: string | undefined
  category?: string | false | true | undefined
  addRequired?: string[] | undefined
  removeRequired?: string[] | undefined
  addLink?: string[] | undefined
  removeLink?: string[] | undefined
}

type Answers = { readonly [Given in keyof GivenTexts]?: GivenText | undefined }

/** What the flags say, each value judged by itself; a file that cannot be read is told when its turn comes. */
export type TopicWords = Omit<TopicEdit, 'answer'> & { answer: Answers }

/** Every flag of a topic, by its name in `TopicFlags`. */
const ofTopic = [
  ...['title', 'question', 'answer', 'answerFile'].flatMap((name) => [name, `${name}De`, `${name}En`]),
  ...['answeredBy', 'category', 'addRequired', 'removeRequired', 'addLink', 'removeLink'],
]

/** Whether none of the flags says anything of a topic; flags of every command are among them. */
export function saysNothing(flags: Readonly<Record<string, unknown>>): boolean {
  return ofTopic.every((name) => flags[name] === undefined)
}

const languageFlags = [
  ['base', ''],
  ['de', '-de'],
  ['en', '-en'],
] as const

/** Throws `conflicting-flags`, then what is wrong with a value by itself. */
export async function topicWords(desk: Desk, flags: TopicFlags): Promise<TopicWords> {
  const answers = {
    base: [flags.answer, flags.answerFile],
    de: [flags.answerDe, flags.answerFileDe],
    en: [flags.answerEn, flags.answerFileEn],
  } as const
  for (const [given, ending] of languageFlags) {
    if (answers[given].every((value) => value !== undefined)) {
      throw new DeskError('conflicting-flags', { flags: [`--answer${ending}`, `--answer-file${ending}`] })
    }
  }
  const { category } = flags
  return {
    title: linesFrom('--title', [flags.title, flags.titleDe, flags.titleEn], 200),
    question: linesFrom('--question', [flags.question, flags.questionDe, flags.questionEn], 1000),
    answeredBy: flags.answeredBy === undefined ? undefined : answererNamed(flags.answeredBy),
    category: category === false ? null : typeof category === 'string' ? category : undefined,
    addRequired: (flags.addRequired ?? []).map(requiredField),
    removeRequired: (flags.removeRequired ?? []).map(requiredField),
    addLinks: (flags.addLink ?? []).map(linkFrom),
    removeLinks: flags.removeLink ?? [],
    answer: {
      base: await answerFrom(desk, '', ...answers.base),
      de: await answerFrom(desk, '-de', ...answers.de),
      en: await answerFrom(desk, '-en', ...answers.en),
    },
  }
}

/** The words as a deed takes them. Throws what is wrong with a file that was to be read. */
export function topicEditFrom({ answer, ...words }: TopicWords): TopicEdit {
  const texts = Object.entries(answer).flatMap(([given, text]) => (text === undefined ? [] : [[given, textOf(text)]]))
  return { ...words, answer: Object.fromEntries(texts) }
}

function linesFrom(name: string, typed: readonly (string | undefined)[], limit: number): GivenTexts {
  const [base, de, en] = typed.map((text, index) =>
    text === undefined ? undefined : checkLine(`${name}${languageFlags[index]?.[1] ?? ''}`, text, limit),
  )
  return { base, de, en }
}

async function answerFrom(
  desk: Desk,
  ending: string,
  typed: string | undefined,
  file: string | undefined,
): Promise<GivenText | undefined> {
  const name = `--answer${ending}`
  const given =
    typed === undefined
      ? await textFromFlags(desk, { file }, `--answer-file${ending}`)
      : { text: withoutNul(typed, name) }
  if (given === undefined || 'unreadable' in given) return given
  const text = checkText(given.text, name)
  checkPlaceholders(text)
  return { text }
}
