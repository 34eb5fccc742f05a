import { expect, test } from 'vitest'
import { mayTryAgainAt } from '../../src/access/code-throttle'
import { at, guess } from '../kit/guessing'

test('after five 15 minutes, after the next five 30, then 60 and never more', () => {
  expect(guess(20, mayTryAgainAt)).toEqual([0, 0, 0, 0, 15, 0, 0, 0, 0, 30, 0, 0, 0, 0, 60, 0, 0, 0, 0, 60])
})

test('five within 15 minutes count, one that is older does not', () => {
  expect(mayTryAgainAt([0, 3, 6, 9, 14.9].map(at), at(14.9))).toEqual(at(29.9))
  expect(mayTryAgainAt([0, 3, 6, 9, 15].map(at), at(15))).toBeUndefined()
})

test('the wait is over at its last millisecond', () => {
  const failures = [0, 0, 0, 0, 0].map(at)
  expect(mayTryAgainAt(failures, new Date(at(15).getTime() - 1))).toEqual(at(15))
  expect(mayTryAgainAt(failures, at(15))).toBeUndefined()
})

test('an hour of quiet after a wait begins anew', () => {
  const failures = [0, 0, 0, 0, 0, 76, 77, 78, 79].map(at)
  expect(mayTryAgainAt(failures, at(79))).toBeUndefined()
  expect(mayTryAgainAt([...failures, at(80)], at(80))).toEqual(at(95))
  // A quarter of an hour after the wait is no quiet.
  expect(mayTryAgainAt([0, 0, 0, 0, 0, 30, 31, 32, 33, 34].map(at), at(34))).toEqual(at(64))
})
