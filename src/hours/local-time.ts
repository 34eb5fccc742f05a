import { Temporal } from 'temporal-polyfill'
import type { Language } from '../kit/language'
import { parseTypedDuration } from '../kit/time/duration'
import { parseInstant } from '../kit/time/instant'

// The times people type. Loads Temporal (some 17 ms): import this module lazily.

function localTime(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
}

export type LocalInstant =
  | {
      ok: true
      instant: Date
      /** `day` if only a day was said (`instant` is its beginning), otherwise `time`. */
      precision: 'day' | 'time'
    }
  | { ok: false; reason: 'unreadable' | 'no-such-date' | 'no-such-time' }

const dayWords: Readonly<Record<string, number>> = {
  vorgestern: -2,
  yesterday: -1,
  gestern: -1,
  today: 0,
  heute: 0,
  tomorrow: 1,
  morgen: 1,
  übermorgen: 2,
}

const timeForm = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?(?<clock> ?uhr)?`
const dayForm = String.raw`(?<word>\p{L}+)|(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)|(?<germanDay>\d{1,2})\. ?(?<germanMonth>\d{1,2})\.(?: ?(?<germanYear>\d{4})|(?<shortYear>\d\d))?`
const offsetForm = String.raw` ?(?<offset>z|[+-]\d\d(?::?\d\d)?)`

const timeOnly = new RegExp(`^(?:at |um )?${timeForm}$`, 'u')
const dayAndTime = new RegExp(`^(?:${dayForm})(?:(?:t|,? (?:at |um )?)${timeForm}(?:${offsetForm})?)?$`, 'u')

type Groups = Readonly<Record<string, string | undefined>>

/**
 * Reads a time as a person types it, in the local time of `zone`. Words of both languages are always understood, upper
 * and lower case do not matter.
 *
 * - `now`, `jetzt`: this moment.
 * - `2h ago`, `vor 2h`, `in 3d`, `in 1h 30m`, `2 hours ago`, `vor 3 Tagen`: durations as in `parseTypedDuration`. Days
 *   and weeks keep the local time of day over a clock change; hours, minutes and seconds are exact.
 * - `14:30`, `9:05:30`, `14:30 Uhr`, `14 Uhr`: today. `at` or `um` may stand before it.
 * - `today`, `yesterday`, `tomorrow`, `heute`, `gestern`, `vorgestern`, `morgen`, `übermorgen`: that local day, with a
 *   time (`yesterday 14:30`, `gestern um 14:30`) or from its beginning.
 * - `2026-11-21`, `21.11.2026`, `21.11.26` (20xx), `21.11.` (this year): likewise.
 * - `2026-11-21T14:30`, `2026-11-21 14:30:05.5`: in the zone; with `Z` or an offset at the end: that instant.
 *
 * A day without a time is its first instant, midnight unless the clock skips it. A local time skipped by a clock change
 * is moved forward by the length of the gap; one that happens twice is the first (Temporal's `compatible`).
 *
 * Refused: `no-such-date` (`31.02.`, or outside the years 0000 to 9999), `no-such-time` (`24:00`, `14:60`), everything
 * else `unreadable`, among it `11/21/2026` and `2pm`.
 */
export function parseLocalInstant(
  text: string,
  { now, zone }: { now: Date; zone: string; language?: Language },
): LocalInstant {
  const written = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  const typed = written.toLowerCase()
  if (typed === 'now' || typed === 'jetzt') {
    return { ok: true, instant: new Date(now.getTime()), precision: 'time' }
  }
  const present = localTime(now, zone)
  return relative(written, present) ?? absolute(typed, present)
}

function relative(written: string, present: Temporal.ZonedDateTime): LocalInstant | undefined {
  const { ahead, ago, vor } = /^(?:in (?<ahead>.+)|(?<ago>.+) ago|vor (?<vor>.+))$/i.exec(written)?.groups ?? {}
  const amount = ahead ?? ago ?? vor
  if (amount === undefined) {
    return undefined
  }
  const duration = parseTypedDuration(amount)
  if (duration === undefined) {
    return { ok: false, reason: 'unreadable' }
  }
  const length = Temporal.Duration.from(duration)
  return accepted(present.add(ahead === undefined ? length.negated() : length), 'time')
}

function absolute(typed: string, present: Temporal.ZonedDateTime): LocalInstant {
  const onlyTime = timeOnly.exec(typed)?.groups
  const groups: Groups | undefined = onlyTime ?? dayAndTime.exec(typed)?.groups
  if (groups === undefined || (groups.hour !== undefined && !groups.minute && !groups.clock)) {
    return { ok: false, reason: 'unreadable' }
  }
  const date = onlyTime ? present.toPlainDate() : dateOf(groups, present.toPlainDate())
  if (typeof date === 'string') {
    return { ok: false, reason: date }
  }
  if (groups.hour === undefined) {
    return accepted(date.toZonedDateTime(present.timeZoneId), 'day')
  }
  const time = timeOf(groups)
  if (time === undefined) {
    return { ok: false, reason: 'no-such-time' }
  }
  if (groups.offset !== undefined) {
    const instant = parseInstant(`${date.toString()}T${time.toString({ fractionalSecondDigits: 3 })}${groups.offset}`)
    return instant ? { ok: true, instant, precision: 'time' } : { ok: false, reason: 'unreadable' }
  }
  return accepted(date.toPlainDateTime(time).toZonedDateTime(present.timeZoneId), 'time')
}

function dateOf(groups: Groups, today: Temporal.PlainDate): Temporal.PlainDate | 'unreadable' | 'no-such-date' {
  if (groups.word !== undefined) {
    const days = Object.hasOwn(dayWords, groups.word) ? dayWords[groups.word] : undefined
    return days === undefined ? 'unreadable' : today.add({ days })
  }
  const shortYear = groups.shortYear === undefined ? today.year : 2000 + Number(groups.shortYear)
  try {
    return Temporal.PlainDate.from(
      {
        year: Number(groups.year ?? groups.germanYear ?? shortYear),
        month: Number(groups.month ?? groups.germanMonth),
        day: Number(groups.day ?? groups.germanDay),
      },
      { overflow: 'reject' },
    )
  } catch {
    return 'no-such-date'
  }
}

function timeOf(groups: Groups): Temporal.PlainTime | undefined {
  try {
    return Temporal.PlainTime.from(
      {
        hour: Number(groups.hour),
        minute: Number(groups.minute ?? 0),
        second: Number(groups.second ?? 0),
        millisecond: Number((groups.fraction ?? '').slice(0, 3).padEnd(3, '0')),
      },
      { overflow: 'reject' },
    )
  } catch {
    return undefined
  }
}

/** What the database cannot hold as an instant (`formatInstant`) is refused here, not there. */
function accepted(time: Temporal.ZonedDateTime, precision: 'day' | 'time'): LocalInstant {
  const instant = new Date(time.epochMilliseconds)
  const year = instant.getUTCFullYear()
  return year >= 0 && year <= 9999 ? { ok: true, instant, precision } : { ok: false, reason: 'no-such-date' }
}
