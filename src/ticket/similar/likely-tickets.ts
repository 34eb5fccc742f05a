import { type TicketRules, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Reader } from '../../store/schema'
import { listTickets } from '../list-store'
import type { Ticket } from '../ticket'
import { similarUnsolved } from './find-similar'

/** So many are offered. */
const mostOffered = 8

/**
 * The tickets with which this one may have to do: the unsolved ones of its tenant that are like it, then others of its
 * requester, as far as the actor may see them.
 */
export async function likelyTickets(
  db: Reader,
  { actor, rules }: { actor: UserActor; rules: TicketRules },
  ticket: Ticket,
  now: Date,
): Promise<{ number: number; subject: string }[]> {
  const similar = await similarUnsolved(db, { actor, rules }, ticket.tenant.id, ticket)
  const { tickets } = await listTickets(
    db,
    visibilityOf(actor, rules),
    { statuses: ['open', 'waiting'], tenantId: ticket.tenant.id, requesterIds: [ticket.requester.id] },
    { now, sorting: { by: 'number', descending: true }, limit: mostOffered + 1 },
  )
  const likely = new Map<number, string>()
  for (const { number, subject } of [...similar.map((one) => one.ticket), ...tickets]) likely.set(number, subject)
  likely.delete(ticket.number)
  return [...likely].slice(0, mostOffered).map(([number, subject]) => ({ number, subject }))
}
