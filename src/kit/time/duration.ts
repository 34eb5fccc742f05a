// Durations as people type and read them: `90m`, `24h`, `14d`, `1h 30m`.

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day

/** The longest duration accepted, 100 years, in milliseconds: anything beyond is a typing mistake. */
export const longestDuration = 36_525 * day

/** A duration as it was typed: what `d` and `w` mean depends on the caller (24 hours, a local day, a working day). */
export type TypedDuration = {
  weeks: number
  days: number
  /** Hours, minutes and seconds together. */
  milliseconds: number
}

type Unit = 'w' | 'd' | 'h' | 'm' | 's'

const unitNames: readonly (readonly [Unit, RegExp])[] = [
  ['w', /^(?:w|weeks?|wochen?)$/],
  ['d', /^(?:d|days?|tage?|tagen)$/],
  ['h', /^(?:h|hours?|std\.?|stunden?)$/],
  ['m', /^(?:m|mins?\.?|minutes?|minuten?)$/],
  ['s', /^(?:s|secs?\.?|seconds?|sek\.?|sekunden?)$/],
]

/**
 * Reads whole numbers with units from the longest to the shortest, each unit once, blanks as one likes: `90m`, `1h30m`,
 * `2w 3d`, also `2 hours`, `3 Tage`. A zero needs no unit. Undefined for everything else: no unit, fractions, signs, a
 * unit twice or out of order, more than `longestDuration`, and a lone capital `M`, which may mean months.
 */
export function parseTypedDuration(text: string): TypedDuration | undefined {
  const trimmed = text.trim()
  if (trimmed === '0') {
    return { weeks: 0, days: 0, milliseconds: 0 }
  }
  if (!/^(?:\d+ *[a-z]+\.? *)+$/i.test(trimmed)) {
    return undefined
  }
  const amounts: Record<Unit, number> = { w: 0, d: 0, h: 0, m: 0, s: 0 }
  let next = 0
  for (const [, digits = '', name = ''] of trimmed.matchAll(/(\d+) *([a-z]+\.?)/gi)) {
    const place = name === 'M' ? -1 : unitNames.findIndex(([, names]) => names.test(name.toLowerCase()))
    const unit = unitNames[place]?.[0]
    if (unit === undefined || place < next) {
      return undefined
    }
    amounts[unit] = Number(digits)
    next = place + 1
  }
  const milliseconds = amounts.h * hour + amounts.m * minute + amounts.s * second
  if (amounts.w * week + amounts.d * day + milliseconds > longestDuration) {
    return undefined
  }
  return { weeks: amounts.w, days: amounts.d, milliseconds }
}

/**
 * Milliseconds of a typed duration (see `parseTypedDuration` for the forms), a day being 24 hours. Zero is a duration;
 * undefined is nonsense, negative or longer than `longestDuration`.
 */
export function parseDuration(text: string): number | undefined {
  const typed = parseTypedDuration(text)
  return typed && typed.weeks * week + typed.days * day + typed.milliseconds
}

/**
 * The canonical text of milliseconds, rounded to whole seconds: `1h 30m`, `14d`, `0s`. `parseDuration` reads it back.
 * With `largest` `h` no days are used (`36h`), for places where `d` is a working day. A negative duration gets a leading
 * `-` and cannot be read back. Throws RangeError if it is not a finite number.
 */
export function formatDuration(milliseconds: number, largest: 'd' | 'h' = 'd'): string {
  if (!Number.isFinite(milliseconds)) {
    throw new RangeError(`not a duration: ${milliseconds}`)
  }
  let rest = Math.round(Math.abs(milliseconds) / second) * second
  const sign = milliseconds < 0 && rest > 0 ? '-' : ''
  const parts: string[] = []
  for (const [unit, length] of [
    ['d', day],
    ['h', hour],
    ['m', minute],
    ['s', second],
  ] as const) {
    const amount = unit === 'd' && largest === 'h' ? 0 : Math.floor(rest / length)
    if (amount > 0) {
      parts.push(`${amount}${unit}`)
      rest -= amount * length
    }
  }
  return sign + (parts.join(' ') || '0s')
}
