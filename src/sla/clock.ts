import type { Priority, Status } from '../ticket/ticket'
import { type Metric, type ServiceLevel, serviceLevelFor } from './service-level'

/**
 * The clocks of a ticket, computed from its history, the service levels and the calendar (DOMAIN 5). Each level has clocks
 * of its own, from when the ticket came to it: for the first answer, for the next one (from the oldest message that waits
 * for it) and for the solution. They stand still while the ticket waits for the requester, is on hold for them, is solved,
 * or is in the tenant's own hands. Nothing is stored of a clock: this is computed anew wherever one is looked at. Instants
 * and lengths are milliseconds.
 */
export interface Clock {
  metric: Metric
  level: 1 | 2
  startedAt: number
  serviceLevel: ServiceLevel
  target: number
  /** What it has been doing since it began, without a gap; the last one has no end while the clock is not over. */
  spans: readonly ClockSpan[]
  /** How it ended: in time or late, or because there was nothing to answer any more, or another level took over. */
  ended: { at: number; how: 'met' | 'dropped' | 'left' } | null
  /** Counted so far. */
  elapsed: number
  /** When as much as was promised has been counted; null while it stands still before that, or is over. */
  dueAt: number | null
  /** The same for four fifths of it. */
  warnAt: number | null
}

export interface ClockSpan {
  from: number
  to: number | null
  /** Why it stands still; null: it counts. */
  pause: Pause | null
}

export type Pause = 'waiting' | 'on-hold' | 'solved' | 'tenants-hands' | 'other-level'

/** How a ticket stands from an instant on, and whose word it was that made it so. */
export interface Moment {
  at: number
  level: 1 | 2
  priority: Priority
  category: string
  status: Status
  heldForCustomer: boolean
  /** Whether the tenant's own first level has it. */
  inTenantsHands: boolean
  /** Who spoke to the other side; null: nobody. */
  said: 'customer' | 'staff' | null
}

/** Time in which the desk is open. `add` gives undefined where it never is open for that long. */
export interface BusinessTime {
  between(from: number, to: number): number
  add(from: number, length: number): number | undefined
}

/** Nights and holidays count, too. */
const wallClock: BusinessTime = { between: (from, to) => Math.max(0, to - from), add: (from, length) => from + length }

/** What is left of a clock until somebody is warned: four fifths (DOMAIN 5). */
const warningShare = 0.8

/** The clocks for which something is promised, in the order in which they began. */
export function clocksOf(
  history: readonly Moment[],
  serviceLevels: readonly ServiceLevel[],
  openTime: BusinessTime,
  now: number,
): Clock[] {
  return runsOf(history.filter(({ at }) => at <= now)).flatMap((run) => {
    const { metric, level, startedAt } = run
    const serviceLevel = serviceLevelFor(serviceLevels, { ...run.stand, level }, startedAt)
    const target = serviceLevel?.targets[metric] ?? null
    if (serviceLevel === undefined || target === null) return []
    const time = serviceLevel.aroundTheClock ? wallClock : openTime
    const { spans, ended } = run
    return {
      ...{ metric, level, startedAt, serviceLevel, target, spans, ended },
      elapsed: counted(spans).reduce((sum, { from, to }) => sum + time.between(from, Math.min(to ?? now, now)), 0),
      dueAt: instantOf(spans, time, target),
      warnAt: instantOf(spans, time, Math.round(target * warningShare)),
    }
  })
}

/** Whether more time was taken than was promised, or has been so far. To be done on the dot is in time. */
export function isBreached({ dueAt, ended }: Clock, now: number): boolean {
  return dueAt !== null && dueAt < (ended?.at ?? now)
}

/** Whether it goes on, or can go on again. */
export function isRunning({ ended, spans }: Clock): boolean {
  return ended === null && spans.at(-1)?.pause === null
}

/** What is due first of what is promised and not yet done; undefined where nothing is. */
export function firstDue(clocks: readonly Clock[]): (Clock & { dueAt: number }) | undefined {
  const running = clocks.flatMap((clock) => {
    const { dueAt } = clock
    return isRunning(clock) && dueAt !== null ? [{ ...clock, dueAt }] : []
  })
  return running.sort((one, other) => one.dueAt - other.dueAt)[0]
}

/** When a ticket is due. */
export function dueOf(clocks: readonly Clock[]): number | null {
  return firstDue(clocks)?.dueAt ?? null
}

/** A clock as the history alone tells it, whatever is promised. */
interface Run {
  metric: Metric
  level: 1 | 2
  startedAt: number
  spans: ClockSpan[]
  ended: Clock['ended']
  /** How the ticket stood last while it ran: what was promised hangs on that. */
  stand: Moment
}

function runsOf(history: readonly Moment[]): Run[] {
  const runs: Run[] = []
  const running = (metric: Metric): Run | undefined =>
    runs.findLast((run) => run.metric === metric && run.ended === null)
  const start = (metric: Metric, moment: Moment): void => {
    const { at, level } = moment
    runs.push({
      metric,
      level,
      startedAt: at,
      spans: [{ from: at, to: null, pause: null }],
      ended: null,
      stand: moment,
    })
  }
  let before: Moment | undefined
  for (const moment of history) {
    if (before !== undefined && before.level !== moment.level) leaveLevel(runs, moment)
    endAnswered(moment, before, running)
    begin(runs, moment, before, start)
    // What is asked while an answer is owed anyway is answered with it.
    const isOwed = running('first-answer') !== undefined || running('next-answer') !== undefined
    if (isAsked(moment) && !isOwed) start('next-answer', moment)
    for (const run of runs.filter(({ ended }) => ended === null)) goOn(run, moment)
    before = moment
  }
  return runs
}

/** Answers that are owed at one level are no longer owed there when another one has the ticket; some are given with it. */
function leaveLevel(runs: readonly Run[], { at, level, said }: Moment): void {
  for (const run of runs) {
    if (run.ended !== null || run.level === level || run.metric === 'solution') continue
    end(run, at, said === 'staff' ? 'met' : 'left')
  }
}

/** What is promised begins when the desk has the ticket at a level for the first time; who gets it back owes an answer. */
function begin(
  runs: readonly Run[],
  moment: Moment,
  before: Moment | undefined,
  start: (metric: Metric, moment: Moment) => void,
): void {
  if (moment.inTenantsHands || isOver(moment)) return
  const isFirst = !runs.some(({ level }) => level === moment.level)
  if (isFirst) {
    start('first-answer', moment)
    start('solution', moment)
  } else if (before !== undefined && before.level !== moment.level) start('next-answer', moment)
}

/** An answer of the desk's ends what was owed; so does the end of the ticket, with nothing to answer any more. */
function endAnswered(moment: Moment, before: Moment | undefined, running: (metric: Metric) => Run | undefined): void {
  const isAnswer = moment.said === 'staff' && !moment.inTenantsHands
  const isNewlyOver = isOver(moment) && (before === undefined || !isOver(before))
  if (!isAnswer && !isNewlyOver) return
  for (const metric of ['first-answer', 'next-answer'] as const) {
    const run = running(metric)
    if (run !== undefined) end(run, moment.at, isAnswer ? 'met' : 'dropped')
  }
}

function isAsked(moment: Moment): boolean {
  return moment.said === 'customer' && !isOver(moment) && !moment.inTenantsHands
}

/** Lets a clock count or stand still from that moment on. */
function goOn(run: Run, moment: Moment): void {
  const last = run.spans.at(-1)
  const pause = pauseOf(run, moment)
  if (run.level === moment.level) run.stand = moment
  if (last === undefined || last.pause === pause) return
  // Two things at one instant: only how it stands after both counts.
  if (last.from === moment.at) run.spans.pop()
  const previous = run.spans.at(-1)
  if (previous?.pause === pause) previous.to = null
  else {
    if (previous !== undefined) previous.to = moment.at
    run.spans.push({ from: moment.at, to: null, pause })
  }
}

function pauseOf({ level }: Run, moment: Moment): Pause | null {
  if (level !== moment.level) return 'other-level'
  if (moment.inTenantsHands) return 'tenants-hands'
  if (isOver(moment)) return 'solved'
  if (moment.status === 'waiting') return 'waiting'
  return moment.heldForCustomer ? 'on-hold' : null
}

function end(run: Run, at: number, how: 'met' | 'dropped' | 'left'): void {
  const last = run.spans.at(-1)
  if (last !== undefined) last.to = at
  run.ended = { at, how }
}

function isOver({ status }: Moment): boolean {
  return status === 'solved' || status === 'closed'
}

function counted(spans: readonly ClockSpan[]): ClockSpan[] {
  return spans.filter(({ pause }) => pause === null)
}

/** The instant at which so much has been counted; null where it is not reached and does not go on. */
function instantOf(spans: readonly ClockSpan[], time: BusinessTime, length: number): number | null {
  let left = length
  for (const { from, to } of counted(spans)) {
    if (to === null) return time.add(from, left) ?? null
    const at = time.add(from, left)
    // What is done on the dot is in time; what is done after it is not, though the desk had closed on the dot.
    if (at !== undefined && at < to) return at
    left -= time.between(from, to)
  }
  return null
}

/** What is told of a clock by when, for whoever records it once: a warning before it is late, and that it is late. */
export interface ClockEvent {
  kind: 'warning' | 'breached'
  metric: Metric
  level: 1 | 2
  startedAt: number
  at: number
  /** As far as is known; null: it stands still by now. */
  dueAt: number | null
}

/**
 * What has happened to the clocks up to now, oldest first: also to those that are over by now. Each clock is told from
 * others by its metric, its level and when it began. What would have come after the clock ended is none.
 */
export function clockEvents(clocks: readonly Clock[], now: number): ClockEvent[] {
  return clocks
    .flatMap((clock) => {
      const { metric, level, startedAt, warnAt, dueAt, ended } = clock
      const happened = (at: number | null): at is number =>
        at !== null && at <= now && (ended === null || at < ended.at)
      const facts = { metric, level, startedAt, dueAt }
      return [
        ...(happened(warnAt) ? [{ ...facts, kind: 'warning' as const, at: warnAt }] : []),
        ...(happened(dueAt) && isBreached(clock, now) ? [{ ...facts, kind: 'breached' as const, at: dueAt }] : []),
      ]
    })
    .sort((one, other) => one.at - other.at)
}

/** When something will happen to the clocks next, if nobody does anything; null: nothing. */
export function nextClockEvent(clocks: readonly Clock[], now: number): number | null {
  const instants = clocks.filter(isRunning).flatMap(({ warnAt, dueAt }) => [warnAt, dueAt])
  const coming = instants.flatMap((at) => (at !== null && at >= now ? [at] : []))
  return coming.length === 0 ? null : Math.min(...coming)
}
