import { flag, instant, listOf, objectOf, oneOf, orNull, text, whole } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { type Clock, isBreached, type Pause } from './clock'
import { closings, type LedgerLine } from './ledger'
import { metrics } from './service-level'

/** A clock with its ledger, as it is explained at a moment. */
export interface ExplainedClock {
  clock: Clock
  ledger: readonly LedgerLine[]
  /** As typed: `4h`. */
  promised: string
  now: number
}

export const clockOutcomes = ['running', 'paused', 'met', 'late', 'dropped', 'left'] as const
export type ClockOutcome = (typeof clockOutcomes)[number]

const pauses = ['waiting', 'on-hold', 'solved', 'tenants-hands', 'other-level'] as const satisfies readonly Pause[]

export function outcomeOf(clock: Clock): ClockOutcome {
  const { ended, spans } = clock
  if (ended === null) return spans.at(-1)?.pause === null ? 'running' : 'paused'
  return ended.how === 'met' && isBreached(clock, ended.at) ? 'late' : ended.how
}

export const explainView: View<ExplainedClock> = {
  fields: {
    metric: oneOf(metrics),
    level: whole,
    serviceLevel: text,
    promised: text,
    aroundTheClock: flag,
    minutes: whole,
    elapsedMinutes: whole,
    startedAt: instant,
    warnAt: orNull(instant),
    dueAt: orNull(instant),
    endedAt: orNull(instant),
    outcome: oneOf(clockOutcomes),
    breached: flag,
    spans: listOf(
      objectOf({
        from: instant,
        to: orNull(instant),
        kind: oneOf(['counted', 'to-count', 'late', 'closed', 'paused']),
        minutes: whole,
        pause: orNull(oneOf(pauses)),
        closed: listOf(objectOf({ reason: oneOf(closings), name: orNull(text) })),
      }),
    ),
  },
  columns: ['metric', 'level', 'promised', 'startedAt', 'warnAt', 'dueAt', 'endedAt', 'outcome', 'breached'],
  toJson: ({ clock, ledger, promised, now }) => ({
    metric: clock.metric,
    level: clock.level,
    serviceLevel: clock.serviceLevel.id,
    promised,
    aroundTheClock: clock.serviceLevel.aroundTheClock,
    minutes: minutesOf(clock.target),
    elapsedMinutes: minutesOf(clock.elapsed),
    startedAt: instantText(clock.startedAt),
    warnAt: orNothing(clock.warnAt),
    dueAt: orNothing(clock.dueAt),
    endedAt: clock.ended === null ? null : instantText(clock.ended.at),
    outcome: outcomeOf(clock),
    breached: isBreached(clock, now),
    spans: ledger.map(({ from, to, kind, length, pause, closed }) => ({
      from: instantText(from),
      to: orNothing(to),
      kind,
      minutes: minutesOf(length),
      pause,
      closed: closed.map(({ reason, name }) => ({ reason, name: name === '' ? null : name })),
    })),
  }),
}

export function minutesOf(milliseconds: number): number {
  return Math.floor(milliseconds / 60_000)
}

function orNothing(at: number | null): string | null {
  return at === null ? null : instantText(at)
}

function instantText(at: number): string {
  return formatInstant(new Date(at))
}
