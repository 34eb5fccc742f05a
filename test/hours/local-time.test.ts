import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLocalInstant } from '../../src/hours/local-time'

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
