import type { Due } from '../ticket/ticket'
import { type BusinessTime, type Clock, type ClockEvent, clockEvents, clocksOf, firstDue, type Moment } from './clock'
import type { ServiceLevel } from './service-level'

/**
 * What is kept of a ticket's clocks between two looks at them: what is due, and when to look next. What happened to a clock is
 * told once. A clock that is over was judged when it ended, with the calendar of that time: only what was still to be told
 * then is told later, so that nobody is late afterwards because the desk has longer hours now.
 */
export interface Look {
  /** What was told of the clocks before, as `eventKey` names it. */
  told: ReadonlySet<string>
  /** When the clocks were to be looked at, as of the last look. */
  lookAt: number | null
  /** What ended before then was looked at. */
  seenUntil: number
}

export interface Times {
  due: Due | null
  /** What has happened and was not told yet, oldest first. */
  events: readonly ClockEvent[]
  /** When there will be something to tell after that. */
  lookAt: number | null
}

/** How the clocks of a ticket stand, also those that will go on when its hold ends. */
export function clocksAt(
  history: readonly Moment[],
  serviceLevels: readonly ServiceLevel[],
  openTime: BusinessTime,
  now: number,
): Clock[] {
  return clocksOf(history, serviceLevels, openTime, Math.max(now, history.at(-1)?.at ?? now))
}

export function timesOf(clocks: readonly Clock[], { told, lookAt, seenUntil }: Look, now: number): Times {
  const isJudged = ({ ended }: Clock): boolean => ended !== null && ended.at < seenUntil
  const waits = (event: ClockEvent): boolean => lookAt !== null && tellAt(event) >= lookAt
  const events = [
    ...clockEvents(
      clocks.filter((clock) => !isJudged(clock)),
      Number.POSITIVE_INFINITY,
    ),
    ...clockEvents(clocks.filter(isJudged), Number.POSITIVE_INFINITY).filter(waits),
  ].filter((event) => !told.has(eventKey(event)))
  const come = events.filter((event) => tellAt(event) <= now).sort((one, other) => one.at - other.at)
  const coming = events.filter((event) => tellAt(event) > now)
  return { due: dueIn(clocks), lookAt: coming.length === 0 ? null : Math.min(...coming.map(tellAt)), events: come }
}

/** What is done on the dot is in time: late it is a moment afterwards. */
export function tellAt({ kind, at }: ClockEvent): number {
  return kind === 'breached' ? at + 1 : at
}

export function eventKey({ kind, metric, level, startedAt }: Omit<ClockEvent, 'at' | 'dueAt'>): string {
  return [kind, metric, level, startedAt].join(' ')
}

function dueIn(clocks: readonly Clock[]): Due | null {
  const first = firstDue(clocks)
  if (first === undefined) return null
  const { dueAt, warnAt, metric, serviceLevel } = first
  return {
    at: new Date(dueAt),
    metric,
    warnAt: warnAt === null ? null : new Date(warnAt),
    aroundTheClock: serviceLevel.aroundTheClock,
  }
}
