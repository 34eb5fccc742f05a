import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  answered,
  type Course,
  hold,
  isTooOld,
  leaseLength,
  mailStates,
  mark,
  nextTake,
  take,
  tooOld,
  wished,
  wishFor,
} from '../../src/mail/outbox/outbox'

const start = new Date('2026-03-05T12:00:00.000Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const fresh: Course = {
  state: 'queued',
  attempts: 0,
  firstAttemptAt: null,
  repeated: false,
  lastError: null,
  nextAttemptAt: start,
}

/** What happens to an attempt: its sender dies before or after the mark, or there is an answer. */
type Fate = 'dies-unmarked' | 'dies-marked' | Answer['outcome'] | 'deferred-unmarked'
const fates: readonly Fate[] = [
  'dies-unmarked',
  'dies-marked',
  'accepted',
  'deferred',
  'failed',
  'lost',
  'untried',
  'suppressed',
  'deferred-unmarked',
]

const answerOf = (outcome: Answer['outcome']): Answer =>
  outcome === 'accepted' ? { outcome, response: '250 ok' } : { outcome, reason: outcome }

interface Life {
  course: Course
  /** How often the content went over the wire and nobody knows, or knows that it was taken. */
  went: number
  attempts: number
  lasted: number
}

/** A mail's life as long as somebody takes it whenever it is due, with these fates in turn. */
function live(chosen: readonly Fate[], chance: number): Life {
  let course: Course = fresh
  let [went, attempts] = [0, 0]
  let now = start
  for (const fate of chosen) {
    const next = nextTake(course)
    if (next === null) break
    now = new Date(Math.max(now.getTime(), next.getTime()))
    const taken = take(course, 'one', now)
    if (taken === undefined) throw new Error('due and not taken')
    course = taken
    if (taken.state !== 'leased') continue
    attempts += 1
    if (fate === 'dies-unmarked') continue
    if (fate === 'deferred-unmarked' || fate === 'untried' || fate === 'suppressed') {
      course = answered(taken, answerOf(fate === 'deferred-unmarked' ? 'deferred' : fate), now, chance)
      continue
    }
    const marked = mark(taken, 'one', now)
    if (marked === undefined) throw new Error('ours and not marked')
    course = marked
    if (fate === 'dies-marked' || fate === 'lost' || fate === 'accepted') went += 1
    if (fate !== 'dies-marked') course = answered(marked, answerOf(fate), now, chance)
  }
  return { course, went, attempts, lasted: now.getTime() - start.getTime() }
}

const anyFates = fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 80 })
const anyChance = fc.double({ min: 0, max: 1, noNaN: true })

describe('whatever happens to a mail', () => {
  test('it never goes a third time by itself', () => {
    fc.assert(
      fc.property(anyFates, anyChance, (chosen, chance) => {
        expect(live(chosen, chance).went).toBeLessThanOrEqual(2)
      }),
      { numRuns: 2000 },
    )
  })

  test('it is either taken again some time, or in a state that says why not', () => {
    fc.assert(
      fc.property(anyFates, anyChance, (chosen, chance) => {
        const { course } = live(chosen, chance)
        if (nextTake(course) !== null) return
        expect(['accepted', 'failed', 'suppressed', 'uncertain']).toContain(course.state)
        if (course.state === 'uncertain') expect(course.repeated).toBe(true)
      }),
    )
  })

  test('two senders never have it at the same time', () => {
    fc.assert(
      fc.property(anyFates, anyChance, fc.integer({ min: 0, max: leaseLength - 1 }), (chosen, chance, later) => {
        const { course } = live(chosen, chance)
        const next = nextTake(course)
        if (next === null) return
        const taken = take(course, 'one', next)
        if (taken?.state !== 'leased') return
        expect(take(taken, 'two', new Date(next.getTime() + later))).toBeUndefined()
        expect(mark(taken, 'two', next)).toBeUndefined()
        const stolen = take(taken, 'two', taken.leasedUntil)
        expect(stolen?.state).toBe('leased')
        // Whoever had it before sends nothing any more.
        if (stolen !== undefined) expect(mark(stolen, 'one', next)).toBeUndefined()
      }),
    )
  })

  test('it is given up within five days of the first attempt, and the last wait', () => {
    fc.assert(
      fc.property(anyChance, (chance) => {
        const { course, lasted } = live(
          Array.from({ length: 80 }, () => 'deferred' as const),
          chance,
        )
        expect(course.state).toBe('failed')
        expect(lasted).toBeLessThanOrEqual(5 * day)
        expect(lasted).toBeGreaterThan(5 * day - 4 * hour)
      }),
    )
  })
})

test('waits 1, 5 and 15 minutes, 1 hour, then every 3 hours', () => {
  const waits: number[] = []
  let course: Course = fresh
  for (let count = 0; count < 7; count += 1) {
    const now = nextTake(course) ?? start
    const taken = take(course, 'one', now)
    if (taken?.state !== 'leased') throw new Error('not taken')
    course = answered(taken, { outcome: 'deferred', reason: '451' }, now, 0.5)
    waits.push(((nextTake(course)?.getTime() ?? 0) - now.getTime()) / minute)
  }
  expect(waits).toEqual([1, 5, 15, 60, 180, 180, 180])
})

test('a sender that dies before the mark costs nothing but time; after it the mail is repeated once and then kept', () => {
  expect(live(['dies-unmarked', 'dies-unmarked', 'accepted'], 0)).toMatchObject({
    went: 1,
    course: { repeated: false },
  })
  const once = live(['dies-marked', 'accepted'], 0)
  expect(once).toMatchObject({ went: 2, course: { state: 'accepted', repeated: true } })
  const twice = live(['dies-marked', 'dies-marked', 'accepted'], 0)
  expect(twice).toMatchObject({ went: 2, course: { state: 'uncertain', nextAttemptAt: null } })
  expect(live(['lost', 'lost', 'accepted'], 0)).toMatchObject({ went: 2, course: { state: 'uncertain' } })
  // What failed in between with an answer has not gone.
  expect(live(['lost', 'deferred', 'deferred', 'accepted'], 0)).toMatchObject({
    went: 2,
    course: { state: 'accepted' },
  })
})

test('what was not tried is as it was before', () => {
  const taken = take(fresh, 'one', start)
  if (taken?.state !== 'leased') throw new Error('not taken')
  expect(answered(taken, { outcome: 'untried', reason: null }, start, 0)).toEqual(fresh)
})

test('what waited five days untried is too old, and what a person lets go is not', () => {
  const late = new Date(start.getTime() + tooOld + 1)
  expect(isTooOld(fresh, new Date(start.getTime() + tooOld))).toBe(false)
  expect(isTooOld(fresh, late)).toBe(true)
  const held = hold(fresh)
  expect(nextTake(held)).toBeNull()
  const released = wished(held, 'release', late)
  expect(released).toMatchObject({ state: 'queued', nextAttemptAt: late })
  expect(isTooOld(released, late)).toBe(false)
})

test('what people may wish in which state', () => {
  const { state: _, nextAttemptAt: __, ...tries } = fresh
  const courses: Record<string, Course> = {
    queued: fresh,
    deferred: { ...fresh, state: 'deferred' },
    leased: { ...tries, state: 'leased', leasedBy: 'one', leasedUntil: start, markedAt: null },
    accepted: { ...tries, state: 'accepted', response: '250', endedAt: start },
    failed: { ...tries, state: 'failed', endedAt: start },
    suppressed: { ...tries, state: 'suppressed', endedAt: start },
    cancelled: { ...tries, state: 'cancelled', endedAt: start },
    uncertain: { ...tries, state: 'uncertain', markedAt: start, nextAttemptAt: null },
    held: { ...tries, state: 'held' },
  }
  expect(Object.keys(courses).toSorted((a, b) => a.localeCompare(b))).toEqual(
    [...mailStates].toSorted((a, b) => a.localeCompare(b)),
  )
  const able = (wish: 'retry' | 'cancel' | 'release'): string[] =>
    Object.entries(courses).flatMap(([state, course]) => (wishFor(course, wish) === 'possible' ? [state] : []))
  expect(able('retry')).toEqual(['queued', 'deferred', 'failed', 'uncertain'])
  expect(able('cancel')).toEqual(['queued', 'deferred', 'failed', 'uncertain', 'held'])
  expect(able('release')).toEqual(['held'])
  // Sent again by a person it is still known that it may have arrived.
  expect(courses.uncertain === undefined ? undefined : wished(courses.uncertain, 'retry', start)).toMatchObject({
    state: 'queued',
    repeated: true,
    attempts: 0,
  })
})
