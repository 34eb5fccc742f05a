/**
 * A calendar (Erreichbarkeit) says when the desk answers: spans of the local clock for each day of the week, in a zone,
 * but not on the days on which it is closed. The desk is open at an instant if the local clock then shows a time within
 * a span of that weekday and the day is no closed one. That is the whole definition, clock changes included: an hour that
 * happens twice counts twice, one that is skipped not at all.
 */
export interface Calendar {
  /** An IANA name. */
  zone: string
  /** By weekday, Monday first; each day's spans in order, not touching each other. */
  week: readonly (readonly Span[])[]
  /** Why the desk is closed on a day (`2026-12-25`), or undefined. */
  closedOn(day: string): string | undefined
}

/** From the first minute of the local day to the one that is no longer in it: 540 to 720 is 09:00 to 12:00. */
export interface Span {
  from: number
  to: number
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** What is wrong with typed hours: where, and in which way. */
export interface WrongHours {
  part: string
  reason: 'unreadable' | 'no-such-day' | 'day-twice' | 'no-such-time' | 'reversed' | 'overlapping'
}

/**
 * Reads `mon=09:00-12:00,13:00-18:00 tue=…`; several days may share hours (`mon-fri=09:00-17:00`, `sat,sun=…`), a day
 * that is not named, or with nothing after its `=`, is closed. A span ends after it begins; over midnight are two spans.
 */
export function readHours(typed: string): { week: Span[][] } | { wrong: WrongHours } {
  const week: Span[][] = weekdays.map(() => [])
  const named = new Set<number>()
  for (const part of typed.trim().toLowerCase().split(/\s+/)) {
    const [, dayText, spanText] = /^([^=]*)=([^=]*)$/.exec(part) ?? []
    if (dayText === undefined || spanText === undefined) return { wrong: { part, reason: 'unreadable' } }
    const days = readDays(dayText)
    if (days === undefined) return { wrong: { part, reason: 'no-such-day' } }
    if (days.some((day) => named.has(day))) return { wrong: { part, reason: 'day-twice' } }
    const spans = readSpans(spanText)
    if ('wrong' in spans) return spans
    for (const day of days) {
      named.add(day)
      week[day] = spans.spans
    }
  }
  return { week }
}

/** `mon-thu=09:00-12:00,13:00-18:00 fri=…`: what `readHours` reads as the same week. */
export function hoursText(week: Calendar['week']): string {
  return daysAlike(week)
    .map(({ first, last, spans }) => {
      const days = first === last ? weekdays[first] : `${weekdays[first]}-${weekdays[last]}`
      return `${days}=${spans.map(spanText).join(',')}`
    })
    .join(' ')
}

/** Days on which the desk is open, those in a row with the same spans together; 0 is Monday. */
export function daysAlike(week: Calendar['week']): { first: number; last: number; spans: readonly Span[] }[] {
  const runs: { first: number; last: number; spans: readonly Span[] }[] = []
  week.forEach((spans, day) => {
    if (spans.length === 0) return
    const run = runs.at(-1)
    if (run !== undefined && run.last === day - 1 && sameSpans(run.spans, spans)) run.last = day
    else runs.push({ first: day, last: day, spans })
  })
  return runs
}

function sameSpans(one: readonly Span[], other: readonly Span[]): boolean {
  return one.map(spanText).join() === other.map(spanText).join()
}

/** `09:00-12:00`. */
export function spanText({ from, to }: Span): string {
  return `${clockText(from)}-${clockText(to)}`
}

/** `09:00`; the end of a day is `24:00`. */
export function clockText(minute: number): string {
  const two = (count: number): string => String(count).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** `mon`, `mon-fri`, `sat,sun`; undefined for what is no day. */
function readDays(typed: string): number[] | undefined {
  const days = typed.split(',').map((part) => {
    const [first = '', last = first, ...more] = part.split('-')
    const [from, to] = [indexOf(first), indexOf(last)]
    if (more.length > 0 || from === -1 || to === -1 || to < from) return undefined
    return Array.from({ length: to - from + 1 }, (_, offset) => from + offset)
  })
  return days.every((range) => range !== undefined) ? days.flat() : undefined
}

function indexOf(name: string): number {
  const names: readonly string[] = weekdays
  return names.indexOf(name)
}

function readSpans(typed: string): { spans: Span[] } | { wrong: WrongHours } {
  const spans: Span[] = []
  for (const part of typed === '' ? [] : typed.split(',')) {
    const [, start, end] = /^([\d:]+)-([\d:]+)$/.exec(part) ?? []
    if (start === undefined || end === undefined) return { wrong: { part, reason: 'unreadable' } }
    const [from, to] = [readClock(start), readClock(end)]
    if (from === undefined || to === undefined) return { wrong: { part, reason: 'no-such-time' } }
    if (to <= from) return { wrong: { part, reason: 'reversed' } }
    if (spans.some((other) => from < other.to && other.from < to)) return { wrong: { part, reason: 'overlapping' } }
    spans.push({ from, to })
  }
  return { spans: joined(spans) }
}

/** In order; what touches is one span. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last !== undefined && last.to === span.from) result[result.length - 1] = { from: last.from, to: span.to }
    else result.push(span)
  }
  return result
}

/** Minutes of the day; `24:00` is its end. */
function readClock(typed: string): number | undefined {
  const [, hour, minute] = /^(\d{1,2})(?::(\d\d))?$/.exec(typed) ?? []
  const minutes = Number(hour) * 60 + Number(minute ?? 0)
  return hour !== undefined && Number(minute ?? 0) < 60 && minutes <= 24 * 60 ? minutes : undefined
}
