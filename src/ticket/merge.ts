import { DeskError } from '../kit/errors'
import type { Ticket } from './ticket'

/**
 * Several requests about one topic become one ticket: the merged one is closed and points to the survivor, which keeps its
 * own subject and shows the conversation of all of them. Only within a tenant, and never in a circle: what was merged is
 * nobody's survivor.
 */
export function merge(source: Ticket, survivor: Ticket, now: Date): Ticket {
  const { status: _, ...rest } = source
  const solvedAt = 'solvedAt' in source ? source.solvedAt : now
  return {
    ...rest,
    status: 'closed',
    solvedAt,
    closesAt: now,
    closedAt: now,
    resolution: 'merged',
    held: null,
    mergedInto: survivor.id,
  }
}

/**
 * Throws why one ticket cannot be merged into another: `ticket-into-itself`, `merge-across-tenants`, `already-merged` (with
 * the number that `numberOf` finds), `survivor-closed`.
 */
export function refuseMerge(source: Ticket, survivor: Ticket, numberOf: (id: string) => number | null): void {
  const { number } = source
  if (source.id === survivor.id) throw new DeskError('ticket-into-itself', { number })
  if (source.tenant.id !== survivor.tenant.id) {
    const [tenant, other] = [source.tenant.name, survivor.tenant.name]
    throw new DeskError('merge-across-tenants', { number, tenant, into: survivor.number, other })
  }
  for (const ticket of [survivor, source]) {
    if (ticket.mergedInto === null) continue
    throw new DeskError('already-merged', { number: ticket.number, into: numberOf(ticket.mergedInto) })
  }
  if (survivor.status === 'closed') throw new DeskError('survivor-closed', { number: survivor.number })
}
