import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDuration, longestDuration, parseDuration, parseTypedDuration } from '../../../src/kit/time/duration'
import { growthByFour, linear } from '../growth'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('parseDuration', () => {
  test.each([
    ['90m', 90 * minute],
    ['24h', 24 * hour],
    ['14d', 14 * day],
    ['1h 30m', 90 * minute],
    ['1h30m', 90 * minute],
    ['30s', 30_000],
    ['2w', 14 * day],
    ['1w 2d 3h 4m 5s', 9 * day + 3 * hour + 4 * minute + 5000],
    ['  5 m ', 5 * minute],
    ['24H', 24 * hour],
    ['2 hours', 2 * hour],
    ['1 hour 5 min.', hour + 5 * minute],
    ['3 Tagen', 3 * day],
    ['1 Woche 2 Std. 10 Minuten', 7 * day + 2 * hour + 10 * minute],
    ['0', 0],
    ['0s', 0],
    ['0d 5m', 5 * minute],
    ['36525d', longestDuration],
  ])('%j', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  test.each([
    '',
    ' ',
    '5',
    '-5m',
    '+5m',
    '1.5h',
    '1,5h',
    'm',
    '5x',
    '5 months',
    '3M',
    '30m 1h',
    '1h 1h',
    '1h 30',
    'in 5m',
    '5m ago',
    '1h, 5m',
    '٣h',
    '36526d',
    '99999999999999999999d',
    `${'9'.repeat(400)}s`,
    'Infinityd',
    'NaNs',
    '1e3s',
    '0x10s',
  ])('%j is nonsense', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  test('days and weeks stay apart for callers with days of their own', () => {
    expect(parseTypedDuration('1w 2d 3h')).toEqual({ weeks: 1, days: 2, milliseconds: 3 * hour })
  })

  test('reads hostile text quickly', () => {
    const grows = growthByFour((times) => {
      for (const text of ['1d'.repeat(times), '1 '.repeat(times), `1${' '.repeat(times)}`, '1'.repeat(times)]) {
        expect(parseDuration(`${text}!`)).toBeUndefined()
      }
    }, 100_000)
    expect(grows).toBeLessThan(linear)
  })
})

describe('formatDuration', () => {
  test.each([
    [0, '0s'],
    [499, '0s'],
    [-499, '0s'],
    [1500, '2s'],
    [59_999, '1m'],
    [90 * minute, '1h 30m'],
    [24 * hour, '1d'],
    [14 * day, '14d'],
    [day + 1000, '1d 1s'],
    [-90 * minute, '-1h 30m'],
  ])('%d', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text)
  })

  test('without days', () => {
    expect(formatDuration(36 * hour, 'h')).toBe('36h')
    expect(formatDuration(30 * minute, 'h')).toBe('30m')
  })

  test('refuses what is no number', () => {
    expect(() => formatDuration(Number.NaN)).toThrow(RangeError)
    expect(() => formatDuration(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })

  test('is read back exactly for whole seconds', () => {
    const seconds = fc.integer({ min: 0, max: longestDuration / 1000 })
    fc.assert(
      fc.property(seconds, fc.constantFrom('d', 'h'), (amount, largest) => {
        expect(parseDuration(formatDuration(amount * 1000, largest))).toBe(amount * 1000)
      }),
    )
  })
})
