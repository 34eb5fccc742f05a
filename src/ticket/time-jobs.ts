import type { Desk } from '../desk'
import { endOfLocalDay } from '../hours/local-day'
import { knownZone } from '../kit/time/time-zone'
import { endGrants } from '../people/end-grants'
import { readSettings } from '../settings/store'
import { closing, type Due, firstDue, releasing, reminding, solving } from './due-store'
import type { Patience } from './patience'
import { patienceOf, reminderDueAt, solvingDueAt } from './patience'
import { insertSolution } from './solution-store'
import { nextVersion, solve } from './ticket'
import { entryFacts, ticketChanges } from './ticket-entry'
import { type JobRun, type TimeWork, workThrough, writeClock } from './time-work'

/** What cron does to tickets. */
export interface TimeJob {
  work(run: JobRun): Promise<number>
  /** When there will be something to do; null: nothing is in sight. */
  next(desk: Desk): Promise<Date | null>
}

function timeJob(due: Due, late: (patience: Patience) => number | null, work: TimeWork): TimeJob {
  return {
    work: (run) => workThrough(run, due, late, work),
    next: async (desk) => {
      const { db } = await desk.store()
      const patience = patienceOf(await readSettings(db))
      const after = late(patience)
      const first = after === null ? null : await firstDue(db, due, patience)
      return first === null ? null : new Date(first.getTime() + (after ?? 0))
    },
  }
}

const atOnce = (): number => 0

const remind: TimeWork = async ({ deed, patience }, ticket) => {
  const dueAt = reminderDueAt(ticket, patience)
  if (dueAt === null || deed.now < dueAt) return undefined
  deed.record({ type: 'ticket.reminded', ...entryFacts(ticket), payload: { version: ticket.version, changes: {} } })
  return { ...ticket, remindedAt: deed.now }
}

const solveUnanswered: TimeWork = async ({ desk, deed, settings, patience }, ticket) => {
  const dueAt = solvingDueAt(ticket, patience)
  if (dueAt === null || deed.now < dueAt) return undefined
  const { now, tx } = deed
  // The window begins now, however late cron is: whoever is told today has all of it.
  const closesAt = endOfLocalDay(now, settings['tickets.reopen-window'], knownZone(settings['desk.time-zone']))
  const { lastWordAt, remindedAt } = ticket
  const solved = { ...solve(ticket, now, closesAt, 'unanswered').ticket, lastWordAt, remindedAt }
  const after = nextVersion(ticket, solved, now)
  const solution = {
    id: desk.newId(),
    ticketId: ticket.id,
    resolution: 'unanswered' as const,
    solvedAt: now,
    closesAt,
    solvedBy: null,
  }
  await insertSolution(tx, solution)
  await endGrants(deed, { ticketId: ticket.id }, 'ticket-solved')
  const payload = { version: after.version, changes: ticketChanges(ticket, after), closesAt: closesAt.toISOString() }
  deed.record({ type: 'ticket.solved', ...entryFacts(after), payload })
  return after
}

/** The closing happened at the end of the window, whenever cron comes to write it down. */
export const close = timeJob(closing, atOnce, writeClock)
export const release = timeJob(releasing, atOnce, writeClock)
export const remindRequesters = timeJob(reminding, ({ remindAfter }) => remindAfter, remind)
export const solveUnansweredTickets = timeJob(solving, ({ solveAfter }) => solveAfter, solveUnanswered)
