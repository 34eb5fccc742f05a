import type { Desk } from '../desk'
import { readHours } from '../hours/calendar'
import { readStoredCalendar } from '../hours/calendar-store'
import { tell } from '../kit/output-format'
import { loadSlaWords } from '../words/catalogue'

/** Says so where the desk never opens: then nothing that counts business hours is ever due. */
export async function warnIfNeverOpen(desk: Desk): Promise<void> {
  const { db } = await desk.store()
  const read = readHours((await readStoredCalendar(db)).hours)
  if ('week' in read && read.week.some((spans) => spans.length > 0)) return
  tell(desk, (await loadSlaWords(desk.language)).neverOpen)
}
