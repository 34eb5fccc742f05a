import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { offsetsOf } from '../../../src/kit/time/zone-offset'

const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+5', 'EST5EDT', 'Europe/Kyiv', 'europe/berlin']
const formats = new Map<string, Intl.DateTimeFormat>()

/** The model: what Intl shows, and nothing of ours. */
function shownByIntl(zone: string, instant: number): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    })
  formats.set(zone, format)
  return format.format(instant)
}

const shown = (zone: string, instant: number): string =>
  new Date(instant + offsetsOf(zone)(instant).offset).toISOString().slice(0, 19).replace('T', ' ')

const seconds = (from: string, to: string): fc.Arbitrary<number> =>
  fc.integer({ min: Date.parse(from) / 1000, max: Date.parse(to) / 1000 }).map((second) => second * 1000)

describe('the offset of a zone', () => {
  test('is the one that Intl shows, in every zone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), seconds('1900-01-01', '2100-01-01'), (zone, instant) => {
        expect(shown(zone, instant)).toBe(shownByIntl(zone, instant))
      }),
      { numRuns: 3000 },
    )
  })

  test('holds until it says, and changes there in the middle of a year', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), seconds('1970-01-01', '2040-01-01'), (zone, instant) => {
        const { offset, until } = offsetsOf(zone)(instant)
        expect(until).toBeGreaterThan(instant)
        if (!Number.isFinite(until)) return
        expect(offsetsOf(zone)(until - 1)).toEqual({ offset, until })
        const isNewYear = new Date(until).toISOString().slice(5) === '01-01T00:00:00.000Z'
        if (!isNewYear) expect(offsetsOf(zone)(until).offset).not.toBe(offset)
      }),
      { numRuns: 1000 },
    )
  })

  test('is found where a clock is changed for four weeks only', () => {
    // Morocco goes back for Ramadan.
    const at = (text: string) => offsetsOf('Africa/Casablanca')(Date.parse(text))
    const hour = 60 * 60_000
    expect(at('2026-02-01T00:00Z')).toEqual({ offset: hour, until: Date.parse('2026-02-15T02:00Z') })
    expect(at('2026-03-01T00:00Z')).toEqual({ offset: 0, until: Date.parse('2026-03-22T02:00Z') })
  })

  test('leaves the zone of the program as it was', () => {
    const before = process.env.TZ
    const here = new Date(0).toString()
    offsetsOf('Pacific/Auckland')(0)
    offsetsOf('Pacific/Chatham')(0)
    expect(process.env.TZ).toBe(before)
    expect(new Date(0).toString()).toBe(here)
  })

  test.each(['Mars/Olympus', 'FOO5', 'Foo5Bar', '', '+99:99'])('is not known of %j', (zone) => {
    expect(() => offsetsOf(zone)).toThrow(RangeError)
  })
})
