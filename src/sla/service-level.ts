import { formatDuration, parseTypedDuration } from '../kit/time/duration'
import { type Due, dueMetrics, type Priority } from '../ticket/ticket'

/**
 * A service level promises how soon the desk answers and solves: the first answer, every further one (counted from the
 * oldest message that waits for one), the solution. It holds for tickets of a priority, a category, a level, or of any; of
 * those that fit a ticket the one with most conditions holds (DOMAIN 5). It is never changed: another one takes its place,
 * so that a clock that runs keeps what was promised when it began.
 */
export interface ServiceLevel {
  id: string
  priority: Priority | null
  category: string | null
  level: 1 | 2 | null
  /** In milliseconds of business time, or of the clock on the wall; null: nothing is promised. */
  targets: Readonly<Record<Metric, number | null>>
  /** Whether nights, weekends and holidays count, too. */
  aroundTheClock: boolean
  validFrom: Date
  /** From then on another one holds in its place, or none. */
  validUntil: Date | null
}

export const metrics = dueMetrics
export type Metric = Due['metric']

/** A service level as it was agreed: a working day is as long as the calendar says, so what was typed is kept. */
export interface AgreedLevel extends Omit<ServiceLevel, 'targets'> {
  /** `4h`, `2d`; null: nothing is promised. */
  promised: Readonly<Record<Metric, string | null>>
}

/** How long the desk is open on an average day on which it opens, and in a week, in milliseconds. */
export interface WorkingTime {
  day: number
  week: number
}

const minute = 60_000
const wallTime: WorkingTime = { day: 24 * 60 * minute, week: 7 * 24 * 60 * minute }

export function workingTimeOf(week: readonly (readonly { from: number; to: number }[])[]): WorkingTime {
  const days = week.map((spans) => spans.reduce((sum, { from, to }) => sum + (to - from) * minute, 0))
  const open = days.filter((length) => length > 0)
  const sum = open.reduce((total, length) => total + length, 0)
  // A desk that never opens has no day to measure by, and nothing is ever due.
  return open.length === 0 ? wallTime : { day: sum / open.length, week: sum }
}

/** What was agreed in milliseconds, with the working time in force. */
export function inForce({ promised, ...level }: AgreedLevel, working: WorkingTime): ServiceLevel {
  const time = level.aroundTheClock ? wallTime : working
  const lengthOf = (metric: Metric): number | null => {
    const typed = promised[metric] === null ? undefined : parseTypedDuration(promised[metric])
    return typed === undefined ? null : Math.round(typed.weeks * time.week + typed.days * time.day + typed.milliseconds)
  }
  const targets = {
    'first-answer': lengthOf('first-answer'),
    'next-answer': lengthOf('next-answer'),
    solution: lengthOf('solution'),
  }
  return { ...level, targets }
}

/** A promise as it is kept, in the fewest words: `1d 4h`. Undefined where it cannot be read, or promises nothing. */
export function promiseText(typed: string): string | undefined {
  const read = parseTypedDuration(typed)
  if (read === undefined) return undefined
  const { weeks, days, milliseconds } = read
  const parts = [
    ...(weeks === 0 ? [] : [`${weeks}w`]),
    ...(days === 0 ? [] : [`${days}d`]),
    ...(milliseconds === 0 ? [] : [formatDuration(milliseconds, 'h')]),
  ]
  return parts.length === 0 ? undefined : parts.join(' ')
}

/** For which tickets a service level holds: of each combination there is at most one. */
export type Conditions = Pick<ServiceLevel, 'priority' | 'category' | 'level'>

export function sameConditions(one: Conditions, other: Conditions): boolean {
  return one.priority === other.priority && one.category === other.category && one.level === other.level
}

/** What service levels look at. */
export interface Served {
  priority: Priority
  category: string
  level: 1 | 2
}

/** The order in which they are asked whether they fit: more conditions first, then category before priority before level. */
export function inOrder<T extends Conditions & { id: string }>(levels: readonly T[]): T[] {
  return levels.toSorted((one, other) => weight(other) - weight(one) || (one.id < other.id ? -1 : 1))
}

/** The one that held for such a ticket at that instant; undefined where nothing was promised. */
export function serviceLevelFor(levels: readonly ServiceLevel[], served: Served, at: number): ServiceLevel | undefined {
  return inOrder(levels).find((level) => isValidAt(level, at) && fits(level, served))
}

export function isValidAt(
  { validFrom, validUntil }: Pick<ServiceLevel, 'validFrom' | 'validUntil'>,
  at: number,
): boolean {
  return validFrom.getTime() <= at && (validUntil === null || at < validUntil.getTime())
}

function fits({ priority, category, level }: ServiceLevel, served: Served): boolean {
  return (
    (priority === null || priority === served.priority) &&
    (category === null || category === served.category) &&
    (level === null || level === served.level)
  )
}

function weight({ priority, category, level }: Conditions): number {
  const [ofCategory, ofPriority, ofLevel] = [category, priority, level].map((condition) => (condition === null ? 0 : 1))
  const conditions = (ofCategory ?? 0) + (ofPriority ?? 0) + (ofLevel ?? 0)
  return conditions * 8 + (ofCategory ?? 0) * 4 + (ofPriority ?? 0) * 2 + (ofLevel ?? 0)
}
