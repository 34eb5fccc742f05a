import type { Desk } from '../desk'
import type { Language } from '../kit/language'
import { knownZone } from '../kit/time/time-zone'
import { offsetsOf } from '../kit/time/zone-offset'
import type { Store } from '../store/open'
import type { Reader, Tx } from '../store/schema'
import { reachability } from './business-time'
import { type Calendar, readHours } from './calendar'
import { readHolidays, readStoredCalendar, type StoredCalendar, saveHolidays } from './calendar-store'
import type { Holiday } from './holidays'
import type { ShownHours } from './hours-view'

/** Holidays are kept for the year before a moment and so many after it. */
const yearsAhead = 6

/**
 * The desk's calendar around a moment: with the holidays of its region, by their names in that language, and the desk's
 * own closing days, which go before.
 */
export async function deskCalendar(store: Store, zone: string, now: Date, language: Language): Promise<Calendar> {
  const stored = await readStoredCalendar(store.db)
  const holidays = stored.region === null ? [] : await keptHolidays(store, stored.region, now)
  return calendarFrom(stored, zone, holidays, language)
}

/** The same inside a transaction that somebody holds. */
export async function calendarIn(tx: Tx, zone: string, now: Date, language: Language): Promise<Calendar> {
  const stored = await readStoredCalendar(tx)
  if (stored.region === null) return calendarFrom(stored, zone, [], language)
  const kept = await readHolidays(tx, stored.region, yearsAround(now))
  const found = await holidaysMissing(kept, stored.region, now)
  await saveHolidays(tx, stored.region, found)
  return calendarFrom(stored, zone, inOrder([...kept, ...found]), language)
}

/** Whether the desk can be reached at this moment. */
export async function hoursNow(desk: Desk, timeZone: string): Promise<ShownHours> {
  const zone = knownZone(timeZone)
  const calendar = await deskCalendar(await desk.store(), zone, desk.now(), desk.language)
  return { now: reachability(calendar, offsetsOf(zone), desk.now().getTime()), timeZone: zone }
}

export function calendarFrom(
  stored: StoredCalendar,
  zone: string,
  holidays: readonly Holiday[],
  language: Language,
): Calendar {
  const read = readHours(stored.hours)
  const closed = new Map<string, string>([
    ...holidays.map(({ day, name }) => [day, name[language]] as const),
    ...stored.closingDays.map(({ day, name }) => [day, name ?? ''] as const),
  ])
  return { zone, week: 'week' in read ? read.week : [], closedOn: (day) => closed.get(day) }
}

/**
 * The holidays of these years, for whoever may be in a transaction: what is not kept yet is asked of the library and
 * handed to `keep`.
 */
export async function holidaysOfYears(
  db: Reader,
  region: string,
  { first, last }: { first: number; last: number },
  keep: (holidays: readonly Holiday[]) => Promise<void> = async () => undefined,
): Promise<Holiday[]> {
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const kept = await readHolidays(db, region, years)
  const missing = years.filter((year) => !kept.some(({ day }) => day.startsWith(`${year}-`)))
  if (missing.length === 0) return kept
  const { holidaysOf } = await import('./holidays')
  const found = missing.flatMap((year) => holidaysOf(region, year))
  await keep(found)
  return [...kept, ...found]
}

/** The holidays of the years around a moment. What is not kept yet is asked of the library, once, and then kept. */
export async function keptHolidays(store: Store, region: string, now: Date): Promise<Holiday[]> {
  const kept = await readHolidays(store.db, region, yearsAround(now))
  const found = await holidaysMissing(kept, region, now)
  if (found.length === 0) return kept
  try {
    await store.write((tx) => saveHolidays(tx, region, found))
  } catch {
    // A convenience: whoever only asks for the hours need not wait for a busy database. The next one tries again.
  }
  return inOrder([...kept, ...found])
}

function yearsAround(now: Date): number[] {
  const thisYear = now.getUTCFullYear()
  return Array.from({ length: yearsAhead + 2 }, (_, index) => thisYear - 1 + index)
}

/** What the library knows of the years that are not kept. */
async function holidaysMissing(kept: readonly Holiday[], region: string, now: Date): Promise<Holiday[]> {
  const missing = yearsAround(now).filter((year) => !kept.some(({ day }) => day.startsWith(`${year}-`)))
  if (missing.length === 0) return []
  const { holidaysOf } = await import('./holidays')
  return missing.flatMap((year) => holidaysOf(region, year))
}

function inOrder(holidays: readonly Holiday[]): Holiday[] {
  return holidays.toSorted((a, b) => (a.day < b.day ? -1 : 1))
}
