import type { Desk } from '../../desk'
import { type Screen, screenOf, sizeText } from '../../kit/screen'
import { padText, wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import type { GivenFile } from '../attachment/given-files'
import type { Report } from '../report/report'
import { reportLines } from '../report/report-screen'

/** A new ticket as it is about to be sent, in the words of whoever sends it. */
export interface Summary {
  subject: string
  requester: string
  category: string
  topic: string | undefined
  description: string | null
  files: readonly GivenFile[]
  report: Report | null
}

/** Shows all of a new ticket once more before it is sent. */
export async function showSummary(desk: Desk, zone: string, summary: Summary): Promise<void> {
  const { subject, requester, category, topic, files, report } = summary
  const labels = desk.words.summaryLabels
  const spelled = await spelledFor(desk)
  const description = spelled(summary.description ?? desk.words.noDescription)
  const screen = await screenOf(desk, zone, [subject, description, ...files.map(({ name }) => name)])
  const facts: (readonly [string, string])[] = [
    [labels.subject, spelled(subject)],
    [labels.requester, requester],
    [labels.category, category],
    ...(topic === undefined ? [] : [[labels.topic, topic] as const]),
    [labels.description, description],
    ...files.map((file) => fileFact(screen, file)),
  ]
  const widest = Math.max(...facts.map(([label]) => screen.measure(label)))
  const lines = facts.flatMap(([label, text]) => factLines(screen, label, text, widest))
  await sayLines(desk, ['', ...lines, ...reportLines(screen, report), ''])
}

/** Says a paragraph, as wide as the window. */
export async function sayParagraph(desk: Desk, zone: string, text: string): Promise<void> {
  const spelled = await spelledFor(desk)
  const screen = await screenOf(desk, zone, [text])
  await sayLines(desk, ['', ...wrapText(spelled(text), screen.columns, screen.measure)])
}

/** The document is called so. */
function fileFact(screen: Screen, { name, size, isDocument }: GivenFile): readonly [string, string] {
  const { reportLabels, summaryLabels } = screen.words
  const label = isDocument ? reportLabels.document : summaryLabels.files
  return [label, `${safeText(name)} ${screen.symbols.dot} ${sizeText(screen, size)}`]
}

/** A long description is known to whoever just wrote it: its beginning is enough. */
function factLines(screen: Screen, label: string, text: string, widest: number): string[] {
  const { columns, measure, paint, symbols } = screen
  const all = wrapText(safeText(text, { keepLineBreaks: true }), Math.max(20, columns - widest - 4), measure)
  const shown = all.length > 4 ? [...all.slice(0, 3), symbols.ellipsis] : all
  return shown.map((line, index) =>
    `  ${paint.dim(padText(index === 0 ? label : '', widest, measure))}  ${line}`.trimEnd(),
  )
}

/** How a text is spelled in the letters that this terminal has; where they are fewer, a text is longer. */
export async function spelledFor(desk: Desk): Promise<(text: string) => string> {
  if (!desk.ascii) return (text) => text
  return (await import('../../kit/text/ascii-text')).asciiText
}

/** Says lines that are laid out already, in the letters that this terminal has. */
export async function sayLines(desk: Desk, lines: readonly string[]): Promise<void> {
  const spelled = await spelledFor(desk)
  desk.stderr.write(spelled(`${lines.join('\n')}\n`))
}
