import type { Reader, Tx } from '../store/schema'
import type { Holiday } from './holidays'

const deskCalendar = 'desk'

/** The calendar as it was set: hours as typed, the region whose holidays are kept, the desk's own closing days. */
export interface StoredCalendar {
  hours: string
  region: string | null
  closingDays: readonly ClosingDay[]
}

/** A day on which the desk is closed: `2026-12-24`, and why, if that was said. */
export interface ClosingDay {
  day: string
  name: string | null
}

export async function readStoredCalendar(db: Reader): Promise<StoredCalendar> {
  const { hours, region } = await db
    .selectFrom('calendars')
    .select(['hours', 'region'])
    .where('id', '=', deskCalendar)
    .executeTakeFirstOrThrow()
  const closingDays = await db
    .selectFrom('closing_days')
    .select(['day', 'name'])
    .where('calendar_id', '=', deskCalendar)
    .orderBy('day')
    .execute()
  return { hours, region, closingDays }
}

export async function saveCalendar(tx: Tx, calendar: Pick<StoredCalendar, 'hours' | 'region'>): Promise<void> {
  const { hours, region } = calendar
  await tx.updateTable('calendars').set({ hours, region }).where('id', '=', deskCalendar).execute()
}

/** Adds a closing day, or gives one that there is another name. */
export async function saveClosingDay(tx: Tx, { day, name }: ClosingDay): Promise<void> {
  await tx
    .insertInto('closing_days')
    .values({ calendar_id: deskCalendar, day, name })
    .onConflict((conflict) => conflict.columns(['calendar_id', 'day']).doUpdateSet({ name }))
    .execute()
}

export async function deleteClosingDay(tx: Tx, day: string): Promise<void> {
  await tx.deleteFrom('closing_days').where('calendar_id', '=', deskCalendar).where('day', '=', day).execute()
}

/** The holidays of a region that are kept, of these years, in order. */
export async function readHolidays(db: Reader, region: string, years: readonly number[]): Promise<Holiday[]> {
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const rows = await db
    .selectFrom('holidays')
    .selectAll()
    .where('region', '=', region)
    .where('day', '>=', `${first}-01-01`)
    .where('day', '<=', `${last}-12-31`)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ day: row.day, name: { de: row.name_de, en: row.name_en } }))
}

/** Keeps the holidays of a region; those of the same days are replaced. */
export async function saveHolidays(tx: Tx, region: string, holidays: readonly Holiday[]): Promise<void> {
  if (holidays.length === 0) return
  const rows = holidays.map(({ day, name }) => ({ region, day, name_de: name.de, name_en: name.en }))
  await tx
    .insertInto('holidays')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['region', 'day']).doUpdateSet((kept) => ({
        name_de: kept.ref('excluded.name_de'),
        name_en: kept.ref('excluded.name_en'),
      })),
    )
    .execute()
}
