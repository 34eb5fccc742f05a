import { doneLine, joinParts, type Screen } from '../../kit/screen'
import { padText, wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { deedsAt, keyOf, type TriageDeed, type TriagePlace, triageDeeds } from './triage-keys'

/** How many lines of a window the keys and the answer need. */
const linesBelow = 5
/** Number, subject, who and when are never cut away. */
const linesAbove = 6

/** The keys in one line: as many as fit, the ways on and out always; the rest are shown by the last one. */
export function keyLine(screen: Screen, place: TriagePlace): string {
  const { columns, measure } = screen
  const always: readonly TriageDeed[] = ['skip', 'quit', 'help']
  const end = always.map((deed) => keyText(screen, deed)).join('  ')
  let line = ''
  for (const deed of deedsAt(place).filter((one) => !always.includes(one))) {
    const longer = `${line}${keyText(screen, deed)}  `
    if (measure(`${longer}${end}`) > columns - 4) break
    line = longer
  }
  return `${line}${end}:`
}

/** All keys, a line each. */
export function keyTable(screen: Screen): string {
  const { columns, measure } = screen
  const before = 9
  return triageDeeds
    .flatMap((deed) => {
      const lines = wrapText(screen.words.triage.meanings[deed], Math.max(20, columns - before), measure)
      const key = padText(`  ${keyName(screen, deed)}`, before, measure)
      return lines.map((line, index) => `${index === 0 ? key : ' '.repeat(before)}${line}`)
    })
    .join('\n')
}

function keyText(screen: Screen, deed: TriageDeed): string {
  return `${screen.paint.bold(keyName(screen, deed))} ${screen.words.triage.keys[deed]}`
}

function keyName({ language, symbols }: Screen, deed: TriageDeed): string {
  const key = keyOf(deed, language)
  return key === ' ' ? symbols.space : key
}

/** A ticket as far as it fits a window of so many rows: its beginning and what was said last. */
export function fittingTicket(screen: Screen, drawn: string, rows: number, number: number): string {
  const lines = drawn.split('\n')
  const room = Math.max(rows - linesBelow, linesAbove + 4)
  if (lines.length <= room) return drawn
  const left = lines.length - room + 1
  return [
    ...lines.slice(0, linesAbove),
    screen.paint.dim(screen.words.triage.linesLeft(left, number)),
    ...lines.slice(linesAbove + left),
  ].join('\n')
}

/** What was done, in a line. */
export function triageSummary(screen: Screen, counts: { handled: number; skipped: number; left: number }): string {
  const { handled, skipped, left } = counts
  return doneLine(screen, ...screen.words.triage.summary(handled, skipped, left))
}

/** A prepared answer as it would go, to be read before it does. */
export function answerPreview({ columns, measure }: Screen, answer: string): string {
  const lines = wrapText(safeText(answer, { keepLineBreaks: true }), columns - 2, measure)
  return ['', ...lines.map((line) => `  ${line}`.trimEnd()), ''].join('\n')
}

/** `3 of 12`, above a ticket. */
export function placeLine(screen: Screen, place: number, all: number): string {
  return screen.paint.dim(joinParts(screen, [screen.words.triage.place(place, all)]))
}
