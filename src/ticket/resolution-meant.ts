import { DeskError } from '../kit/errors'
import type { Tx } from '../store/schema'
import type { TicketChange } from './change-ticket'
import { latestSolution } from './solution-store'
import { isAnswered } from './store'
import type { Resolution, Ticket } from './ticket'
import { topicById } from './topic/topic-store'

/** What somebody may say of how a ticket was solved; the rest is for the desk to say. */
export const sayable = ['answered', 'fixed', 'out-of-scope', 'withdrawn'] as const
export type Sayable = (typeof sayable)[number]

/**
 * How the ticket was solved: as somebody said, else as fits. A requester who was never answered has withdrawn the request;
 * what the desk's topics call out of scope is. Throws `not-allowed` for a customer who calls it out of scope.
 */
export async function resolutionMeant(
  { ticket, deed }: TicketChange,
  side: 'customer' | 'staff',
  said: Sayable | undefined,
): Promise<Resolution> {
  if (said === 'out-of-scope' && side === 'customer') {
    throw new DeskError('not-allowed', { permission: 'tickets:edit', tenant: ticket.tenant.name })
  }
  if (said !== undefined) return said
  if (side === 'customer') return (await wasAnswered(deed.tx, ticket)) ? 'answered' : 'withdrawn'
  const topic = ticket.topic === null ? undefined : await topicById(deed.tx, ticket.topic)
  return topic?.answeredBy === 'out-of-scope' ? 'out-of-scope' : 'answered'
}

/** Also by a solution, which did not hold at first. */
async function wasAnswered(tx: Tx, ticket: Ticket): Promise<boolean> {
  return (await latestSolution(tx, ticket.id)) !== undefined || isAnswered(tx, ticket)
}
