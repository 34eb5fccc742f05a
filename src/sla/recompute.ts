import type { Desk } from '../desk'
import { tell } from '../kit/output-format'
import { withSpinner } from '../kit/progress'
import { readSettings } from '../settings/store'
import type { Tx } from '../store/schema'
import { clocking, listDue } from '../ticket/due-store'
import { patienceOf } from '../ticket/patience'
import { loadSlaWords } from '../words/catalogue'
import { countToLookAt, lookAgain } from './clock-store'
import { warnIfNeverOpen } from './never-open'
import { hasServiceLevels } from './service-level-store'

/** So many tickets a command works out by itself; cron does the rest, so that nobody waits for minutes. */
const mostAtOnce = 2000
const inOneTransaction = 100
/** More than any desk has that are not solved. */
const everyTicket = 10_000_000

/** In the deed that changes the calendar: what is not solved wants to be looked at again. */
export async function calendarChanged(tx: Tx, now: Date): Promise<void> {
  if (await hasServiceLevels(tx)) await lookAgain(tx, now)
}

/**
 * After that deed: works out due times anew, and says how many are left to cron. Nothing where nothing
 * waits. What is late by now, cron writes down.
 */
export async function dueTimesAnew(desk: Desk, most: number = mostAtOnce): Promise<void> {
  const { db } = await desk.store()
  const now = desk.now()
  if (!(await hasServiceLevels(db))) return
  await warnIfNeverOpen(desk)
  const all = await countToLookAt(db, now)
  if (all === 0) return
  const words = await loadSlaWords(desk.language)
  const ids = await listDue(db, clocking, patienceOf(await readSettings(db)), now, { limit: most, offset: 0 })
  await withSpinner(desk, words.recomputing(0, ids.length), (update) =>
    workOut(desk, ids, now, (done) => update(words.recomputing(done, ids.length))),
  )
  tell(desk, words.recomputed(ids.length, all - ids.length))
}

/** Works out all due times anew, however many there are. */
export async function rebuildDueTimes(desk: Desk): Promise<void> {
  const store = await desk.store()
  await store.write((tx) => calendarChanged(tx, desk.now()))
  await dueTimesAnew(desk, everyTicket)
}

async function workOut(desk: Desk, ids: readonly string[], now: Date, progress: (done: number) => void): Promise<void> {
  const { saveDueTimes } = await import('./due-times')
  const store = await desk.store()
  for (let start = 0; start < ids.length; start += inOneTransaction) {
    // What was over before was judged before.
    const portion = new Map(ids.slice(start, start + inOneTransaction).map((id) => [id, Number.POSITIVE_INFINITY]))
    await store.write((tx) => saveDueTimes({ tx, now, language: desk.language }, portion))
    progress(Math.min(start + inOneTransaction, ids.length))
  }
}
