import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryAt } from '../../src/people/login-throttle'
import { at, guess, minute } from '../kit/guessing'

test('four failures cost nothing, then the waits double up to an hour', () => {
  expect(guess(13, retryAt)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60])
})

test('failures that are far apart never wait', () => {
  expect(retryAt([0, 4, 8, 12, 16, 20].map(at), at(20))).toBeUndefined()
  expect(retryAt([0, 3, 6, 9, 14.9].map(at), at(14.9))).toEqual(at(15.9))
})

test('the wait is over at its last millisecond', () => {
  const failures = [0, 0, 0, 0, 0].map(at)
  expect(retryAt(failures, new Date(at(1).getTime() - 1))).toEqual(at(1))
  expect(retryAt(failures, at(1))).toBeUndefined()
})

test('an hour of quiet after a wait begins anew', () => {
  expect(retryAt([0, 0, 0, 0, 0, 62].map(at), at(62))).toBeUndefined()
  expect(retryAt([0, 0, 0, 0, 0, 61].map(at), at(61))).toEqual(at(63))
})

test('whatever the failures are, nobody waits longer than an hour after the last one', () => {
  const times = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 40 })
  fc.assert(
    fc.property(times, (minutes) => {
      const failures = minutes.sort((a, b) => a - b).map(at)
      const last = failures.at(-1) ?? at(0)
      const until = retryAt(failures, last)
      expect((until ?? last).getTime() - last.getTime()).toBeLessThanOrEqual(60 * minute)
    }),
  )
})
