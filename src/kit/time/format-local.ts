import type { Language } from '../language'
import { offsetsOf } from './zone-offset'

// Instants as people read them, in a zone and a language. Names of days and months are our own, because those of Intl
// change with the ICU version (Sep, Sept).

/**
 * `time`: `14:30`. `day`: `today 14:30`, `yesterday 09:12`, `Fri 20 Nov 14:30`, with the year when it is not the present
 * one. `date`: the same without the time. `date-time`: always `Fri 20 Nov 2026 14:30`.
 */
export type LocalStyle = 'time' | 'day' | 'date' | 'date-time'

const words = {
  en: {
    today: 'today',
    yesterday: 'yesterday',
    days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    afterDay: '',
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  },
  de: {
    today: 'heute',
    yesterday: 'gestern',
    days: ['So.', 'Mo.', 'Di.', 'Mi.', 'Do.', 'Fr.', 'Sa.'],
    afterDay: '.',
    months: ['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sep.', 'Okt.', 'Nov.', 'Dez.'],
  },
} as const

type WallClock = { year: number; month: number; dayOfMonth: number; time: string; dayNumber: number }

function wallClock(instant: Date, zone: string): WallClock {
  const moment = instant.getTime()
  // What the local clock shows, as if it were UTC.
  const shown = new Date(moment + offsetsOf(zone)(moment).offset)
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    dayOfMonth: shown.getUTCDate(),
    time: shown.toISOString().slice(-13, -8),
    dayNumber: Math.floor(shown.getTime() / 86_400_000),
  }
}

/**
 * An instant as local text, with a 24-hour clock and plain blanks. `zone` is an IANA name (an unknown one throws
 * RangeError), `now` decides what `today`, `yesterday` and this year are in the styles `day` and `date`. Seconds are cut off.
 */
export function formatLocal(instant: Date, zone: string, language: Language, style: LocalStyle, now: Date): string {
  const local = wallClock(instant, zone)
  if (style === 'time') {
    return local.time
  }
  const { today, yesterday, days, afterDay, months } = words[language]
  const present = style === 'date-time' ? undefined : wallClock(now, zone)
  const time = style === 'date' ? '' : ` ${local.time}`
  if (present?.dayNumber === local.dayNumber) {
    return `${today}${time}`
  }
  if (present?.dayNumber === local.dayNumber + 1) {
    return `${yesterday}${time}`
  }
  // Day 0, 1 January 1970, was a Thursday.
  const weekday = days[(((local.dayNumber + 4) % 7) + 7) % 7]
  const year = present?.year === local.year ? '' : ` ${local.year}`
  return `${weekday} ${local.dayOfMonth}${afterDay} ${months[local.month - 1]}${year}${time}`
}
