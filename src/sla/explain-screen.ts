import { joinParts, type Screen } from '../kit/screen'
import { padText, wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import type { SlaWords } from '../words/en/sla'
import { isBreached } from './clock'
import { type ExplainedClock, minutesOf, outcomeOf } from './explain-view'
import type { LedgerLine } from './ledger'
import { durationText } from './service-level-view'

/** The clocks of a ticket, each with the lines of its ledger below each other. */
export function explainScreen(screen: Screen, sla: SlaWords, clocks: readonly ExplainedClock[]): string {
  return clocks.map((one) => [headline(screen, sla, one), ...ledgerLines(screen, sla, one)].join('\n')).join('\n\n')
}

function headline(screen: Screen, sla: SlaWords, { clock, promised, now }: ExplainedClock): string {
  const { paint, words } = screen
  const { metric, level, serviceLevel, ended } = clock
  const outcome = outcomeOf(clock)
  const parts = [
    sla.metricTitles[metric],
    words.level(level),
    sla.policy(durationText(sla, promised, serviceLevel.aroundTheClock)),
    ...(serviceLevel.aroundTheClock ? [sla.aroundTheClock] : []),
    ...dueParts(screen, sla, clock),
    ...(outcome === 'running' ? [] : [sla.outcomes[outcome]]),
  ]
  const text = joinParts(screen, parts, 2)
  return isBreached(clock, now) && ended === null ? paint.red(text) : paint.bold(text)
}

function dueParts(screen: Screen, sla: SlaWords, { dueAt, ended, spans }: ExplainedClock['clock']): string[] {
  if (dueAt !== null) {
    const time = when(screen, dueAt)
    return [ended === null && dueAt >= screen.now.getTime() ? sla.due(time) : sla.wasDue(time)]
  }
  return ended === null && spans.at(-1)?.pause === null ? [sla.neverDue] : []
}

function ledgerLines(screen: Screen, sla: SlaWords, { ledger }: ExplainedClock): string[] {
  const { measure, columns } = screen
  const rows = ledger.map((line) => ({ span: spanText(screen, sla, line), ...facts(screen, sla, line) }))
  // What is closed says much, and begins where what is counted does only if there is room.
  const width = Math.max(0, ...rows.map(({ span }) => measure(span))) + 2
  const kinds = Math.max(0, ...rows.map(({ kind, minutes }) => (minutes === '' ? 0 : measure(kind)))) + 2
  const lengths = Math.max(0, ...rows.map(({ minutes }) => measure(minutes)))
  return rows.flatMap(({ span, kind, minutes, paint }) => {
    if (minutes !== '') {
      const length = padText(minutes, lengths, measure, 'right')
      return [paint(`  ${padText(span, width, measure)}${padText(kind, kinds, measure)}${length}`)]
    }
    const [first = '', ...more] = wrapText(kind, Math.max(20, columns - width - 2), measure)
    return [
      paint(`  ${padText(span, width, measure)}${first}`),
      ...more.map((line) => paint(`  ${' '.repeat(width)}${line}`)),
    ]
  })
}

function facts(
  { paint }: Screen,
  sla: SlaWords,
  { kind, length, closed, pause }: LedgerLine,
): { kind: string; minutes: string; paint: (text: string) => string } {
  const minutes = sla.minutes(minutesOf(length))
  const plain = (text: string): string => text
  switch (kind) {
    case 'counted':
      return { kind: sla.counted, minutes, paint: plain }
    case 'to-count':
      return { kind: sla.toCount, minutes, paint: plain }
    case 'late':
      return { kind: sla.late, minutes, paint: paint.red }
    case 'closed':
      return { kind: sla.closed(closed.map((one) => closingText(sla, one)).join(', ')), minutes: '', paint: paint.dim }
    case 'paused':
      return { kind: pause === null ? '' : sla.paused(sla.pauses[pause]), minutes: '', paint: paint.dim }
  }
}

function closingText(sla: SlaWords, { reason, name }: LedgerLine['closed'][number]): string {
  return name === null || name === '' ? sla.closings[reason] : safeText(name)
}

/** `Thu 25 Mar 17:30 – 18:00`; the day is said again where it is another one. */
function spanText(screen: Screen, sla: SlaWords, { from, to }: LedgerLine): string {
  const { zone, language, now, symbols } = screen
  const begin = when(screen, from)
  if (to === null) return sla.since(begin)
  const dateOf = (at: number): string => formatLocal(new Date(at), zone, language, 'date', now)
  const end = dateOf(from) === dateOf(to) ? formatLocal(new Date(to), zone, language, 'time', now) : when(screen, to)
  return `${begin} ${symbols.nothing} ${end}`
}

function when({ zone, language, now }: Screen, at: number): string {
  return formatLocal(new Date(at), zone, language, 'day', now)
}
