import type { Deed } from '../journal/deed'
import { deleteParticipation, listParticipations } from './participation-store'

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
