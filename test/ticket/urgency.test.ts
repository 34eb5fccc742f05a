import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostUrgent, type Urgent, urgency, waitingSince } from '../../src/ticket/queue/urgency'
import { priorities, queueKey } from '../../src/ticket/ticket'

const now = new Date('2026-03-05T12:00:00.000Z')
const me = { id: 'u-me' }
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000)

const ticket: fc.Arbitrary<Urgent> = fc
  .record({
    number: fc.integer({ min: 1, max: 1_000_000 }),
    emergency: fc.boolean(),
    priority: fc.constantFrom(...priorities),
    isNew: fc.boolean(),
    assigneeId: fc.constantFrom(null, 'u-me', 'u-other'),
    dueAt: fc.constantFrom(null, now),
    waitingSince: fc.integer({ min: -100, max: 100_000 }).map(hoursAgo),
  })
  .map((drawn) => (drawn.emergency ? { ...drawn, priority: 'urgent' } : drawn))

/** What the list sorts by before the age. */
const band = (one: Urgent): string => queueKey({ ...one, due: null }).slice(0, 3)

test('never puts first what the list puts last: emergencies, then the priority', () => {
  fc.assert(
    fc.property(ticket, ticket, (one, other) => {
      fc.pre(band(one) < band(other))
      expect(urgency(one, me, now).total).toBeGreaterThan(urgency(other, me, now).total)
      expect(mostUrgent([other, one], me, now)?.ticket).toBe(one)
    }),
  )
})

test('of two that are alike in everything else the older one comes first, as in the list', () => {
  fc.assert(
    fc.property(ticket, fc.integer({ min: 1, max: 1000 }), (one, later) => {
      const other = { ...one, number: one.number + later }
      expect(mostUrgent([other, one], me, now)?.ticket).toBe(one)
    }),
  )
})

test('is the sum of its parts, each of which adds something', () => {
  fc.assert(
    fc.property(ticket, (one) => {
      const { total, parts } = urgency(one, me, now)
      expect(total).toBe(parts.reduce((sum, { points }) => sum + points, 0))
      expect(parts.every(({ points }) => points > 0 && Number.isInteger(points))).toBe(true)
    }),
  )
})

const plain: Urgent = {
  number: 1,
  emergency: false,
  priority: 'normal',
  isNew: false,
  assigneeId: null,
  dueAt: null,
  waitingSince: now,
}

test('says what each part is worth', () => {
  const all = { ...plain, isNew: true, assigneeId: 'u-me', waitingSince: hoursAgo(3.9) }
  expect(urgency(all, me, now)).toEqual({
    total: 1039,
    parts: [
      { id: 'priority', points: 1000, priority: 'normal' },
      { id: 'waiting', points: 3, since: hoursAgo(3.9) },
      { id: 'mine', points: 24 },
      { id: 'new', points: 12 },
    ],
  })
  expect(urgency({ ...plain, priority: 'low' }, me, now)).toEqual({ total: 0, parts: [] })
  // A colleague's is not one's own.
  expect(urgency({ ...plain, assigneeId: 'u-other' }, me, now).total).toBe(1000)
})

test('whoever waits longer goes first, one’s own as if a day longer', () => {
  const mine = { ...plain, number: 9, assigneeId: 'u-me', waitingSince: hoursAgo(1) }
  const older = { ...plain, number: 2, waitingSince: hoursAgo(20) }
  const oldest = { ...plain, number: 5, waitingSince: hoursAgo(26) }
  expect(mostUrgent([older, mine], me, now)?.ticket.number).toBe(9)
  expect(mostUrgent([older, oldest, mine], me, now)?.ticket.number).toBe(5)
  expect(mostUrgent([], me, now)).toBeUndefined()
})

describe('a customer waits', () => {
  const at = (hours: number, byCustomer: boolean) => ({ at: hoursAgo(hours), byCustomer })

  test.each([
    ['since the opening, however often they ask', [at(5, true), at(1, true)], hoursAgo(9)],
    ['since their first word after an answer', [at(5, false), at(3, true), at(1, true)], hoursAgo(3)],
    ['since the last answer where nobody spoke after it', [at(5, true), at(3, false)], hoursAgo(3)],
  ])('%s', (_, words, since) => {
    expect(waitingSince({ createdAt: hoursAgo(9), words })).toEqual(since)
  })

  const merged = { createdAt: hoursAgo(20), words: [at(18, false), at(15, true)], mergedAt: hoursAgo(4) }

  test.each([
    ['since what was merged waited', [at(6, false), at(5, true)], hoursAgo(15)],
    ['since what was merged waited, though the survivor was answered before', [at(6, false)], hoursAgo(15)],
    ['since their first word after an answer to both', [at(3, false), at(2, true)], hoursAgo(2)],
    ['since the last answer to both', [at(3, false)], hoursAgo(3)],
  ])('%s', (_, words, since) => {
    expect(waitingSince({ createdAt: hoursAgo(9), words }, [merged])).toEqual(since)
  })

  test('for the survivor, where what was merged was answered', () => {
    const answered = { ...merged, words: [at(18, false)] }
    expect(waitingSince({ createdAt: hoursAgo(9), words: [] }, [answered])).toEqual(hoursAgo(9))
  })
})
