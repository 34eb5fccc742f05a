import { type ClosingDay, readStoredCalendar } from '../hours/calendar-store'
import { keptHolidays } from '../hours/desk-calendar'
import type { Language } from '../kit/language'
import type { Store } from '../store/open'
import type { ShownCalendar } from './calendar-view'

const year = 366 * 24 * 60 * 60 * 1000

/** The calendar with the holidays of the next twelve months, by their names in that language. */
export async function shownCalendar(
  store: Store,
  timeZone: string,
  now: Date,
  language: Language,
): Promise<ShownCalendar> {
  const { hours, region, closingDays } = await readStoredCalendar(store.db)
  const [from, to] = [now, new Date(now.getTime() + year)].map((moment) => moment.toISOString().slice(0, 10))
  const kept = region === null ? [] : await keptHolidays(store, region, now)
  const holidays = kept
    .filter(({ day }) => day >= (from ?? '') && day <= (to ?? ''))
    .map(({ day, name }): ClosingDay => ({ day, name: name[language] }))
  return { timeZone, hours, region, closingDays, holidays }
}
