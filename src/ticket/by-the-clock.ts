import type { EntryType } from '../journal/entry'
import { asOf, type Ticket } from './ticket'

/**
 * What the clock does to a ticket happens whether anybody is there or not: the window of a solved one ends, a hold ends.
 * It is written down once, by the job of cron or by whoever changes the ticket before that job comes; until then the
 * history tells it all the same. It is no version of the ticket: nobody can have looked at another one.
 */
export interface ClockDeed {
  type: Extract<EntryType, 'ticket.closed' | 'ticket.released'>
  at: Date
  before: Ticket
  after: Ticket
}

/** What the clock did to a ticket since it was saved, and nobody has written down yet. */
export function clockDeed(ticket: Ticket, now: Date): ClockDeed | undefined {
  const after = asOf(ticket, now)
  if (after === ticket) return undefined
  if (after.status === 'closed') return { type: 'ticket.closed', at: after.closedAt, before: ticket, after }
  return { type: 'ticket.released', at: ticket.held?.until ?? now, before: ticket, after }
}
