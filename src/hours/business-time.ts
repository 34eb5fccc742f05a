import type { Calendar } from './calendar'

/**
 * Arithmetic with the time in which a desk is open. Pure: how far a zone is from UTC, and until when, is handed in, so
 * that nothing here knows a library. All lengths are milliseconds.
 */

/** How far the local clock is ahead of UTC from an instant on, and the instant at which that changes (Infinity: never). */
export type OffsetAt = (instant: number) => { offset: number; until: number }

/** Open from the first instant on, until just before the second. */
export interface OpenInterval {
  start: number
  end: number
}

const minute = 60_000
const day = 24 * 60 * minute

/** A calendar that is closed for so long counts as one that never opens. */
const longestSearch = 5 * 366 * day

/**
 * The intervals in which the desk is open, from `from` on, in order and never touching. The first one may have begun
 * before `from` and is cut there. Ends after five years without one.
 */
export function* openIntervals(calendar: Calendar, offsetAt: OffsetAt, from: number): Generator<OpenInterval> {
  let waiting: OpenInterval | undefined
  let lastEnd = from
  for (const next of pieces(calendar, offsetAt, from, () => lastEnd + longestSearch)) {
    lastEnd = next.end
    if (waiting === undefined) waiting = next
    // What touches is one interval: over midnight, and over a clock change.
    else if (next.start === waiting.end) waiting = { start: waiting.start, end: next.end }
    else {
      yield waiting
      waiting = next
    }
    // Without a night there is no end to wait for.
    if (waiting.end - waiting.start > longestSearch) {
      yield { start: waiting.start, end: Number.POSITIVE_INFINITY }
      return
    }
  }
  if (waiting !== undefined) yield waiting
}

/** How long the desk is open between two instants; nothing where the second is not after the first. */
export function businessTimeBetween(calendar: Calendar, offsetAt: OffsetAt, from: number, to: number): number {
  let sum = 0
  if (to <= from) return sum
  for (const { start, end } of openIntervals(calendar, offsetAt, from)) {
    if (start >= to) break
    sum += Math.min(end, to) - start
    if (end >= to) break
  }
  return sum
}

/**
 * The first instant at which the desk has been open for that long since `from`; undefined where it never is. Inverse to
 * `businessTimeBetween`: between `from` and the result lie exactly so many milliseconds.
 */
export function addBusinessTime(
  calendar: Calendar,
  offsetAt: OffsetAt,
  from: number,
  length: number,
): number | undefined {
  if (length <= 0) return from
  let left = length
  for (const { start, end } of openIntervals(calendar, offsetAt, from)) {
    if (end - start >= left) return start + left
    left -= end - start
  }
  return undefined
}

/** Whether the desk can be reached: if so until when, else from when on; null where that never comes. */
export type Reachability = { open: true; until: number | null } | { open: false; next: number | null }

export function reachability(calendar: Calendar, offsetAt: OffsetAt, now: number): Reachability {
  const [first] = openIntervals(calendar, offsetAt, now)
  if (first === undefined) return { open: false, next: null }
  if (first.start > now) return { open: false, next: first.start }
  return { open: true, until: Number.isFinite(first.end) ? first.end : null }
}

/** Open pieces in order; where the local day or the offset changes, one ends. */
function* pieces(calendar: Calendar, offsetAt: OffsetAt, from: number, latest: () => number): Generator<OpenInterval> {
  let now = from
  while (now < latest()) {
    const { offset, until } = offsetAt(now)
    const today = Math.floor((now + offset) / day)
    const midnight = (today + 1) * day - offset
    const end = Math.min(midnight, until)
    for (const span of spansOn(calendar, today)) {
      const start = Math.max(today * day + span.from * minute - offset, now)
      const stop = Math.min(today * day + span.to * minute - offset, end)
      if (start < stop) yield { start, end: stop }
    }
    now = end
  }
}

function spansOn(calendar: Calendar, localDay: number): Calendar['week'][number] {
  // The first of January 1970 was a Thursday, the fourth day of the week.
  const weekday = (((localDay + 3) % 7) + 7) % 7
  const spans = calendar.week[weekday] ?? []
  if (spans.length === 0) return spans
  return calendar.closedOn(dayText(localDay)) === undefined ? spans : []
}

/** `2026-12-25`, by the number of days since 1970. */
function dayText(localDay: number): string {
  return new Date(localDay * day).toISOString().slice(0, 10)
}
