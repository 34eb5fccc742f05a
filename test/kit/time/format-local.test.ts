import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatLocal, type LocalStyle } from '../../../src/kit/time/format-local'

const now = new Date('2026-11-21T15:00:00Z')
const berlin = 'Europe/Berlin'

describe('formatLocal', () => {
  test.each<[string, LocalStyle, string, string]>([
    ['2026-11-21T13:30:59.999Z', 'time', '14:30', '14:30'],
    ['2026-11-20T23:05:00Z', 'time', '00:05', '00:05'],
    ['2026-11-21T13:30:00Z', 'day', 'today 14:30', 'heute 14:30'],
    ['2026-11-20T23:00:00Z', 'day', 'today 00:00', 'heute 00:00'],
    ['2026-11-21T22:59:00Z', 'day', 'today 23:59', 'heute 23:59'],
    ['2026-11-20T22:59:00Z', 'day', 'yesterday 23:59', 'gestern 23:59'],
    ['2026-11-20T08:12:00Z', 'day', 'yesterday 09:12', 'gestern 09:12'],
    ['2026-11-19T13:30:00Z', 'day', 'Thu 19 Nov 14:30', 'Do. 19. Nov. 14:30'],
    ['2026-11-22T08:00:00Z', 'day', 'Sun 22 Nov 09:00', 'So. 22. Nov. 09:00'],
    ['2026-03-02T08:00:00Z', 'day', 'Mon 2 Mar 09:00', 'Mo. 2. März 09:00'],
    ['2026-09-01T08:00:00Z', 'day', 'Tue 1 Sep 10:00', 'Di. 1. Sep. 10:00'],
    ['2025-12-31T22:59:00Z', 'day', 'Wed 31 Dec 2025 23:59', 'Mi. 31. Dez. 2025 23:59'],
    ['2025-12-31T23:00:00Z', 'day', 'Thu 1 Jan 00:00', 'Do. 1. Jan. 00:00'],
    ['2026-11-21T13:30:00Z', 'date-time', 'Sat 21 Nov 2026 14:30', 'Sa. 21. Nov. 2026 14:30'],
    ['1969-12-27T12:00:00Z', 'date-time', 'Sat 27 Dec 1969 13:00', 'Sa. 27. Dez. 1969 13:00'],
  ])('%s as %s', (instant, style, english, german) => {
    expect(formatLocal(new Date(instant), berlin, 'en', style, now)).toBe(english)
    expect(formatLocal(new Date(instant), berlin, 'de', style, now)).toBe(german)
  })

  test('yesterday is a local day, also over a clock change and the turn of the year', () => {
    const afterChange = new Date('2026-03-29T22:30:00Z')
    expect(formatLocal(new Date('2026-03-28T23:30:00Z'), berlin, 'en', 'day', afterChange)).toBe('yesterday 00:30')
    const newYear = new Date('2027-01-01T10:00:00Z')
    expect(formatLocal(new Date('2026-12-31T10:00:00Z'), berlin, 'en', 'day', newYear)).toBe('yesterday 11:00')
  })

  test('the zone decides', () => {
    const instant = new Date('2026-11-20T20:00:00Z')
    expect(formatLocal(instant, 'Asia/Tokyo', 'en', 'date-time', now)).toBe('Sat 21 Nov 2026 05:00')
    expect(formatLocal(instant, 'America/New_York', 'en', 'date-time', now)).toBe('Fri 20 Nov 2026 15:00')
    expect(formatLocal(instant, 'Asia/Kathmandu', 'en', 'time', now)).toBe('01:45')
    expect(() => formatLocal(instant, 'Mars/Olympus', 'en', 'time', now)).toThrow(RangeError)
  })

  test('UTC is what toISOString says, with plain blanks only', () => {
    const instant = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, fc.constantFrom('en', 'de'), (date, language) => {
        const text = formatLocal(date, 'UTC', language, 'date-time', now)
        expect(text).toMatch(/^\p{L}{2,3}\.? \d{1,2}\.? \p{L}{3,4}\.? \d{4} \d\d:\d\d$/u)
        const iso = date.toISOString()
        expect(text.endsWith(`${iso.slice(0, 4)} ${iso.slice(11, 16)}`)).toBe(true)
        if (language === 'en') {
          const [weekday, day, month] = date.toUTCString().split(/,? /)
          expect(text.startsWith(`${weekday} ${Number(day)} ${month} `)).toBe(true)
        }
      }),
    )
  })
})
