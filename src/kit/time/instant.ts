// Instants as text: ISO 8601 in UTC with milliseconds, 24 characters, so that text order is time order (the database
// compares them as text).

const isoInstant = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/i

/**
 * `2026-11-21T10:00:00.000Z`: UTC, milliseconds, always 24 characters. Throws RangeError for an invalid date and for
 * years outside 0000 to 9999, whose text would be longer and sort wrongly.
 */
export function formatInstant(date: Date): string {
  const text = date.toISOString()
  if (text.length !== 24) {
    throw new RangeError(`year out of range: ${text}`)
  }
  return text
}

/**
 * Reads ISO 8601 with a date, a time of hours and minutes or finer, and `Z` or an offset: what `formatInstant` writes,
 * `2026-11-21T10:00Z`, `2026-11-21T10:00:00.123+01:00`. Digits beyond milliseconds are cut off. Undefined for any other
 * text, for days and times that do not exist (31 February, 24:00, a leap second) and for years outside 0000 to 9999 UTC.
 */
export function parseInstant(text: string): Date | undefined {
  const [, day, minutes, seconds = '00', fraction = '', sign, offsetHours = '00', offsetMinutes = '00'] =
    isoInstant.exec(text) ?? []
  if (day === undefined || minutes === undefined || Number(offsetHours) > 23 || Number(offsetMinutes) > 59) {
    return undefined
  }
  const written = `${day}T${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
  const local = new Date(written)
  // The engine rolls 31 February over into March: only a text that comes back as it was names a real moment.
  if (Number.isNaN(local.getTime()) || local.toISOString() !== written) {
    return undefined
  }
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  const instant = new Date(local.getTime() - (sign === '-' ? -offset : offset))
  return instant.toISOString().length === 24 ? instant : undefined
}
