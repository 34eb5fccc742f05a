import type { Desk } from '../../desk'
import type { Ask } from '../../kit/ask'
import { DeskError } from '../../kit/errors'
import { refusalsIn, sentencesOf } from '../../kit/report'
import { screenOf } from '../../kit/screen'
import { wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { checkLine, textFromFlags, textOf } from '../../kit/typed-text'
import type { FieldForm } from '../category/form'
import {
  checkOccurred,
  longestAnswer,
  longestTried,
  mergeReport,
  occurredTyped,
  partOf,
  type Report,
} from '../report/report'
import type { ReportField } from '../report/report-field'
import type { ReportWords } from '../report/report-words'
import { draggedPaths, statsOf } from './dragged-path'
import { sayLines, spelledFor } from './open-summary'
import { consoleText } from './report-flags'

/** A field that a form asks, with what the form says of it. */
export interface AskedField {
  field: ReportField
  content: FieldForm | undefined
}

/** What takes a suggestion away: Enter alone takes it. */
const nothing = '-'

const lineFields = ['affected-user', 'where', 'device', 'browser', 'customer-device', 'customer-browser'] as const
type LineField = (typeof lineFields)[number]

/**
 * What stays with a person from one ticket to the next, so that last time's answer is a good guess. Where it happened, to
 * whom, and on which customer's device is another story each time.
 */
const remembered = ['device', 'browser'] as const satisfies readonly ReportField[]

/** Of last time's report what may be suggested for another ticket. */
export function suggestedAgain(last: Report | null): Report | null {
  return last === null ? null : mergeReport(null, Object.fromEntries(remembered.map((part) => [part, last[part]])))
}

/**
 * Asks one field, with the form's help above it. Gives what was said; skipped is said too, as null, so that it is not
 * asked again. Of `suggested` Enter takes what was said there.
 */
export async function askField(
  desk: Desk,
  zone: string,
  { field, content }: AskedField & { field: Exclude<ReportField, 'document'> },
  suggested: Report | null,
): Promise<ReportWords> {
  await showHelp(desk, zone, content)
  const question = questionFor(desk, { field, content })
  const ask = await desk.ask()
  const lineField = lineFields.find((name) => name === field)
  if (lineField !== undefined) return askLine(desk, ask, lineField, question, suggested)
  if (field === 'occurred') return { occurred: await askTime(desk, ask, zone, question) }
  if (field === 'document-clean') return { documentClean: await askYesOrNo(desk, ask, question) }
  if (field === 'console') return { console: await askConsole(desk, ask, question) }
  return { tried: await askTried(desk, ask, question) }
}

/** Whether Enter can take what was said before. */
export function isSuggestible(field: ReportField): boolean {
  return lineFields.some((name) => name === field)
}

/** How a field is asked; what an escalation needs is not called optional. */
export function questionFor({ words }: Desk, { field, content }: AskedField): string {
  const said = words.reportQuestions[field]
  return content?.requiredForEscalation === true ? `${said}?` : words.questionOptional(said)
}

export async function showHelp(desk: Desk, zone: string, content: FieldForm | undefined): Promise<void> {
  const texts = [content?.help?.[desk.language], content?.link].filter((text) => text !== undefined && text !== null)
  if (texts.length === 0) return
  const screen = await screenOf(desk, zone, texts)
  const spelled = await spelledFor(desk)
  const lines = texts.flatMap((text) => wrapText(spelled(`  ${safeText(text)}`), screen.columns, screen.measure))
  await sayLines(desk, ['', ...lines.map((line) => screen.paint.dim(line))])
}

async function askLine(
  { words }: Desk,
  ask: Ask,
  field: LineField,
  question: string,
  suggested: Report | null,
): Promise<ReportWords> {
  const initial = suggested?.[partOf[field]]
  const check = (answer: string): string | undefined =>
    Array.from(answer).length > longestAnswer || answer.includes('\0') ? words.tooLong(longestAnswer) : undefined
  const answer = await ask.line(question, {
    check,
    ...(typeof initial === 'string' ? { initial: safeText(initial) } : {}),
  })
  return { [partOf[field]]: isSkipped(answer) ? null : checkLine(`--${field}`, answer, longestAnswer) }
}

/** Enter alone, or a dash: nothing is said. */
export function isSkipped(answer: string): boolean {
  return ['', nothing].includes(answer.trim())
}

async function askTime(desk: Desk, ask: Ask, zone: string, question: string): Promise<ReportWords['occurred']> {
  const { momentMeant } = await import('../../hours/instant-meant')
  const sentences = await refusalsIn(desk.language)
  const read = (answer: string): NonNullable<ReportWords['occurred']> => {
    const { typed, isAbout } = occurredTyped(answer)
    const { instant, day } = momentMeant(typed, { now: desk.now(), zone })
    checkOccurred(instant, typed, desk.now())
    // "2h ago" would mean something else by the time that all questions are answered.
    return { typed: day ?? instant.toISOString(), isAbout }
  }
  const check = (answer: string): string | undefined => {
    try {
      if (!isSkipped(answer)) read(answer)
      return undefined
    } catch (error) {
      if (error instanceof DeskError) return desk.words.wrongTime(safeText(sentences(error).message))
      throw error
    }
  }
  const answer = await ask.line(question, { check })
  return isSkipped(answer) ? null : read(answer)
}

async function askYesOrNo({ words }: Desk, ask: Ask, question: string): Promise<boolean | null> {
  return ask.choose<boolean | null>(question, [
    { name: words.answers.yes, value: true },
    { name: words.answers.no, value: false },
    { name: words.skip, value: null },
  ])
}

async function askTried({ words }: Desk, ask: Ask, question: string): Promise<string | null> {
  const check = (answer: string): string | undefined =>
    answer.length > longestTried || answer.includes('\0') ? words.tooLong(longestTried) : undefined
  const answer = await ask.line(question, { check })
  return isSkipped(answer) ? null : answer.trim()
}

/** A file dragged onto the window is read; anything else is the text itself. */
async function askConsole(desk: Desk, ask: Ask, question: string): Promise<string | null> {
  const answer = await ask.line(question)
  if (isSkipped(answer)) return null
  try {
    return consoleText(await fileOrText(desk, answer))
  } catch (error) {
    await sayRefusal(desk, error)
    return askConsole(desk, ask, question)
  }
}

async function fileOrText(desk: Desk, answer: string): Promise<string> {
  // Through the ssh door no file of the account can be named.
  if (desk.world.door !== undefined) return answer
  const [path, ...further] = draggedPaths(desk, answer)
  if (path === undefined || further.length > 0) return answer
  const stats = statsOf(desk, path)
  if (stats?.isFile() !== true && !path.startsWith('/')) return answer
  if (stats?.isFIFO() === true) throw new DeskError('file-unreadable', { path, reason: 'no-file' })
  const given = await textFromFlags(desk, { file: path }, '--console-file')
  return given === undefined ? answer : textOf(given)
}

/** What is wrong with an answer, above the same question. Throws what is no refusal. */
export async function sayRefusal(desk: Desk, error: unknown): Promise<void> {
  if (!(error instanceof DeskError)) throw error
  const { message } = await sentencesOf(error, desk.language)
  const screen = await screenOf(desk, 'UTC', [message])
  const spelled = await spelledFor(desk)
  const lines = wrapText(spelled(safeText(message)), screen.columns - 2, screen.measure)
  await sayLines(desk, [`> ${lines.join('\n  ')}`])
}
