import type { Deed } from '../journal/deed'
import { clearReference, type Reference, ticketsWith } from './reference-store'

/** Takes what there is to be no more from all tickets that have it, as a step of its removal; the history of each tells it. */
export async function takeFromTickets(
  deed: Deed,
  reference: Reference,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const tickets = await ticketsWith(deed.tx, reference, id)
  await clearReference(deed.tx, reference, id, deed.now)
  const changes = { [reference]: { from: name, to: null } }
  for (const { version, ...facts } of tickets) {
    deed.record({ type: 'ticket.edited', ...facts, payload: { version: version + 1, changes } })
  }
}
