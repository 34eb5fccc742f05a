import { offsetsOf } from '../kit/time/zone-offset'

const day = 24 * 60 * 60_000

/**
 * The end of a local day: the first instant after the day that lies `days` local days after the day of `instant`, which
 * is day 0. `endOfLocalDay(x, 14, 'Europe/Berlin')` is the local midnight at which day 15 begins.
 *
 * Days have 23 to 25 hours where clocks change. Where midnight is skipped, the next day begins later (at 01:00 in
 * São Paulo on 4 November 2018). Where clocks go back over midnight into the day that was ending, it ends at the second
 * midnight: whose clock still shows the day is still in time. `zone` is an IANA name; an unknown one throws RangeError.
 */
export function endOfLocalDay(instant: Date, days: number, zone: string): Date {
  const offsetAt = offsetsOf(zone)
  const midnight = (dayNumber(instant, zone) + days + 1) * day
  // No clock is further than a day from UTC, and where one changes it goes on as it was for longer than that.
  let end = midnight
  let from = midnight - 2 * day
  while (from < midnight + 2 * day) {
    const { offset, until } = offsetAt(from)
    const begins = Math.max(midnight - offset, from)
    const isReached = begins < until && begins - 1 + offsetAt(begins - 1).offset < midnight
    if (isReached) end = begins
    from = until
  }
  return new Date(end)
}

/** The local day of an instant: `2026-12-24`. */
export function localDay(instant: Date, zone: string): string {
  return new Date(dayNumber(instant, zone) * day).toISOString().slice(0, 10)
}

/** How many local days after the first of January 1970. */
function dayNumber(instant: Date, zone: string): number {
  const moment = instant.getTime()
  return Math.floor((moment + offsetsOf(zone)(moment).offset) / day)
}
