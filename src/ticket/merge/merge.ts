import { DeskError } from '../../kit/errors'
import { type Hold, type Moved, move, type Priority, priorities, type Ticket } from '../ticket'

/**
 * Several requests about one topic become one ticket: the merged one is closed and points to the survivor, which keeps its
 * own subject and shows the conversation of all of them. Only within a tenant, and never in a circle: what was merged is
 * nobody's survivor. What was closed before stays closed since then.
 */
export function merge(source: Ticket, survivor: Ticket, now: Date): Ticket {
  const merged = { resolution: 'merged' as const, held: null, mergedInto: survivor.id }
  if (source.status === 'closed') return { ...source, ...merged }
  const { status: _, ...rest } = source
  const solvedAt = 'solvedAt' in source ? source.solvedAt : now
  return { ...rest, ...merged, status: 'closed', solvedAt, closesAt: now, closedAt: now }
}

/**
 * What the survivor becomes by what goes on in it: nothing that was still to be done is done by a merge. It is open as soon as
 * one of them is, back from hold unless all that is open is on hold, and as urgent as the most urgent of them.
 */
export function takeIn(survivor: Ticket, sources: readonly Ticket[], now: Date): Moved {
  const unsolved = sources.filter(({ status }) => status === 'open' || status === 'waiting')
  const hasOpen = unsolved.some(({ status }) => status === 'open')
  const opened = hasOpen ? move(survivor, 'reopen', now) : { ticket: survivor, changed: false, reopened: false }
  const ticket: Ticket = {
    ...opened.ticket,
    emergency: [survivor, ...unsolved].some(({ emergency }) => emergency),
    priority: mostUrgent([survivor, ...unsolved]),
    held: hasOpen ? holdOf([survivor, ...unsolved]) : survivor.held,
    ...waitsSince(survivor, unsolved, now),
  }
  return { ...opened, ticket }
}

function mostUrgent(tickets: readonly Ticket[]): Priority {
  const ranks = tickets.map(({ priority }) => priorities.indexOf(priority))
  return priorities[Math.max(...ranks)] ?? 'normal'
}

/** The hold that ends first; none where something that is open is in the queue. */
function holdOf(tickets: readonly Ticket[]): Hold | null {
  if (tickets.some(({ status, held }) => status === 'open' && held === null)) return null
  const holds = tickets.flatMap(({ held }) => held ?? [])
  return holds.sort((one, other) => one.until.getTime() - other.until.getTime())[0] ?? null
}

/** Nobody is reminded, and nothing solved unanswered, sooner than the ticket that somebody said something in last. */
function waitsSince(
  survivor: Ticket,
  unsolved: readonly Ticket[],
  now: Date,
): Pick<Ticket, 'lastWordAt' | 'remindedAt'> {
  if (unsolved.some(({ status }) => status === 'open')) return { lastWordAt: now, remindedAt: null }
  const { lastWordAt, remindedAt } = survivor
  const latest = Math.max(lastWordAt.getTime(), ...unsolved.map((source) => source.lastWordAt.getTime()))
  return latest === lastWordAt.getTime()
    ? { lastWordAt, remindedAt }
    : { lastWordAt: new Date(latest), remindedAt: null }
}

/**
 * Throws why one ticket cannot be merged into another: `ticket-into-itself`, `merge-across-tenants`, `already-merged` (with
 * the number that `numberOf` finds), `survivor-closed`.
 */
export function refuseMerge(source: Ticket, survivor: Ticket, numberOf: (id: string) => number | null): void {
  const { number } = source
  if (source.id === survivor.id) throw new DeskError('ticket-into-itself', { number })
  refuseOtherTenant(source, survivor)
  for (const ticket of [survivor, source]) refuseMerged(ticket, numberOf)
  if (survivor.status === 'closed') throw new DeskError('survivor-closed', { number: survivor.number })
}

/** Throws `merge-across-tenants`. */
export function refuseOtherTenant(source: Ticket, survivor: Ticket): void {
  if (source.tenant.id === survivor.tenant.id) return
  const [tenant, other] = [source.tenant.name, survivor.tenant.name]
  throw new DeskError('merge-across-tenants', { number: source.number, tenant, into: survivor.number, other })
}

/** Throws `already-merged`. */
export function refuseMerged({ number, mergedInto }: Ticket, numberOf: (id: string) => number | null): void {
  if (mergedInto !== null) throw new DeskError('already-merged', { number, into: numberOf(mergedInto) })
}
