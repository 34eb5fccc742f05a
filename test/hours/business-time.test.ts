import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addBusinessTime, businessTimeBetween, openIntervals, reachability } from '../../src/hours/business-time'
import { type Calendar, readHours, type Span } from '../../src/hours/calendar'
import { offsetsOf } from '../../src/kit/time/zone-offset'

const minute = 60_000
const hour = 60 * minute
const at = (text: string): number => new Date(text).getTime()

function calendarOf(hours: string, zone = 'Europe/Berlin', closed: readonly string[] = []): Calendar {
  const read = readHours(hours)
  if ('wrong' in read) throw new Error(JSON.stringify(read.wrong))
  return { zone, week: read.week, closedOn: (day) => (closed.includes(day) ? 'closed' : undefined) }
}

/**
 * The slow model: looks at the local clock minute by minute, with Intl and nothing of ours. Instants are whole minutes,
 * and so are the offsets of the zones it is asked about.
 */
function slowModel(calendar: Calendar) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: calendar.zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  return (instant: number): boolean => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
    const now = Number(part.hour) * 60 + Number(part.minute)
    const spans = calendar.week[names.indexOf((part.weekday ?? '').replace('.', ''))] ?? []
    const closed = calendar.closedOn(`${part.year}-${part.month}-${part.day}`) !== undefined
    return !closed && spans.some(({ from, to }) => from <= now && now < to)
  }
}

// Each changes its clocks within the window: in the night, over midnight, by half an hour, into another day.
const windows = [
  ['Europe/Berlin', '2027-03-25T00:00Z'],
  ['Europe/Berlin', '2026-10-22T00:00Z'],
  ['America/New_York', '2026-10-29T00:00Z'],
  ['America/Sao_Paulo', '2018-11-01T00:00Z'],
  ['America/Sao_Paulo', '2019-02-14T00:00Z'],
  ['Australia/Lord_Howe', '2026-04-02T00:00Z'],
  ['Asia/Kathmandu', '2026-01-01T00:00Z'],
  ['Pacific/Apia', '2011-12-28T00:00Z'],
  ['Asia/Beirut', '2026-03-26T00:00Z'],
  ['UTC', '2026-02-26T00:00Z'],
] as const
const windowDays = 7

const span: fc.Arbitrary<Span> = fc
  .tuple(fc.nat(1439), fc.integer({ min: 1, max: 1440 }))
  .map(([from, length]) => ({ from, to: Math.min(1440, from + length) }))
const ofDay = fc.array(span, { maxLength: 3 }).map((spans) => {
  const kept: Span[] = []
  for (const next of spans.toSorted((a, b) => a.from - b.from)) if (next.from > (kept.at(-1)?.to ?? -1)) kept.push(next)
  return kept
})
const wholeDay = fc.constant<Span[]>([{ from: 0, to: 1440 }])
const week = fc.array(fc.oneof({ weight: 4, arbitrary: ofDay }, { weight: 1, arbitrary: wholeDay }), {
  minLength: 7,
  maxLength: 7,
})

const situation = fc.record({
  window: fc.constantFrom(...windows),
  week,
  closedDays: fc.array(fc.nat(windowDays), { maxLength: 2 }),
  minutes: fc.tuple(fc.nat(windowDays * 1440), fc.nat(windowDays * 1440)),
})

describe('against a model that looks at the clock every minute', () => {
  test('the time between two instants is the minutes at which the clock shows an open time', () => {
    fc.assert(
      fc.property(situation, ({ window: [zone, begin], week: spans, closedDays, minutes }) => {
        const start = at(begin)
        const closed = closedDays.map((day) => new Date(start + day * 24 * hour).toISOString().slice(0, 10))
        const calendar: Calendar = {
          zone,
          week: spans,
          closedOn: (day) => (closed.includes(day) ? 'closed' : undefined),
        }
        const [from, to] = minutes.map((count) => start + count * minute).toSorted((a, b) => a - b) as [number, number]
        const isOpen = slowModel(calendar)
        let counted = 0
        for (let instant = from; instant < to; instant += minute) if (isOpen(instant)) counted += minute
        expect(businessTimeBetween(calendar, offsetsOf(zone), from, to)).toBe(counted)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('the desk can be reached when the clock says so, and the next change is the first one the clock shows', () => {
    fc.assert(
      fc.property(situation, ({ window: [zone, begin], week: spans, minutes: [count] }) => {
        const calendar: Calendar = { zone, week: spans, closedOn: () => undefined }
        const now = at(begin) + count * minute
        const isOpen = slowModel(calendar)
        const found = reachability(calendar, offsetsOf(zone), now)
        expect(found.open).toBe(isOpen(now))
        const change = found.open ? found.until : found.next
        const end = change ?? now + 8 * 24 * hour
        for (let instant = now; instant < Math.min(end, now + 8 * 24 * hour); instant += minute) {
          if (isOpen(instant) !== found.open) throw new Error(`changed at ${new Date(instant).toISOString()}`)
        }
        if (change !== null) expect(isOpen(change)).toBe(!found.open)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('adding and measuring are inverse', () => {
  const length = fc.nat(40 * 60).map((minutes) => minutes * minute + 1234)

  test('between an instant and the one so much later lies exactly so much', () => {
    fc.assert(
      fc.property(situation, length, ({ window: [zone, begin], week: spans, minutes: [count] }, wanted) => {
        const calendar: Calendar = { zone, week: spans, closedOn: () => undefined }
        const offsets = offsetsOf(zone)
        const from = at(begin) + count * minute
        const due = addBusinessTime(calendar, offsets, from, wanted)
        if (spans.every((spansOfDay) => spansOfDay.length === 0)) expect(due).toBeUndefined()
        else {
          expect(businessTimeBetween(calendar, offsets, from, due ?? 0)).toBe(wanted)
          // And at no earlier one.
          expect(businessTimeBetween(calendar, offsets, from, (due ?? 0) - 1)).toBe(wanted - 1)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('what is added in two steps is what is added in one', () => {
    fc.assert(
      fc.property(situation, length, length, ({ window: [zone, begin], week: spans, minutes: [count] }, one, other) => {
        const calendar: Calendar = { zone, week: spans, closedOn: () => undefined }
        const offsets = offsetsOf(zone)
        const from = at(begin) + count * minute
        const first = addBusinessTime(calendar, offsets, from, one)
        const second = first === undefined ? undefined : addBusinessTime(calendar, offsets, first, other)
        expect(second).toBe(addBusinessTime(calendar, offsets, from, one + other))
      }),
      { numRuns: 300 },
    )
  })
})

describe('the cases people ask about', () => {
  const office = 'mon-fri=09:00-18:00'
  const berlin = offsetsOf('Europe/Berlin')

  test('four hours from Friday 17:30 end on Monday 12:30', () => {
    const due = addBusinessTime(calendarOf(office), berlin, at('2026-11-20T16:30Z'), 4 * hour)
    expect(new Date(due ?? 0).toISOString()).toBe('2026-11-23T11:30:00.000Z')
  })

  test('from the Thursday before Easter they end on Tuesday 12:30, with clocks set forward in between', () => {
    const easter = calendarOf(office, 'Europe/Berlin', ['2027-03-26', '2027-03-29'])
    const due = addBusinessTime(easter, berlin, at('2027-03-25T16:30Z'), 4 * hour)
    expect(new Date(due ?? 0).toISOString()).toBe('2027-03-30T10:30:00.000Z')
  })

  test('an hour that is skipped does not count, one that happens twice counts twice', () => {
    const night = calendarOf('sun=01:00-04:00')
    const between = (from: string, to: string): number => businessTimeBetween(night, berlin, at(from), at(to))
    expect(between('2027-03-28T00:00+01:00', '2027-03-28T12:00+02:00')).toBe(2 * hour)
    expect(between('2026-10-25T00:00+02:00', '2026-10-25T12:00+01:00')).toBe(4 * hour)
  })

  test('a span to midnight and the next one from midnight are one', () => {
    const late = calendarOf('fri=20:00-24:00 sat=00:00-02:00')
    const [first] = openIntervals(late, berlin, at('2026-11-20T00:00Z'))
    expect(first).toEqual({ start: at('2026-11-20T19:00Z'), end: at('2026-11-21T01:00Z') })
  })

  test('a desk that never closes has no end, one that never opens no beginning', () => {
    const now = at('2026-11-20T12:00Z')
    expect(reachability(calendarOf('mon-sun=00:00-24:00'), berlin, now)).toEqual({ open: true, until: null })
    expect(reachability(calendarOf('mon='), berlin, now)).toEqual({ open: false, next: null })
    expect(addBusinessTime(calendarOf('mon='), berlin, now, minute)).toBeUndefined()
    expect(businessTimeBetween(calendarOf('mon-sun=00:00-24:00'), berlin, now, now + 100 * hour)).toBe(100 * hour)
  })

  test('at the moment of closing it is closed, at the moment of opening open', () => {
    const calendar = calendarOf(office)
    expect(reachability(calendar, berlin, at('2026-11-20T17:00Z'))).toEqual({
      open: false,
      next: at('2026-11-23T08:00Z'),
    })
    expect(reachability(calendar, berlin, at('2026-11-23T08:00Z'))).toEqual({
      open: true,
      until: at('2026-11-23T17:00Z'),
    })
  })
})
