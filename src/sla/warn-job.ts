import { formatInstant } from '../kit/time/instant'
import { readSettings } from '../settings/store'
import { clocking, firstDue } from '../ticket/due-store'
import { patienceOf } from '../ticket/patience'
import type { Ticket } from '../ticket/ticket'
import { entryFacts } from '../ticket/ticket-entry'
import type { TimeJob } from '../ticket/time-jobs'
import { type TimeDeed, workThrough } from '../ticket/time-work'
import type { ClockEvent } from './clock'
import type { ClockRoom } from './clock-room'
import { noteTold, oldestToLookAt } from './clock-store'

/**
 * Writes down, once each, that somebody is to be warned of a service level and that it was missed, with the instant at which
 * that happened, however late cron is. It works out due times anew on the way: after a change of the calendar that is all
 * there is to do.
 */
export const warn: TimeJob = {
  work: async (run) => {
    const { db } = await run.desk.store()
    const since = await oldestToLookAt(db, run.desk.now())
    if (since === null) return 0
    let told = 0
    await workThrough(
      run,
      clocking,
      () => 0,
      async (time, ticket) => {
        const { after, events } = await lookAt(time, ticket, since)
        told += events
        return after
      },
      inOneTransaction,
    )
    return told
  },
  next: async (desk) => {
    const { db } = await desk.store()
    return firstDue(db, clocking, patienceOf(await readSettings(db)))
  },
}

/** Most have nothing to tell, and what all of them need is read once for so many: still a tenth of a second. */
const inOneTransaction = 200

/** One transaction's: many tickets need the calendar, and it must be the one of the transaction. */
const rooms = new WeakMap<TimeDeed, Promise<ClockRoom>>()

/** Nothing that was over before is judged anew. */
const everything = Number.POSITIVE_INFINITY

/** Loaded by whoever finds something to look at: most runs of cron find nothing. */
async function lookAt(time: TimeDeed, ticket: Ticket, since: Date): Promise<{ after: Ticket; events: number }> {
  const { clockRoom, keepHolidays } = await import('./clock-room')
  const { timesOfTicket, withTimes } = await import('./due-times')
  const { desk, deed } = time
  const { tx, now } = deed
  const known = rooms.get(time) ?? clockRoom(tx, { since, now, language: desk.language, keep: keepHolidays(tx) })
  rooms.set(time, known)
  const room = await known
  const times = await timesOfTicket(deed.tx, room, ticket, deed.now, everything)
  let events = 0
  for (const event of times.events) if (await tell(time, ticket, event)) events += 1
  return { after: withTimes(ticket, { ...times, events: [] }), events }
}

async function tell({ deed }: TimeDeed, ticket: Ticket, event: ClockEvent): Promise<boolean> {
  const { kind, metric, level, at, dueAt } = event
  if (!(await noteTold(deed.tx, ticket.id, event))) return false
  const due = dueAt === null ? null : formatInstant(new Date(dueAt))
  deed.record({
    type: kind === 'warning' ? 'sla.warning' : 'sla.breached',
    ...entryFacts(ticket),
    level,
    byTheClock: true,
    payload: {
      at: formatInstant(new Date(at)),
      metric,
      dueAt: due,
      startedAt: formatInstant(new Date(event.startedAt)),
    },
  })
  return true
}
