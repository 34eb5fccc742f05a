import { type OffsetAt, openIntervals } from '../hours/business-time'
import type { Calendar } from '../hours/calendar'
import type { Clock, Pause } from './clock'

/**
 * The ledger of a clock: what it counted, is still to count, or counted after it was due; when it stood still; and when the
 * desk was closed, with what the calendar says of that. Worked out from the spans of the very clock that decides what is due.
 */
export interface LedgerLine {
  from: number
  /** Null: nobody knows. */
  to: number | null
  kind: 'counted' | 'to-count' | 'late' | 'closed' | 'paused'
  /** Counted, in milliseconds. */
  length: number
  /** Why the desk is closed. */
  closed: readonly Closing[]
  pause: Pause | null
}

export const closings = ['night', 'break', 'weekend', 'closed-day', 'holiday'] as const
/** `holiday`: a public one, or a closing day of the desk's own; its name is empty where it has none. */
export interface Closing {
  reason: (typeof closings)[number]
  name: string | null
}

const minute = 60_000
const day = 24 * 60 * minute

export function ledgerOf(clock: Clock, calendar: Calendar, offsets: OffsetAt, now: number): LedgerLine[] {
  const lines: LedgerLine[] = []
  let counted = 0
  for (const { from, to, pause } of clock.spans) {
    if (pause !== null) {
      lines.push({ from, to, kind: 'paused', length: 0, closed: [], pause })
      continue
    }
    const end = to ?? Math.max(now, clock.dueAt ?? now)
    for (const piece of piecesOf(clock, calendar, offsets, from, end)) {
      if ('closed' in piece) lines.push({ ...piece, kind: 'closed', length: 0, pause: null })
      else lines.push(...countedLines(piece, counted, clock.target, now))
      if ('length' in piece) counted += piece.length
    }
  }
  return lines
}

type Piece = { from: number; to: number; length: number } | { from: number; to: number | null; closed: Closing[] }

/** Open and closed in turn, from one instant to another; the last one has no end where the desk opens no more. */
function piecesOf(clock: Clock, calendar: Calendar, offsets: OffsetAt, from: number, end: number): Piece[] {
  if (clock.serviceLevel.aroundTheClock) return from < end ? [{ from, to: end, length: end - from }] : []
  const pieces: Piece[] = []
  let at = from
  let opens = false
  const gap = (to: number): void => {
    if (to > at) pieces.push({ from: at, to, closed: closingsOf(calendar, offsets, at, to) })
  }
  for (const open of openIntervals(calendar, offsets, from)) {
    opens = true
    if (open.start >= end) break
    gap(open.start)
    at = Math.min(open.end, end)
    pieces.push({ from: open.start, to: at, length: at - open.start })
    if (at === end) break
  }
  if (!opens) return [{ from, to: null, closed: [] }]
  gap(end)
  return pieces
}

/** Divided where it was due, and at this moment. */
function countedLines(
  { from, to }: { from: number; to: number },
  before: number,
  target: number,
  now: number,
): LedgerLine[] {
  const dueAt = from + Math.max(0, target - before)
  const cuts = [from, ...[dueAt, now].filter((cut) => cut > from && cut < to).sort((one, other) => one - other), to]
  return cuts.slice(1).flatMap((end, index) => {
    const start = cuts[index] ?? from
    if (start === end) return []
    const kind = start >= dueAt ? 'late' : start >= now ? 'to-count' : 'counted'
    return [{ from: start, to: end, kind, length: end - start, closed: [], pause: null } as const]
  })
}

/** What the calendar says of each day that is touched, each thing once. */
function closingsOf(calendar: Calendar, offsets: OffsetAt, from: number, to: number): Closing[] {
  const localDay = (at: number): number => Math.floor((at + offsets(at).offset) / day)
  const [first, last] = [localDay(from), localDay(to - 1)]
  const found = new Map<string, Closing>()
  for (let today = first; today <= last; today += 1) {
    const closing = closingOn(calendar, today, first === last && opensBefore(calendar, today, from, offsets))
    found.set(`${closing.reason} ${closing.name ?? ''}`, closing)
  }
  return [...found.values()]
}

function closingOn(calendar: Calendar, localDay: number, isBreak: boolean): Closing {
  const weekday = weekdayOf(localDay)
  if ((calendar.week[weekday] ?? []).length === 0) return { reason: weekday > 4 ? 'weekend' : 'closed-day', name: null }
  const name = calendar.closedOn(new Date(localDay * day).toISOString().slice(0, 10))
  if (name !== undefined) return { reason: 'holiday', name }
  return { reason: isBreak ? 'break' : 'night', name: null }
}

/** Within the day the desk was open before, and opens again: what lies between is no night. */
function opensBefore(calendar: Calendar, localDay: number, from: number, offsets: OffsetAt): boolean {
  const clock = (from + offsets(from).offset - localDay * day) / minute
  return (calendar.week[weekdayOf(localDay)] ?? []).some((span) => span.from < clock)
}

/** 0 is Monday; the first of January 1970 was a Thursday. */
function weekdayOf(localDay: number): number {
  return (((localDay + 3) % 7) + 7) % 7
}
