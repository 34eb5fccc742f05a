import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockText, hoursText, readHours, type Span, weekdays } from '../../src/hours/calendar'

const nine: Span = { from: 540, to: 720 }

describe('hours are read', () => {
  test.each([
    ['mon=09:00-12:00', [[nine], [], [], [], [], [], []]],
    ['MON=9-12', [[nine], [], [], [], [], [], []]],
    ['mon-wed=09:00-12:00 sun=', [[nine], [nine], [nine], [], [], [], []]],
    ['sat,sun=00:00-24:00', [[], [], [], [], [], [{ from: 0, to: 1440 }], [{ from: 0, to: 1440 }]]],
    ['tue=13:00-18:00,09:00-12:00', [[], [nine, { from: 780, to: 1080 }], [], [], [], [], []]],
    ['tue=09:00-10:30,10:30-12:00', [[], [nine], [], [], [], [], []]],
  ])('%s', (typed, week) => {
    expect(readHours(typed)).toEqual({ week })
  })

  test.each([
    ['', 'unreadable', ''],
    ['monday=09:00-12:00', 'no-such-day', 'monday=09:00-12:00'],
    ['fri-mon=09:00-12:00', 'no-such-day', 'fri-mon=09:00-12:00'],
    ['mon=09:00-12:00 mon-fri=13:00-14:00', 'day-twice', 'mon-fri=13:00-14:00'],
    ['mon=09:00', 'unreadable', '09:00'],
    ['mon=9:5-12:00', 'no-such-time', '9:5-12:00'],
    ['mon=09:60-12:00', 'no-such-time', '09:60-12:00'],
    ['mon=09:00-24:01', 'no-such-time', '09:00-24:01'],
    ['mon=18:00-09:00', 'reversed', '18:00-09:00'],
    ['mon=09:00-09:00', 'reversed', '09:00-09:00'],
    ['mon=09:00-12:00,11:59-13:00', 'overlapping', '11:59-13:00'],
    ['mon=09:00-12:00=tue', 'unreadable', 'mon=09:00-12:00=tue'],
  ])('%s is wrong: %s', (typed, reason, part) => {
    expect(readHours(typed)).toEqual({ wrong: { part, reason } })
  })
})

test('what is written is what is read', () => {
  const time = fc.nat(1440)
  const span = fc.tuple(time, time).filter(([from, to]) => from < to)
  fc.assert(
    fc.property(fc.array(fc.option(span), { minLength: 7, maxLength: 7 }), (days) => {
      const typed = days.flatMap((found, day) =>
        found === null ? [] : [`${weekdays[day]}=${clockText(found[0])}-${clockText(found[1])}`],
      )
      fc.pre(typed.length > 0)
      const read = readHours(typed.join(' '))
      expect('week' in read && readHours(hoursText(read.week))).toEqual(read)
    }),
  )
})

test('days in a row with the same hours are written together', () => {
  const read = readHours('mon=9-12 tue=9-12 wed=9-13 fri=9-13 sat=9-13 sun=')
  expect('week' in read && hoursText(read.week)).toBe('mon-tue=09:00-12:00 wed=09:00-13:00 fri-sat=09:00-13:00')
})
