import { isMap, isPair, isScalar, LineCounter, type Pair, parseDocument, visit } from 'yaml'
import { DeskError } from '../../kit/errors'
import { type Language, languages } from '../../kit/language'
import { isWebOrMailLink } from '../../kit/link'
import { checkLine } from '../../kit/typed-text'
import type { TopicProblem } from '../../words/troubles'
import type { ReportField } from '../report/report-field'
import { checkText } from '../ticket'
import { unknownPlaceholder } from './placeholder'
import { type AnsweredBy, answererNamed, type GivenTexts, requiredField, type TopicLink, topicId } from './topic'

/**
 * A file of a topic: Markdown with front matter. Between two lines `---` stand id, title, question, answeredBy, category,
 * required and links as YAML; below them the answer. A line `<!-- de -->` or `<!-- en -->` begins the answer in that
 * language; without one it is in the language of the desk. Without an id the file's name is it. YAML is taken strictly:
 * no tags, no aliases, no key twice.
 */
export interface TopicFile {
  file: string
  id: string
  title: GivenTexts
  question: GivenTexts
  answer: GivenTexts
  answeredBy: AnsweredBy
  category: string | null
  required: readonly ReportField[]
  links: readonly TopicLink[]
  /** On which line of the file each key stands. */
  lines: ReadonlyMap<string, number>
}

type Problem = Omit<TopicProblem, 'file'>

const keys = ['id', 'title', 'question', 'answeredBy', 'category', 'required', 'links'] as const
type Key = (typeof keys)[number]

/** Reads one file. Everything that is wrong with it is named at once; a topic comes only of a file without a mistake. */
export function readTopicFile(file: string, text: string): { topic: TopicFile | undefined; problems: TopicProblem[] } {
  const problems: Problem[] = []
  const topic = readParts(file, text.replace(/\r\n?/g, '\n').split('\n'), problems)
  const named = problems.map((problem) => ({ file, ...problem }))
  return { topic: problems.length === 0 ? topic : undefined, problems: named.sort((a, b) => a.line - b.line) }
}

function readParts(file: string, lines: readonly string[], problems: Problem[]): TopicFile | undefined {
  if (lines[0]?.trimEnd() !== '---') {
    problems.push({ line: 1, problem: 'no-front-matter', value: '' })
    return undefined
  }
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  if (end === -1) {
    problems.push({ line: 1, problem: 'front-matter-open', value: '' })
    return undefined
  }
  const front = readFrontMatter(lines.slice(1, end).join('\n'), problems)
  const answer = readAnswer(lines, end + 1, problems)
  return front === undefined ? undefined : { file, ...topicFrom(file, front, problems), answer }
}

interface FrontMatter {
  values: ReadonlyMap<Key, unknown>
  lines: ReadonlyMap<string, number>
}

function readFrontMatter(text: string, problems: Problem[]): FrontMatter | undefined {
  const counter = new LineCounter()
  const document = parseDocument(text, {
    strict: true,
    uniqueKeys: true,
    schema: 'core',
    customTags: [],
    prettyErrors: false,
    lineCounter: counter,
  })
  // The line --- above counts too.
  const lineAt = (offset: number | undefined): number => counter.linePos(offset ?? 0).line + 1
  const wrong = (offset: number | undefined, value: string): void => {
    problems.push({ line: lineAt(offset), problem: 'wrong-yaml', value })
  }
  for (const { pos, message } of [...document.errors, ...document.warnings]) wrong(pos[0], message.split('\n')[0] ?? '')
  visit(document, {
    Alias: (_, alias) => wrong(alias.range?.[0], `*${alias.source}`),
    Node: (_, node) => {
      if (node.tag?.startsWith('!') === true) wrong(node.range?.[0], node.tag)
    },
  })
  if (problems.length > 0) return undefined
  const { contents } = document
  if (contents !== null && !isMap(contents)) {
    wrong(contents.range?.[0], text.trim().split('\n')[0] ?? '')
    return undefined
  }
  return frontMatterFrom(contents?.items ?? [], document.toJS({ maxAliasCount: 0 }) ?? {}, lineAt, problems)
}

function frontMatterFrom(
  pairs: readonly Pair[],
  values: Readonly<Record<string, unknown>>,
  lineAt: (offset: number | undefined) => number,
  problems: Problem[],
): FrontMatter {
  const lines = new Map<string, number>()
  for (const { key } of pairs.filter((pair) => isPair(pair))) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    const line = lineAt(key.range?.[0])
    lines.set(name, line)
    if (!keys.some((known) => known === name)) problems.push({ line, problem: 'unknown-key', value: name })
  }
  return { values: new Map(keys.map((name) => [name, values[name] ?? undefined])), lines }
}

type Front = Omit<TopicFile, 'file' | 'answer'>

function topicFrom(file: string, { values, lines }: FrontMatter, problems: Problem[]): Front {
  const report = (key: Key, problem: Problem['problem'], value: string): void => {
    problems.push({ line: lines.get(key) ?? 1, problem, value })
  }
  const given = new Given(values, report)
  const title = given.texts('title', 200)
  if (!values.has('title') || values.get('title') === undefined) report('title', 'missing-title', '')
  return {
    id: given.word('id', topicId, 'wrong-name', file.replace(/\.md$/i, '')),
    title,
    question: given.texts('question', 1000),
    answeredBy: given.word('answeredBy', answererNamed, 'wrong-value', 'first-level'),
    category: given.word('category', (typed) => typed, 'wrong-value', '') || null,
    required: given.list('required', requiredField),
    links: given.links(),
    lines,
  }
}

/** Takes values out of a front matter; what is wrong with one is reported, and something harmless stands for it. */
class Given {
  constructor(
    private readonly values: ReadonlyMap<Key, unknown>,
    private readonly report: (key: Key, problem: Problem['problem'], value: string) => void,
  ) {}

  word<T extends string>(key: Key, read: (typed: string) => T, problem: Problem['problem'], otherwise: string): T {
    const value = this.values.get(key) ?? otherwise
    if (typeof value !== 'string') this.report(key, 'wrong-kind', key)
    return this.judged(key, problem, typeof value === 'string' ? value : otherwise, read) ?? (otherwise as T)
  }

  /** A text of one line: for the desk's language, or one for each. */
  texts(key: Key, limit: number): GivenTexts {
    const value = this.values.get(key)
    if (value === undefined) return {}
    const given = typeof value === 'string' ? { base: value } : value
    if (!isRecord(given) || Object.keys(given).length === 0) {
      this.report(key, 'wrong-kind', key)
      return {}
    }
    const texts = Object.entries(given).map(([language, text]) => {
      const known = language === 'base' ? typeof value === 'string' : languages.some((one) => one === language)
      if (!known || typeof text !== 'string') this.report(key, 'wrong-kind', known ? key : language)
      const line =
        typeof text === 'string' ? this.judged(key, 'wrong-kind', text, (typed) => checkLine(key, typed, limit)) : ''
      return [language, line]
    })
    return Object.fromEntries(texts)
  }

  list<T extends string>(key: Key, read: (typed: string) => T): T[] {
    const value = this.values.get(key) ?? []
    const items: unknown[] = Array.isArray(value) ? value : [value]
    return items.flatMap((item) => {
      if (typeof item !== 'string') this.report(key, 'wrong-kind', key)
      return typeof item === 'string' ? (this.judged(key, 'wrong-value', item, read) ?? []) : []
    })
  }

  links(): TopicLink[] {
    const value = this.values.get('links') ?? {}
    if (!isRecord(value)) {
      this.report('links', 'wrong-kind', 'links')
      return []
    }
    return Object.entries(value).flatMap(([label, url]) => {
      if (typeof url === 'string' && isWebOrMailLink(url)) return { label, url }
      this.report('links', 'wrong-link', String(url))
      return []
    })
  }

  private judged<T>(key: Key, problem: Problem['problem'], typed: string, read: (typed: string) => T): T | undefined {
    try {
      return read(typed)
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      this.report(key, error.trouble === 'text-too-long' ? 'text-too-long' : problem, typed.slice(0, 40))
      return undefined
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

interface Part {
  language: Language | 'base'
  /** Of the whole file, counted from 1. */
  line: number
  text: string
}

function readAnswer(lines: readonly string[], from: number, problems: Problem[]): GivenTexts {
  const parts = partsOf(lines, from).filter(({ language, text }) => language !== 'base' || text.trim() !== '')
  const answer = new Map<Language | 'base', string>()
  for (const { language, line, text } of parts) {
    if (answer.has(language)) problems.push({ line, problem: 'language-twice', value: language })
    if (text.trim() === '') continue
    answer.set(language, text)
    const unknown = unknownPlaceholder(text)
    if (unknown === undefined) continue
    const below = text.slice(0, unknown.index).split('\n').length - 1
    const first = language === 'base' ? line : line + 1
    problems.push({ line: first + below, problem: 'unknown-placeholder', value: unknown.placeholder })
  }
  if (answer.size === 0) problems.push({ line: from + 1, problem: 'missing-answer', value: '' })
  return Object.fromEntries([...answer].map(([language, text]) => [language, checkText(text, 'answer')]))
}

/** The answer divided where a line names a language; the line of a part is that line, or the first below the front matter. */
function partsOf(lines: readonly string[], from: number): Part[] {
  const parts: Part[] = [{ language: 'base', line: from + 1, text: '' }]
  for (const [index, line] of lines.entries()) {
    if (index < from) continue
    const language = languages.find((one) => one === /^<!--\s*(\w+)\s*-->\s*$/.exec(line)?.[1])
    const last = parts.at(-1)
    if (language !== undefined) parts.push({ language, line: index + 1, text: '' })
    else if (last !== undefined) last.text += `${line}\n`
  }
  return parts
}
