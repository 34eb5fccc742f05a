import type { Deed } from '../journal/deed'
import { freeTicket, type HeldTicket, listHeldTickets } from './held-ticket-store'
import { deleteParticipation, listParticipations } from './participation-store'
import { isOfSecondLevel, isOfStaff } from './permission'
import type { User } from './user'

/**
 * Whoever belongs to a tenant no more takes part in none of its tickets: they were let in as one of its people. Whom staff
 * let in from outside, knowing it, was never one of them. The history of each ticket tells it.
 */
export async function leaveTickets(
  deed: Deed,
  { id, email }: { id: string; email: string },
  tenantId: string,
): Promise<void> {
  for (const { ticketId, accepted } of await listParticipations(deed.tx, id, tenantId)) {
    await deleteParticipation(deed.tx, id, ticketId)
    // Who only waited to be let in is told to nobody who did not know it.
    const changes = accepted ? { participants: { from: [email], to: [] } } : {}
    const removed = [{ id, was: accepted ? 'accepted' : 'pending' }]
    deed.record({ type: 'ticket.edited', tenantId, ticketId, payload: { changes, removed } })
  }
}

/**
 * What somebody has and can have no longer goes back to its queue, or nobody would ever take it up: `now` is how they stand
 * after whatever happened to them, `before` as what they had it.
 */
export async function giveBackTickets(deed: Deed, before: User, now: User): Promise<void> {
  for (const ticket of await listHeldTickets(deed.tx, now.id)) {
    if (canHave(now, ticket)) continue
    await freeTicket(deed.tx, ticket, deed.now)
    const changes = { assignee: { from: before.email, to: null } }
    // What one of its tenant's own people had is in the desk's hands again, and its clocks go on.
    const hands = isOfStaff(before.memberships) ? {} : { ofTenant: false }
    const { tenantId, id: ticketId, categoryId, level } = ticket
    const payload = { version: ticket.version + 1, changes, left: true, ...hands }
    deed.record({ type: 'ticket.assigned', tenantId, ticketId, categoryId, level, payload })
  }
}

/** The desk's staff, at level 2 second level alone; at level 1 the people of its tenant, too (DOMAIN 4). */
function canHave(user: User, { tenantId, level }: HeldTicket): boolean {
  if (user.status === 'disabled') return false
  if (level === 2) return isOfSecondLevel(user.memberships)
  return isOfStaff(user.memberships) || user.memberships.some((membership) => membership.tenantId === tenantId)
}
