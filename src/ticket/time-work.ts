import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import type { Settings } from '../settings/setting'
import { readSettings } from '../settings/store'
import type { Tx } from '../store/schema'
import { clockDeed } from './by-the-clock'
import { type Due, listDue } from './due-store'
import { type Patience, patienceOf } from './patience'
import { ticketsByIds, updateDifferences } from './store'
import type { Ticket } from './ticket'
import { clockEntry } from './ticket-entry'

/** One run of a job of cron, as its work sees it. */
export interface JobRun {
  readonly desk: Desk
  /** Asked in each transaction: whether the job is still this run's. False: somebody else has taken it over. */
  keep(tx: Tx, now: Date): Promise<boolean>
}

/** A transaction of such a run. */
export interface TimeDeed {
  readonly desk: Desk
  readonly deed: Deed
  readonly settings: Settings
  readonly patience: Patience
}

/** What a job does to one ticket that is due: the ticket as it is to be saved, or undefined where it is not due after all. */
export type TimeWork = (time: TimeDeed, ticket: Ticket) => Promise<Ticket | undefined>

/** So many tickets share a transaction where nothing else is said: a crash loses no more, and nobody else waits long. */
const fewInOneDeed = 25
/** So many are looked up at once. */
const inOnePage = 1000

/**
 * Does a job's work to every ticket that is due, each once: what is due is decided again inside the transaction, so that
 * two runs at once, or one that was killed, do nothing twice. Gives how many there were.
 */
export async function workThrough(
  run: JobRun,
  due: Due,
  late: (patience: Patience) => number | null,
  work: TimeWork,
  inOneDeed: number = fewInOneDeed,
): Promise<number> {
  const { db } = await run.desk.store()
  let done = 0
  // What was not due after all stays where it is, and is stepped over.
  let passed = 0
  for (;;) {
    const patience = patienceOf(await readSettings(db))
    const after = late(patience)
    if (after === null) return done
    const upTo = new Date(run.desk.now().getTime() - after)
    const ids = await listDue(db, due, patience, upTo, { limit: inOnePage, offset: passed })
    for (let start = 0; start < ids.length; start += inOneDeed) {
      const portion = ids.slice(start, start + inOneDeed)
      const count = await workPortion(run, portion, work)
      if (count === undefined) return done
      done += count
      passed += portion.length - count
    }
    if (ids.length < inOnePage) return done
  }
}

async function workPortion(run: JobRun, ids: readonly string[], work: TimeWork): Promise<number | undefined> {
  const { desk } = run
  return carryOut(desk, { userId: null, channel: 'cron' }, async (deed) => {
    if (!(await run.keep(deed.tx, deed.now))) return undefined
    const settings = await readSettings(deed.tx)
    const time = { desk, deed, settings, patience: patienceOf(settings) }
    // Whatever is done to one of them, the others stay as they are.
    const tickets = await ticketsByIds(deed.tx, ids, { all: true })
    let count = 0
    for (const id of ids) if (await workOn(time, tickets.get(id), work)) count += 1
    return count
  })
}

async function workOn(time: TimeDeed, found: Ticket | undefined, work: TimeWork): Promise<boolean> {
  const after = found === undefined ? undefined : await work(time, found)
  if (found === undefined || after === undefined) return false
  await updateDifferences(time.deed.tx, found, after)
  return true
}

/** Writes down what the clock did to a ticket, where nobody has yet. It is no new version: nobody saw another one. */
export const writeClock: TimeWork = async ({ deed }, ticket) => {
  const done = clockDeed(ticket, deed.now)
  if (done === undefined) return undefined
  deed.record(clockEntry(done))
  return done.after
}
