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

/** What service levels look at. */
export interface Served {
  priority: Priority
  category: string
  level: 1 | 2
}

/** The order in which they are asked whether they fit: more conditions first, then category before priority before level. */
export function inOrder(levels: readonly ServiceLevel[]): ServiceLevel[] {
  return levels.toSorted((one, other) => weight(other) - weight(one) || (one.id < other.id ? -1 : 1))
}

/** The one that held for such a ticket at that instant; undefined where nothing was promised. */
export function serviceLevelFor(levels: readonly ServiceLevel[], served: Served, at: number): ServiceLevel | undefined {
  return inOrder(levels).find((level) => isValidAt(level, at) && fits(level, served))
}

export function isValidAt({ validFrom, validUntil }: ServiceLevel, at: number): boolean {
  return validFrom.getTime() <= at && (validUntil === null || at < validUntil.getTime())
}

function fits({ priority, category, level }: ServiceLevel, served: Served): boolean {
  return (
    (priority === null || priority === served.priority) &&
    (category === null || category === served.category) &&
    (level === null || level === served.level)
  )
}

function weight({ priority, category, level }: ServiceLevel): number {
  const [ofCategory, ofPriority, ofLevel] = [category, priority, level].map((condition) => (condition === null ? 0 : 1))
  const conditions = (ofCategory ?? 0) + (ofPriority ?? 0) + (ofLevel ?? 0)
  return conditions * 8 + (ofCategory ?? 0) * 4 + (ofPriority ?? 0) * 2 + (ofLevel ?? 0)
}
