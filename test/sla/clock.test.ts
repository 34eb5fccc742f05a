import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addBusinessTime, businessTimeBetween, type OffsetAt, openIntervals } from '../../src/hours/business-time'
import { type Calendar, readHours } from '../../src/hours/calendar'
import { offsetsOf } from '../../src/kit/time/zone-offset'
import {
  type BusinessTime,
  type Clock,
  clockEvents,
  clocksOf,
  dueOf,
  isBreached,
  type Moment,
  nextClockEvent,
} from '../../src/sla/clock'
import type { Metric, ServiceLevel } from '../../src/sla/service-level'

const minute = 60_000
const hour = 60 * minute

function calendarOf(hours: string, zone: string, closed: readonly string[] = []): Calendar {
  const read = readHours(hours)
  if ('wrong' in read) throw new Error(hours)
  return { zone, week: read.week, closedOn: (day) => (closed.includes(day) ? 'closed' : undefined) }
}

function openTime(calendar: Calendar, offsets: OffsetAt): BusinessTime {
  return {
    between: (from, to) => businessTimeBetween(calendar, offsets, from, to),
    add: (from, length) => addBusinessTime(calendar, offsets, from, length),
  }
}

const berlin = offsetsOf('Europe/Berlin')
/** With Good Friday and Easter Monday of 2027, between which the clocks go forward. */
const office = calendarOf('mon-fri=09:00-18:00', 'Europe/Berlin', ['2027-03-26', '2027-03-29'])
const officeTime = openTime(office, berlin)

function level(targets: Partial<Record<Metric, number>>, further: Partial<ServiceLevel> = {}): ServiceLevel {
  return {
    id: 'a',
    priority: null,
    category: null,
    level: null,
    targets: { 'first-answer': null, 'next-answer': null, solution: null, ...targets },
    aroundTheClock: false,
    validFrom: new Date(0),
    validUntil: null,
    ...further,
  }
}

const stand: Omit<Moment, 'at'> = {
  level: 1,
  priority: 'normal',
  category: 'technical',
  status: 'open',
  heldForCustomer: false,
  inTenantsHands: false,
  said: null,
}

/** A history: each line says when, and what is different from then on. Nobody says the same thing twice by themselves. */
function historyOf(...steps: readonly (readonly [string, Partial<Moment>])[]): Moment[] {
  const history: Moment[] = []
  for (const [at, changes] of steps) {
    history.push({ ...(history.at(-1) ?? stand), said: null, at: Date.parse(at), ...changes } as Moment)
  }
  return history
}

const local = (at: number | null | undefined): string | null =>
  at === null || at === undefined
    ? null
    : new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).slice(0, 16)

function clockOf(clocks: readonly Clock[], metric: Metric, ofLevel = 1): Clock | undefined {
  return clocks.findLast((clock) => clock.metric === metric && clock.level === ofLevel)
}

const fourHours = [level({ 'first-answer': 4 * hour })]

describe('when a ticket is due', () => {
  test.each([
    ['on Friday at 17:30', '2027-03-05T16:30:00Z', '2027-03-08 12:30'],
    ['on the Thursday before Easter at 17:30', '2027-03-25T16:30:00Z', '2027-03-30 12:30'],
    ['at night', '2027-03-02T02:00:00Z', '2027-03-02 13:00'],
    ['in the morning', '2027-03-02T08:00:00Z', '2027-03-02 13:00'],
    ['so that it ends with the day', '2027-03-02T13:00:00Z', '2027-03-02 18:00'],
  ])('four hours from %s', (_, at, due) => {
    const history = historyOf([at, { said: 'customer' }])
    const clocks = clocksOf(history, fourHours, officeTime, Date.parse(at))
    expect(local(dueOf(clocks))).toBe(due)
    expect(clocks.map(({ metric }) => metric)).toEqual(['first-answer'])
  })

  test('around the clock, nights and holidays count', () => {
    const at = '2027-03-25T16:30:00Z'
    const levels = [level({ 'first-answer': 4 * hour }, { aroundTheClock: true })]
    expect(local(dueOf(clocksOf(historyOf([at, {}]), levels, officeTime, Date.parse(at))))).toBe('2027-03-25 21:30')
  })

  test('never, where the desk never opens', () => {
    const closed = openTime(calendarOf('mon=', 'UTC'), () => ({ offset: 0, until: Number.POSITIVE_INFINITY }))
    const clocks = clocksOf(
      historyOf(['2027-03-02T08:00:00Z', {}]),
      fourHours,
      closed,
      Date.parse('2027-03-03T08:00:00Z'),
    )
    expect([dueOf(clocks), nextClockEvent(clocks, 0), clockEvents(clocks, Number.MAX_SAFE_INTEGER)]).toEqual([
      null,
      null,
      [],
    ])
  })
})

test('where the time ends with the day, an answer at night comes late, and one on the dot in time', () => {
  const answered = (at: string): unknown[] => {
    const history = historyOf(['2027-03-02T13:00:00Z', { said: 'customer' }], [at, { said: 'staff' }])
    const now = Date.parse('2027-03-03T12:00:00Z')
    return clockEvents(clocksOf(history, fourHours, officeTime, now), now).map(({ kind, at }) => [kind, local(at)])
  }
  expect(answered('2027-03-02T17:00:00Z')).toEqual([['warning', '2027-03-02 17:12']])
  expect(answered('2027-03-02T19:00:00Z')).toEqual([
    ['warning', '2027-03-02 17:12'],
    ['breached', '2027-03-02 18:00'],
  ])
})

describe('what stands still', () => {
  const levels = [level({ solution: 4 * hour, 'next-answer': hour })]

  test('waiting for the requester', () => {
    const history = historyOf(
      ['2027-03-02T08:00:00Z', { said: 'customer' }],
      ['2027-03-02T09:00:00Z', { said: 'staff', status: 'waiting' }],
      ['2027-03-02T15:00:00Z', { said: 'customer', status: 'open' }],
    )
    const waiting = clocksOf(history, levels, officeTime, Date.parse('2027-03-02T14:00:00Z'))
    expect(dueOf(waiting)).toBeNull()
    const asked = clocksOf(history, levels, officeTime, Date.parse('2027-03-02T15:00:00Z'))
    expect(local(clockOf(asked, 'next-answer')?.dueAt)).toBe('2027-03-02 17:00')
    // One hour counted before, two until closing time, the fourth on the next day.
    expect(local(clockOf(asked, 'solution')?.dueAt)).toBe('2027-03-03 10:00')
  })

  test('on hold for the customer, and not on hold for others', () => {
    const held = (heldForCustomer: boolean): Clock | undefined =>
      clockOf(
        clocksOf(
          historyOf(
            ['2027-03-02T08:00:00Z', {}],
            ['2027-03-02T09:00:00Z', { heldForCustomer }],
            ['2027-03-02T11:00:00Z', { heldForCustomer: false }],
          ),
          levels,
          officeTime,
          Date.parse('2027-03-02T12:00:00Z'),
        ),
        'solution',
      )
    expect([held(true)?.elapsed, held(false)?.elapsed]).toEqual([2 * hour, 4 * hour])
  })

  test('solved; to be reopened lets it go on', () => {
    const history = historyOf(
      ['2027-03-02T08:00:00Z', { said: 'customer' }],
      ['2027-03-02T10:00:00Z', { said: 'staff', status: 'solved' }],
      ['2027-03-03T08:00:00Z', { said: 'customer', status: 'open' }],
    )
    const solved = clocksOf(history, levels, officeTime, Date.parse('2027-03-02T16:00:00Z'))
    expect([dueOf(solved), clockOf(solved, 'solution')?.elapsed]).toEqual([null, 2 * hour])
    const reopened = clocksOf(history, levels, officeTime, Date.parse('2027-03-03T08:00:00Z'))
    expect(local(clockOf(reopened, 'solution')?.dueAt)).toBe('2027-03-03 11:00')
    expect(local(clockOf(reopened, 'next-answer')?.dueAt)).toBe('2027-03-03 10:00')
  })

  test('in the tenant’s own hands nothing runs; it begins when the desk gets the ticket', () => {
    const history = historyOf(
      ['2027-03-02T08:00:00Z', { said: 'customer', inTenantsHands: true }],
      ['2027-03-02T12:00:00Z', { inTenantsHands: false, level: 2 }],
    )
    const before = clocksOf(history, levels, officeTime, Date.parse('2027-03-02T11:00:00Z'))
    expect(before).toEqual([])
    const after = clocksOf(history, levels, officeTime, Date.parse('2027-03-02T12:00:00Z'))
    expect(after.map(({ metric, level: ofLevel, dueAt }) => [metric, ofLevel, local(dueAt)])).toEqual([
      ['solution', 2, '2027-03-02 17:00'],
    ])
  })
})

describe('levels', () => {
  const levels = [
    level({ 'first-answer': hour, solution: 8 * hour }, { id: 'one', level: 1 }),
    level({ 'first-answer': 4 * hour, 'next-answer': 2 * hour }, { id: 'two', level: 2 }),
  ]
  const history = historyOf(
    ['2027-03-02T08:00:00Z', { said: 'customer' }],
    ['2027-03-02T08:30:00Z', { level: 2 }],
    ['2027-03-02T10:30:00Z', { said: 'staff', level: 2 }],
    ['2027-03-02T11:00:00Z', { level: 1 }],
  )

  test('the clock of a level begins at the escalation', () => {
    const clocks = clocksOf(history, levels, officeTime, Date.parse('2027-03-02T09:00:00Z'))
    expect(clocks.map(({ metric, level: ofLevel, ended }) => [metric, ofLevel, ended?.how ?? null])).toEqual([
      ['first-answer', 1, 'left'],
      ['solution', 1, null],
      ['first-answer', 2, null],
    ])
    expect(local(clockOf(clocks, 'first-answer', 2)?.dueAt)).toBe('2027-03-02 13:30')
    expect(clockOf(clocks, 'solution')?.spans.at(-1)?.pause).toBe('other-level')
  })

  test('what comes back goes on where it was', () => {
    const clocks = clocksOf(history, levels, officeTime, Date.parse('2027-03-02T12:00:00Z'))
    expect(clockOf(clocks, 'first-answer', 2)?.ended).toEqual({ at: Date.parse('2027-03-02T10:30:00Z'), how: 'met' })
    expect(clockOf(clocks, 'solution')?.elapsed).toBe(1.5 * hour)
  })
})

describe('what was promised', () => {
  test('is what held when the clock began, for the priority that the ticket has now', () => {
    const change = new Date('2027-03-02T09:00:00Z')
    const levels = [
      level({ 'first-answer': 4 * hour }, { id: 'old', validUntil: change }),
      level({ 'first-answer': hour }, { id: 'new', validFrom: change }),
      level({ 'first-answer': 2 * hour }, { id: 'urgent', priority: 'urgent' }),
    ]
    const at = '2027-03-02T08:00:00Z'
    const due = (...further: readonly (readonly [string, Partial<Moment>])[]): string | null => {
      const history = historyOf([at, {}], ...further)
      return local(dueOf(clocksOf(history, levels, officeTime, Date.parse('2027-03-02T09:30:00Z'))))
    }
    expect(due()).toBe('2027-03-02 13:00')
    expect(due(['2027-03-02T09:15:00Z', { priority: 'urgent' }])).toBe('2027-03-02 11:00')
  })

  test('the one with most conditions holds', () => {
    const levels = [
      level({ solution: hour }, { id: 'any' }),
      level({ solution: 2 * hour }, { id: 'priority', priority: 'high' }),
      level({ solution: 3 * hour }, { id: 'category', category: 'technical' }),
      level({ solution: 4 * hour }, { id: 'both', priority: 'high', category: 'technical' }),
    ]
    const of = (changes: Partial<Moment>): string | undefined =>
      clocksOf(historyOf(['2027-03-02T08:00:00Z', changes]), levels, officeTime, Date.parse('2027-03-02T08:00:00Z'))[0]
        ?.serviceLevel.id
    expect(of({ priority: 'high' })).toBe('both')
    expect(of({})).toBe('category')
    expect(of({ priority: 'high', category: 'billing' })).toBe('priority')
    expect(of({ category: 'billing' })).toBe('any')
  })

  test('what is done on the dot is in time, a millisecond later it is late', () => {
    const answered = (at: string): [boolean, string[]] => {
      const history = historyOf(['2027-03-02T08:00:00Z', {}], [at, { said: 'staff', status: 'waiting' }])
      const now = Date.parse('2027-03-09T08:00:00Z')
      const clocks = clocksOf(history, fourHours, officeTime, now)
      return [clocks.some((clock) => isBreached(clock, now)), clockEvents(clocks, now).map(({ kind }) => kind)]
    }
    expect(answered('2027-03-02T12:00:00.000Z')).toEqual([false, ['warning']])
    expect(answered('2027-03-02T12:00:00.001Z')).toEqual([true, ['warning', 'breached']])
    expect(answered('2027-03-02T11:12:00.000Z')).toEqual([false, []])
  })
})

// A slow model: minute by minute, with nothing of the arithmetic above.

const zoneless: OffsetAt = () => ({ offset: 0, until: Number.POSITIVE_INFINITY })

function slowlyOpen(calendar: Calendar): (at: number) => boolean {
  const open = new Set<number>()
  for (const { start, end } of openIntervals(calendar, zoneless, 0)) {
    if (start > 15 * 24 * hour) break
    for (let at = start; at < end; at += minute) open.add(at)
  }
  return (at) => open.has(at)
}

interface SlowClock {
  metric: Metric
  level: 1 | 2
  startedAt: number
  elapsed: number
  over: boolean
}

/** Goes through time minute by minute and counts. */
function slowClocks(history: readonly Moment[], isOpen: (at: number) => boolean, now: number): SlowClock[] {
  const clocks: SlowClock[] = []
  let before: Moment | undefined
  const over = (moment: Moment): boolean => moment.status === 'solved' || moment.status === 'closed'
  for (let at = 0; at <= now; at += minute) {
    for (const moment of history.filter((one) => one.at === at)) {
      const owed = (): SlowClock | undefined => clocks.find((clock) => clock.metric !== 'solution' && !clock.over)
      if (before !== undefined && before.level !== moment.level) {
        for (const clock of clocks) if (clock.metric !== 'solution') clock.over = true
      }
      const ends = (moment.said === 'staff' && !moment.inTenantsHands) || (over(moment) && (!before || !over(before)))
      const answered = ends ? owed() : undefined
      if (answered !== undefined) answered.over = true
      const starts: Metric[] = []
      if (!moment.inTenantsHands && !over(moment)) {
        if (!clocks.some((clock) => clock.level === moment.level)) starts.push('first-answer', 'solution')
        else if (before !== undefined && before.level !== moment.level) starts.push('next-answer')
        else if (moment.said === 'customer' && owed() === undefined) starts.push('next-answer')
      }
      for (const metric of starts) clocks.push({ metric, level: moment.level, startedAt: at, elapsed: 0, over: false })
      before = moment
    }
    if (at === now || before === undefined || !isOpen(at)) continue
    const stands = before.inTenantsHands || over(before) || before.status === 'waiting' || before.heldForCustomer
    for (const clock of clocks) if (!clock.over && !stands && clock.level === before.level) clock.elapsed += minute
  }
  return clocks
}

const slowCalendar = calendarOf('mon-fri=09:00-12:00,13:00-17:00 sat=22:00-24:00 sun=00:00-02:00', 'UTC', [
  '1970-01-06',
])
const isOpen = slowlyOpen(slowCalendar)
const slowTime = openTime(slowCalendar, zoneless)

const moments = fc
  .array(
    fc.record({
      after: fc.integer({ min: 0, max: 1200 }),
      level: fc.constantFrom(1 as const, 1 as const, 2 as const),
      status: fc.constantFrom('open' as const, 'open' as const, 'waiting' as const, 'solved' as const),
      heldForCustomer: fc.boolean(),
      inTenantsHands: fc.constantFrom(false, false, false, true),
      said: fc.constantFrom('customer' as const, 'staff' as const, null),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((steps) => {
    let at = 0
    return steps.map(({ after, ...changes }): Moment => {
      at += after * minute
      return { ...stand, ...changes, at }
    })
  })
const everything = [level({ 'first-answer': 5 * hour, 'next-answer': 3 * hour, solution: 20 * hour })]

test('clocks count what a slow model counts', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 12 * 24 * 60 }), (history, minutes) => {
      const now = minutes * minute
      const clocks = clocksOf(history, everything, slowTime, now)
      const shape = ({ metric, level: ofLevel, startedAt, elapsed }: SlowClock | Clock): unknown => [
        metric,
        ofLevel,
        startedAt,
        elapsed,
      ]
      expect(clocks.map(shape)).toEqual(slowClocks(history, isOpen, now).map(shape))
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('a clock that runs is due when as much has been counted as was promised, if nobody does anything', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 12 * 24 * 60 }), (history, minutes) => {
      const now = minutes * minute
      const known = history.filter(({ at }) => at <= now)
      for (const [index, { dueAt, ended, spans, target }] of clocksOf(known, everything, slowTime, now).entries()) {
        if (ended !== null || spans.at(-1)?.pause !== null || dueAt === null || dueAt < now) continue
        // The same history has the same clocks in the same order, whenever it is looked at.
        expect(clocksOf(known, everything, slowTime, dueAt)[index]?.elapsed).toBe(target)
      }
    }),
    { numRuns: 300 },
  )
})

test('what happened to clocks stays so, whatever happens later', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 8 * 24 * 60 }), fc.nat(4 * 24 * 60), (history, minutes, more) => {
      const now = minutes * minute
      const later = now + more * minute
      const before = clockEvents(clocksOf(history, everything, slowTime, now), now)
      const after = clockEvents(clocksOf(history, everything, slowTime, later), later)
      // When it would have been due may be unknown by then: it may have stopped.
      for (const { dueAt: _, ...event } of before) expect(after).toContainEqual(expect.objectContaining(event))
    }),
    { numRuns: 300 },
  )
})

test('the spans of a clock have no gap and no two alike in a row', () => {
  fc.assert(
    fc.property(moments, (history) => {
      const now = 14 * 24 * hour
      for (const { spans, startedAt, ended } of clocksOf(history, everything, slowTime, now)) {
        expect(spans[0]?.from).toBe(startedAt)
        for (const [index, span] of spans.entries()) {
          const next = spans[index + 1]
          expect(span.to).toBe(next === undefined ? (ended?.at ?? null) : next.from)
          if (next !== undefined) expect(next.pause).not.toBe(span.pause)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('who gives a ticket back to first level has answered, and owes nothing there any more', () => {
  const history = historyOf(
    ['2027-03-02T08:00:00Z', { said: 'customer' }],
    ['2027-03-02T09:00:00Z', { level: 2 }],
    ['2027-03-02T10:00:00Z', { level: 1, said: 'staff' }],
  )
  const clocks = clocksOf(history, fourHours, officeTime, Date.parse('2027-03-02T11:00:00Z'))
  expect(clocks.map(({ level: ofLevel, ended }) => [ofLevel, ended?.how])).toEqual([
    [1, 'left'],
    [2, 'met'],
  ])
})
