import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatInstant, parseInstant } from '../../../src/kit/time/instant'

const first = new Date('0000-01-01T00:00:00.000Z')
const last = new Date('9999-12-31T23:59:59.999Z')

describe('formatInstant', () => {
  test('is ISO 8601 in UTC with milliseconds', () => {
    expect(formatInstant(new Date(Date.UTC(2026, 10, 21, 10)))).toBe('2026-11-21T10:00:00.000Z')
    expect(formatInstant(first)).toBe('0000-01-01T00:00:00.000Z')
    expect(formatInstant(last)).toBe('9999-12-31T23:59:59.999Z')
  })

  test('refuses what would not be 24 characters', () => {
    expect(() => formatInstant(new Date(Number.NaN))).toThrow(RangeError)
    expect(() => formatInstant(new Date(first.getTime() - 1))).toThrow(RangeError)
    expect(() => formatInstant(new Date(last.getTime() + 1))).toThrow(RangeError)
  })
})

describe('parseInstant', () => {
  test.each([
    ['2026-11-21T10:00Z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21t10:00z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00:00.123+01:00', '2026-11-21T09:00:00.123Z'],
    ['2026-11-21T10:00:00,5-0330', '2026-11-21T13:30:00.500Z'],
    ['2026-11-21T10:00:07+02', '2026-11-21T08:00:07.000Z'],
    ['2026-11-21T10:00:00.123999999Z', '2026-11-21T10:00:00.123Z'],
    ['2024-02-29T23:59:59-00:00', '2024-02-29T23:59:59.000Z'],
    ['0050-01-01T00:00Z', '0050-01-01T00:00:00.000Z'],
  ])('%s', (text, utc) => {
    expect(parseInstant(text)?.toISOString()).toBe(utc)
  })

  test.each([
    '',
    '2026-11-21',
    '2026-11-21T10:00',
    '2026-11-21 10:00Z',
    '2026-02-31T10:00Z',
    '2026-02-29T10:00Z',
    '2026-13-01T10:00Z',
    '2026-00-01T10:00Z',
    '2026-11-00T10:00Z',
    '2026-11-21T24:00Z',
    '2026-11-21T10:60Z',
    '2026-11-21T10:00:60Z',
    '2026-11-21T10Z',
    '2026-11-21T10:00+24:00',
    '2026-11-21T10:00+01:60',
    '2026-11-21T10:00:00.Z',
    '2026-1-1T10:00Z',
    '+02026-11-21T10:00Z',
    '20261121T100000Z',
    '2026-11-21T10:00Z ',
    '2026-11-21T10:00Z\n',
    '2026-11-21T10:00:00.٣Z',
    '0000-01-01T00:00+01:00',
    '9999-12-31T23:59-01:00',
    '1763719200000',
    'Sat, 21 Nov 2026 10:00:00 GMT',
  ])('%j is none', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })

  test('reads back what formatInstant writes, and text order is time order', () => {
    const instant = fc.date({ min: first, max: last, noInvalidDate: true })
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        expect(parseInstant(formatInstant(one))).toEqual(one)
        expect(formatInstant(one) < formatInstant(other)).toBe(one < other)
      }),
    )
  })

  test('an offset names the same moment', () => {
    const recent = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(recent, fc.integer({ min: -1439, max: 1439 }), (instant, offset) => {
        const size = Math.abs(offset)
        const clock = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1)
        expect(parseInstant(`${local}${offset < 0 ? '-' : '+'}${clock}`)).toEqual(instant)
      }),
    )
  })

  test('agrees with the calendar on every day of a leap and a common year', () => {
    for (const year of [2023, 2024, 1900, 2000]) {
      for (let month = 1; month <= 12; month++) {
        for (let day = 1; day <= 31; day++) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T12:00:00.000Z`
          const exists = day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
          expect(parseInstant(text) !== undefined, text).toBe(exists)
        }
      }
    }
  })
})
