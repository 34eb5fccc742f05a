import type { Settings } from '../settings/setting'
import type { Ticket } from './ticket'

/**
 * How long the desk waits for an answer. A ticket that waits is reminded of once, and solved as unanswered later. Both are
 * counted from the last human word (or the end of a hold), in days of 24 hours; any word begins anew. Nobody is solved
 * away without having been reminded: where cron came late with the reminder, the solving waits as long after it as the
 * settings put between the two. What is on hold is left in peace.
 */
export interface Patience {
  /** In milliseconds; null: never. */
  remindAfter: number | null
  solveAfter: number | null
}

const day = 24 * 60 * 60 * 1000

/** What the settings say; a reminder that would come when the ticket is solved already is none. */
export function patienceOf(settings: Settings): Patience {
  const [remindAfter, solveAfter] = [
    inMilliseconds(settings['tickets.remind-after']),
    inMilliseconds(settings['tickets.solve-unanswered-after']),
  ]
  const tooLate = remindAfter !== null && solveAfter !== null && remindAfter >= solveAfter
  return { remindAfter: tooLate ? null : remindAfter, solveAfter }
}

function inMilliseconds(days: number | 'off'): number | null {
  return days === 'off' ? null : days * day
}

type Waiting = Pick<Ticket, 'status' | 'held' | 'lastWordAt' | 'remindedAt'>

/** When the requester is to be reminded; null: never, or not any more. */
export function reminderDueAt(ticket: Waiting, { remindAfter }: Patience): Date | null {
  if (!isLeftWaiting(ticket) || remindAfter === null || ticket.remindedAt !== null) return null
  return new Date(ticket.lastWordAt.getTime() + remindAfter)
}

/** When the ticket is to be solved for lack of an answer; null: never, or not before somebody was reminded. */
export function solvingDueAt(ticket: Waiting, { remindAfter, solveAfter }: Patience): Date | null {
  if (!isLeftWaiting(ticket) || solveAfter === null) return null
  const unanswered = ticket.lastWordAt.getTime() + solveAfter
  if (remindAfter === null) return new Date(unanswered)
  if (ticket.remindedAt === null) return null
  return new Date(Math.max(unanswered, ticket.remindedAt.getTime() + solveAfter - remindAfter))
}

function isLeftWaiting({ status, held }: Waiting): boolean {
  return status === 'waiting' && held === null
}
