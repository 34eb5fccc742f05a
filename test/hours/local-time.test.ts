import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOfLocalDay, isTimeZone, parseLocalInstant } from '../../src/hours/local-time'

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

describe('parseLocalInstant', () => {
  // 16:00 on a Saturday in Berlin.
  const now = new Date('2026-11-21T15:00:00.000Z')
  const zone = 'Europe/Berlin'

  test.each([
    ['now', '2026-11-21T15:00:00.000Z'],
    ['JETZT', '2026-11-21T15:00:00.000Z'],
    ['14:30', '2026-11-21T13:30:00.000Z'],
    ['9:05', '2026-11-21T08:05:00.000Z'],
    ['23:59:59.5', '2026-11-21T22:59:59.500Z'],
    ['14:30 Uhr', '2026-11-21T13:30:00.000Z'],
    ['um 14 Uhr', '2026-11-21T13:00:00.000Z'],
    ['at 14:30', '2026-11-21T13:30:00.000Z'],
    ['today 14:30', '2026-11-21T13:30:00.000Z'],
    ['yesterday 14:30', '2026-11-20T13:30:00.000Z'],
    ['gestern 14:30', '2026-11-20T13:30:00.000Z'],
    ['Gestern, um 14:30 Uhr', '2026-11-20T13:30:00.000Z'],
    ['yesterday at 9:00', '2026-11-20T08:00:00.000Z'],
    ['heute 08:00', '2026-11-21T07:00:00.000Z'],
    ['tomorrow 09:00', '2026-11-22T08:00:00.000Z'],
    ['morgen   09:00', '2026-11-22T08:00:00.000Z'],
    ['vorgestern 09:00', '2026-11-19T08:00:00.000Z'],
    ['ÜBERMORGEN 09:00', '2026-11-23T08:00:00.000Z'],
    ['u\u0308bermorgen 09:00', '2026-11-23T08:00:00.000Z'],
    ['2h ago', '2026-11-21T13:00:00.000Z'],
    ['2 hours ago', '2026-11-21T13:00:00.000Z'],
    ['vor 2h', '2026-11-21T13:00:00.000Z'],
    ['Vor 3 Tagen', '2026-11-18T15:00:00.000Z'],
    ['in 3d', '2026-11-24T15:00:00.000Z'],
    ['in 1h 30m', '2026-11-21T16:30:00.000Z'],
    ['In 2W', '2026-12-05T15:00:00.000Z'],
    ['2026-11-21T10:00Z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00:00.123+01:00', '2026-11-21T09:00:00.123Z'],
    ['2026-11-21 10:00 +05:30', '2026-11-21T04:30:00.000Z'],
    ['2026-11-21T14:30', '2026-11-21T13:30:00.000Z'],
    ['2026-07-01 14:30:05', '2026-07-01T12:30:05.000Z'],
    ['21.11.2026 14:30', '2026-11-21T13:30:00.000Z'],
    ['21.11.2026, 14:30 Uhr', '2026-11-21T13:30:00.000Z'],
    ['1.7.2026 um 8:00', '2026-07-01T06:00:00.000Z'],
    ['21. 11. 2026 14:30', '2026-11-21T13:30:00.000Z'],
    ['21.11. 14:30', '2026-11-21T13:30:00.000Z'],
    ['21.11. 14 Uhr', '2026-11-21T13:00:00.000Z'],
  ])('%s', (text, instant) => {
    const read = parseLocalInstant(text, { now, zone })
    expect(read).toEqual({ ok: true, instant: new Date(instant), precision: 'time' })
  })

  test.each([
    ['today', '2026-11-20T23:00:00.000Z'],
    ['heute', '2026-11-20T23:00:00.000Z'],
    ['yesterday', '2026-11-19T23:00:00.000Z'],
    ['Morgen', '2026-11-21T23:00:00.000Z'],
    ['2026-11-21', '2026-11-20T23:00:00.000Z'],
    [' 2026-07-01 ', '2026-06-30T22:00:00.000Z'],
    ['21.11.2026', '2026-11-20T23:00:00.000Z'],
    ['21.11.26', '2026-11-20T23:00:00.000Z'],
    ['1.7.', '2026-06-30T22:00:00.000Z'],
    ['29.02.2024', '2024-02-28T23:00:00.000Z'],
  ])('the day %s', (text, instant) => {
    expect(parseLocalInstant(text, { now, zone, language: 'de' })).toEqual({
      ok: true,
      instant: new Date(instant),
      precision: 'day',
    })
  })

  test.each<[string, string]>([
    ['no-such-date', '31.02.'],
    ['no-such-date', '31.02.2026'],
    ['no-such-date', '29.02.'],
    ['no-such-date', '2026-02-31'],
    ['no-such-date', '2026-02-31T10:00Z'],
    ['no-such-date', '2026-13-01'],
    ['no-such-date', '00.11.2026'],
    ['no-such-date', '0000-01-01'],
    ['no-such-time', '24:00'],
    ['no-such-time', '14:60'],
    ['no-such-time', '14:30:60'],
    ['no-such-time', 'yesterday 25:00'],
    ['no-such-time', '2026-11-21T99:00Z'],
    ['no-such-time', '25 Uhr'],
    ['unreadable', ''],
    ['unreadable', 'soon'],
    ['unreadable', 'constructor'],
    ['unreadable', 'someday 14:30'],
    ['unreadable', '11/21/2026'],
    ['unreadable', '2pm'],
    ['unreadable', '14'],
    ['unreadable', '1042'],
    ['unreadable', '2h'],
    ['unreadable', 'in'],
    ['unreadable', 'in soon'],
    ['unreadable', 'in 3M'],
    ['unreadable', 'in 2h ago'],
    ['unreadable', 'in -3d'],
    ['unreadable', 'in 99999999d'],
    ['unreadable', '21.11'],
    ['unreadable', '2026-11-21 14'],
    ['unreadable', '2026-11-21T'],
    ['unreadable', '2026-11-21Z'],
    ['unreadable', '2026-11-21T10:00+25:00'],
    ['unreadable', '14:30 yesterday'],
    ['unreadable', '14:30:'],
    ['unreadable', '-2026-11-21'],
  ])('%s: %j', (reason, text) => {
    expect(parseLocalInstant(text, { now, zone })).toEqual({ ok: false, reason })
  })

  test('what the database could not hold is refused', () => {
    const end = new Date('9999-12-31T23:00:00Z')
    expect(parseLocalInstant('in 2h', { now: end, zone: 'UTC' })).toEqual({ ok: false, reason: 'no-such-date' })
  })

  test('a time the clock skips moves on, one that comes twice is the first', () => {
    const read = (text: string, where: string) => {
      const result = parseLocalInstant(text, { now, zone: where })
      return result.ok ? result.instant.toISOString() : result.reason
    }
    expect(read('2026-03-29 02:30', zone)).toBe('2026-03-29T01:30:00.000Z')
    expect(read('2026-10-25 02:30', zone)).toBe('2026-10-25T00:30:00.000Z')
    expect(read('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
    expect(read('2024-11-03', 'America/Havana')).toBe('2024-11-03T04:00:00.000Z')
  })

  test('days keep the time of day over a clock change, hours do not', () => {
    const before = { now: new Date('2026-03-28T11:00:00Z'), zone }
    expect(parseLocalInstant('in 1d', before)).toMatchObject({ instant: new Date('2026-03-29T10:00:00Z') })
    expect(parseLocalInstant('in 24h', before)).toMatchObject({ instant: new Date('2026-03-29T11:00:00Z') })
    const after = { now: new Date('2026-03-29T10:00:00Z'), zone }
    expect(parseLocalInstant('1d ago', after)).toMatchObject({ instant: new Date('2026-03-28T11:00:00Z') })
  })

  test('today is the day in the zone, not in UTC', () => {
    const late = new Date('2026-12-31T23:30:00Z')
    expect(parseLocalInstant('today', { now: late, zone })).toMatchObject({ instant: new Date('2026-12-31T23:00:00Z') })
    expect(parseLocalInstant('1.1.', { now: late, zone })).toMatchObject({ instant: new Date('2026-12-31T23:00:00Z') })
  })

  test('reads every ISO text of an instant, and never throws', () => {
    const instant = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, (date) => {
        expect(parseLocalInstant(date.toISOString(), { now, zone })).toMatchObject({ ok: true, instant: date })
        const local = date.toISOString().slice(0, -1)
        expect(parseLocalInstant(local, { now, zone: 'UTC' })).toMatchObject({ ok: true, instant: date })
      }),
    )
    const piece = fc.constantFrom(
      'in ',
      'vor ',
      ' ago',
      'um ',
      'gestern',
      '31.',
      '12.',
      '2026',
      '-02',
      ':30',
      '14',
      'T',
      'Z',
      ' ',
    )
    const scrap = fc.oneof(piece, fc.string({ maxLength: 4 }))
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 8 }), (pieces) => {
        const read = parseLocalInstant(pieces.join(''), { now, zone })
        expect(read.ok ? Number.isNaN(read.instant.getTime()) : false).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
