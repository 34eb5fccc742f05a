import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOfLocalDay } from '../../src/hours/local-day'
import { isTimeZone } from '../../src/kit/time/time-zone'

const minute = 60_000
const day = 24 * 60 * minute

// The model: local dates by Intl alone. A local day ends after the last minute whose local date is that day or earlier.

const formats = new Map<string, Intl.DateTimeFormat>()

function localDate(milliseconds: number, zone: string): string {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(zone, format)
  }
  return format.format(milliseconds)
}

function endByTheMinute(instant: Date, days: number, zone: string): Date {
  const [year = 0, month = 1, dayOfMonth = 1] = localDate(instant.getTime(), zone).split('-').map(Number)
  const utc = Date.UTC(year, month - 1, dayOfMonth + days)
  const target = new Date(utc).toISOString().slice(0, 10)
  // From 14 hours east to 12 hours west, an hour in hand on both sides.
  for (let time = utc + day + 15 * 60 * minute; time > utc - 16 * 60 * minute; time -= minute) {
    if (localDate(time, zone) <= target) return new Date(time + minute)
  }
  throw new Error(`no end of ${target} in ${zone}`)
}

describe('endOfLocalDay', () => {
  test.each<[string, string, number, string, string]>([
    ['day 0 is the day itself', '2026-11-21T10:00:00Z', 0, 'Europe/Berlin', '2026-11-21T23:00:00.000Z'],
    ['just before midnight', '2026-11-21T22:59:59.999Z', 0, 'Europe/Berlin', '2026-11-21T23:00:00.000Z'],
    ['midnight belongs to the new day', '2026-11-21T23:00:00Z', 0, 'Europe/Berlin', '2026-11-22T23:00:00.000Z'],
    ['14 days into summer time', '2026-03-20T10:00:00Z', 14, 'Europe/Berlin', '2026-04-03T22:00:00.000Z'],
    ['14 days out of summer time', '2026-10-20T10:00:00Z', 14, 'Europe/Berlin', '2026-11-03T23:00:00.000Z'],
    ['the day clocks change', '2026-10-25T00:30:00Z', 0, 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['yesterday', '2026-11-21T10:00:00Z', -1, 'Europe/Berlin', '2026-11-20T23:00:00.000Z'],
    ['no midnight in São Paulo', '2018-11-03T12:00:00Z', 0, 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['a 23rd hour twice in São Paulo', '2018-02-17T12:00:00Z', 0, 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    ['no midnight in Beirut', '2023-03-25T12:00:00Z', 0, 'Asia/Beirut', '2023-03-25T22:00:00.000Z'],
    ['no midnight in Cairo', '2024-04-25T12:00:00Z', 0, 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    ['midnight twice in Havana', '2024-11-02T12:00:00Z', 0, 'America/Havana', '2024-11-03T04:00:00.000Z'],
    ["back into the old day in St John's", '2010-11-06T12:00:00Z', 0, 'America/St_Johns', '2010-11-07T03:30:00.000Z'],
    ['a day Samoa skipped', '2011-12-29T12:00:00Z', 1, 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['the day before it', '2011-12-29T12:00:00Z', 0, 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s', (_, instant, days, zone, end) => {
    expect(endOfLocalDay(new Date(instant), days, zone).toISOString()).toBe(end)
    expect(endByTheMinute(new Date(instant), days, zone).toISOString()).toBe(end)
  })

  const changes: [string, string][] = [
    ['Europe/Berlin', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25'],
    ['America/Sao_Paulo', '2018-11-04'],
    ['America/Sao_Paulo', '2018-02-18'],
    ['Asia/Beirut', '2023-03-30'],
    ['Asia/Beirut', '2023-10-29'],
    ['Africa/Cairo', '2024-04-26'],
    ['Africa/Cairo', '2024-10-31'],
    ['America/Havana', '2024-03-10'],
    ['America/Havana', '2024-11-03'],
    ['America/St_Johns', '2010-11-07'],
    ['Atlantic/Azores', '2026-10-25'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Asia/Kathmandu', '2026-01-01'],
    ['Pacific/Apia', '2011-12-30'],
    ['Antarctica/Troll', '2026-03-29'],
    ['America/Asuncion', '2024-03-24'],
  ]

  test('is what the model finds minute by minute, around clock changes', () => {
    const hours = fc.integer({ min: -50 * 60, max: 50 * 60 })
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        hours,
        fc.integer({ min: -2, max: 2 }),
        ([zone, date], minutes, days) => {
          const instant = new Date(Date.parse(`${date}T12:00:00Z`) + minutes * minute)
          expect(endOfLocalDay(instant, days, zone)).toEqual(endByTheMinute(instant, days, zone))
        },
      ),
      { numRuns: 150 },
    )
  })

  test('lies ahead, and the minute before it still shows the day', () => {
    const instant = fc.date({ min: new Date('1980-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney', 'UTC')
    fc.assert(
      fc.property(instant, zones, (now, zone) => {
        const end = endOfLocalDay(now, 0, zone).getTime()
        expect(end).toBeGreaterThan(now.getTime())
        expect(localDate(end - minute, zone)).toBe(localDate(now.getTime(), zone))
        expect(localDate(end, zone) > localDate(now.getTime(), zone)).toBe(true)
      }),
    )
  })

  test('refuses an unknown zone', () => {
    expect(isTimeZone('Mars/Olympus')).toBe(false)
    expect(() => endOfLocalDay(new Date(0), 0, 'Mars/Olympus')).toThrow(RangeError)
  })
})
