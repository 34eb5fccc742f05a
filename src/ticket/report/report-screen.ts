import type { Screen } from '../../kit/screen'
import { padText, wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import type { Report } from './report'
import type { ReportField } from './report-field'

/** As many lines of a console as one looks at before one wants all of them. */
const shownLines = 8

/** The order in which a report is read: where and with what, since when and on what, who, the other side. */
const order = [
  'where',
  'browser',
  'occurred',
  'device',
  'affected-user',
  'document-clean',
  'customer-browser',
  'customer-device',
] as const satisfies readonly ReportField[]

/** A report below a ticket's description: in two columns where there is room; nothing where there is none. */
export function reportLines(screen: Screen, report: Report | null): string[] {
  if (report === null) return []
  const facts = order.flatMap((field) => {
    const value = factText(screen, report, field)
    return value === null ? [] : [{ label: screen.words.reportLabels[field], value }]
  })
  return [
    ...(facts.length === 0 ? [] : ['', ...inTwoColumns(screen, facts)]),
    ...(report.tried === null ? [] : ['', ...labelled(screen, 'tried', report.tried)]),
    ...(report.console === null ? [] : ['', ...labelled(screen, 'console', report.console)]),
  ]
}

/** One answer of a report in one line, as people read it; null where there is none. */
export function factText(
  screen: Pick<Screen, 'words' | 'zone' | 'language' | 'now'>,
  report: Report,
  field: (typeof order)[number],
): string | null {
  const { words, zone, language, now } = screen
  if (field === 'occurred') {
    if (report.occurred === null) return null
    const { at, isAbout, isDay } = report.occurred
    const dayOf = (instant: Date): string => formatLocal(instant, zone, language, 'date-time', now).slice(0, -5)
    // "about 08:00" is today's.
    const style = isAbout && dayOf(at) === dayOf(now) ? 'time' : 'day'
    const time = formatLocal(at, zone, language, isDay ? 'date' : style, now)
    return isAbout ? words.aboutTime(time) : time
  }
  if (field === 'document-clean') {
    const name = report.document === null ? [] : [safeText(report.document.name)]
    const facts = [...name, ...cleanText(screen, report)]
    return facts.length === 0 ? null : facts.join(', ')
  }
  const parts = {
    where: report.where,
    browser: report.browser,
    device: report.device,
    'affected-user': report.affectedUser,
    'customer-browser': report.customerBrowser,
    'customer-device': report.customerDevice,
  }
  const answer = parts[field]
  return answer === null ? null : safeText(answer)
}

function cleanText({ words }: Pick<Screen, 'words'>, { documentClean }: Report): string[] {
  if (documentClean === null) return []
  return [documentClean ? words.documentIsClean : words.documentIsNotClean]
}

interface Fact {
  label: string
  value: string
}

const indent = '  '
const gap = '  '

/** Facts two in a line; where one needs more room than half the window, each has lines of its own. */
function inTwoColumns(screen: Screen, facts: readonly Fact[]): string[] {
  const { columns, measure } = screen
  const half = Math.floor((columns - indent.length - gap.length) / 2)
  const widest = Math.max(...facts.map(({ label }) => measure(label)))
  const fits = facts.every(({ value }) => widest + gap.length + measure(value) <= half)
  if (!fits) return facts.flatMap((fact) => factLines(screen, fact, widest))
  const rows: string[] = []
  for (let index = 0; index < facts.length; index += 2) {
    const cells = facts.slice(index, index + 2).map(({ label, value }) => cell(screen, label, value, widest))
    const [left = '', right] = cells
    rows.push(right === undefined ? `${indent}${left}` : `${indent}${padText(left, half, measure)}${gap}${right}`)
  }
  return rows
}

function cell({ paint, measure }: Screen, label: string, value: string, widest: number): string {
  return `${paint.dim(padText(label, widest, measure))}${gap}${value}`
}

/** One fact over the whole width, its further lines below its first. */
function factLines(screen: Screen, { label, value }: Fact, widest: number): string[] {
  const { columns, measure } = screen
  const room = Math.max(20, columns - indent.length - widest - gap.length)
  return wrapText(value, room, measure).map((line, index) =>
    `${indent}${cell(screen, index === 0 ? label : '', line, widest)}`.trimEnd(),
  )
}

/** What is longer than a line: its name, and below it what was said, as far as one looks at it. */
function labelled(screen: Screen, field: 'tried' | 'console', text: string): string[] {
  const { columns, measure, paint, words, symbols } = screen
  const all = wrapText(safeText(text, { keepLineBreaks: true }), columns - 4, measure)
  const shown = all.slice(0, shownLines).map((line) => `    ${line}`.trimEnd())
  const left = all.length - shown.length
  const more = left > 0 ? [paint.dim(`    ${symbols.ellipsis} ${words.moreLines(left)}`)] : []
  return [`${indent}${paint.dim(words.reportLabels[field])}`, ...shown, ...more]
}
