import type { Desk } from '../../desk'
import { carryOut, type Deed, tryOut } from '../../journal/deed'
import { once } from '../../journal/idempotency'
import { endGrants } from '../../people/end-grants'
import { demand, type TicketRules, visibilityOf } from '../../people/permission'
import { doerOf, type UserActor } from '../../people/session'
import { rulesOf } from '../../people/ticket-rules'
import { readSettings } from '../../settings/store'
import type { Reader } from '../../store/schema'
import { type ClockDeed, clockDeed } from '../by-the-clock'
import { whatChanged } from '../participant/let-in'
import { refuseOutsiders } from '../participant/merge-outsiders'
import { listParticipants, saveParticipant } from '../participant/participant-store'
import { insertSolution, markReopened } from '../solution-store'
import { numbersOf, ticketByNumber, updateTicket } from '../store'
import { nextVersion, type Ticket } from '../ticket'
import { clockEntry, entryFacts, ticketChanges } from '../ticket-entry'
import { merge, refuseMerge, refuseMerged, refuseOtherTenant, takeIn } from './merge'
import { copyWatchers, moveMerged } from './merged-store'

export interface MergeRequest {
  numbers: readonly number[]
  into: number
  idempotencyKey: string | undefined
  /** Whether it was said that people from outside the organisation may read what is new to them. */
  outsideIsMeant: boolean
  /** Only tried: every refusal, and nothing is changed. */
  dryRun: boolean
}

/**
 * Merges tickets into another one, all of them or none. Staff only. Participants, watchers and the merged tickets' requesters
 * go along. Throws `ticket-not-found`, `not-allowed`, `merge-outside` and what `refuseMerge` throws.
 */
export async function mergeTickets(desk: Desk, actor: UserActor, request: MergeRequest): Promise<void> {
  const { numbers, into, idempotencyKey: key, dryRun } = request
  await (dryRun ? tryOut : carryOut)(desk, doerOf(actor), async (deed) => {
    const rules = rulesOf(await readSettings(deed.tx))
    const survivor = await ticketFor(deed, actor, rules, into)
    const sources: Found[] = []
    for (const number of numbers) sources.push(await ticketFor(deed, actor, rules, number))
    for (const { ticket } of [survivor, ...sources]) demand(actor, 'tickets:edit', ticket.tenant, rules)
    const call = {
      ...{ key, actorId: actor.id, tenantId: survivor.ticket.tenant.id },
      ...{ command: 'ticket merge', request: [into, ...numbers] },
    }
    return once(deed, call, async () => {
      await judge(deed, sources, survivor)
      const tickets = sources.map(({ ticket }) => ticket)
      if (!request.outsideIsMeant) await refuseOutsiders(deed.tx, rules, survivor.ticket, tickets)
      await mergeAll(desk, deed, actor, sources, survivor)
      return null
    })
  })
}

/**
 * Throws why these tickets cannot be merged into any other one, whichever it is: `ticket-not-found`, `not-allowed`,
 * `already-merged`, `merge-across-tenants`. Gives them otherwise.
 */
export async function refuseUnmergeable(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  numbers: readonly number[],
): Promise<Ticket[]> {
  const tickets: Ticket[] = []
  for (const number of numbers) tickets.push(await ticketByNumber(db, number, visibilityOf(actor, rules)))
  for (const { tenant } of tickets) demand(actor, 'tickets:edit', tenant, rules)
  const known = await numbersOf(
    db,
    tickets.flatMap(({ mergedInto }) => mergedInto ?? []),
  )
  for (const ticket of tickets) refuseMerged(ticket, (id) => known.get(id) ?? null)
  for (const [first, other] of tickets.slice(1).map((ticket) => [tickets[0], ticket] as const)) {
    if (first !== undefined) refuseOtherTenant(other, first)
  }
  return tickets
}

/** A ticket as it is now, and what the clock did to it that nobody has written down yet. */
interface Found {
  ticket: Ticket
  byClock: ClockDeed | undefined
}

async function ticketFor({ tx, now }: Deed, actor: UserActor, rules: TicketRules, number: number): Promise<Found> {
  const found = await ticketByNumber(tx, number, visibilityOf(actor, rules))
  const byClock = clockDeed(found, now)
  return { ticket: byClock?.after ?? found, byClock }
}

async function judge({ tx }: Deed, sources: readonly Found[], { ticket: survivor }: Found): Promise<void> {
  const numbers = await numbersOf(
    tx,
    [survivor, ...sources.map(({ ticket }) => ticket)].flatMap(({ mergedInto }) => mergedInto ?? []),
  )
  for (const { ticket } of sources) refuseMerge(ticket, survivor, (id) => numbers.get(id) ?? null)
}

async function mergeAll(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  sources: readonly Found[],
  survivor: Found,
): Promise<void> {
  const before = await listParticipants(deed.tx, survivor.ticket.id)
  for (const { byClock } of [...sources, survivor]) if (byClock !== undefined) deed.record(clockEntry(byClock))
  for (const { ticket: source } of sources) {
    await mergeOne(desk, deed, actor, source, survivor.ticket)
    await takeAlong(deed, actor, source, survivor.ticket)
    await copyWatchers(deed.tx, source.id, survivor.ticket.id)
  }
  const tickets = sources.map(({ ticket }) => ticket)
  await grow(deed, tickets, survivor.ticket, whatChanged(before, await listParticipants(deed.tx, survivor.ticket.id)))
}

async function mergeOne(desk: Desk, deed: Deed, actor: UserActor, source: Ticket, survivor: Ticket): Promise<void> {
  const { tx, now } = deed
  const merged = nextVersion(source, merge(source, survivor, now), now)
  await moveMerged(tx, source.id, survivor.id)
  await updateTicket(tx, merged)
  // What was solved before keeps the solution that it had, and what its requester thought of it.
  if (!('solvedAt' in source)) {
    const solution = { id: desk.newId(), ticketId: source.id, resolution: 'merged' as const, solvedBy: actor.id }
    await insertSolution(tx, { ...solution, solvedAt: now, closesAt: now })
  }
  await endGrants(deed, { ticketId: source.id }, 'ticket-solved')
  const payload = { version: merged.version, changes: ticketChanges(source, merged), into: survivor.number }
  deed.record({ type: 'ticket.merged', ...entryFacts(merged), payload })
}

/** The survivor as it is afterwards. Where it was solved, its history says first that it was reopened. */
async function grow(
  deed: Deed,
  sources: readonly Ticket[],
  survivor: Ticket,
  participants: ReturnType<typeof whatChanged>,
): Promise<void> {
  const { tx, now } = deed
  const { ticket, reopened } = takeIn(survivor, sources, now)
  const grown = nextVersion(survivor, ticket, now)
  await updateTicket(tx, grown)
  const { version } = grown
  const { status, resolution, ...others } = ticketChanges(survivor, grown)
  const stateChanges = { ...(status && { status }), ...(resolution && { resolution }) }
  if (reopened) {
    await markReopened(tx, survivor.id, now)
    deed.record({ type: 'ticket.reopened', ...entryFacts(grown), payload: { version, changes: stateChanges } })
  }
  const changes = { ...(reopened ? {} : stateChanges), ...others, ...participants.changes }
  const payload = { version, changes, from: sources.map(({ number }) => number) }
  deed.record({ type: 'ticket.merged', ...entryFacts(grown), payload })
}

/** Who takes part in the source takes part in the survivor, its requester first. */
async function takeAlong({ tx, now }: Deed, actor: UserActor, source: Ticket, survivor: Ticket): Promise<void> {
  const there = await listParticipants(tx, survivor.id)
  const coming = [{ person: source.requester, status: 'accepted' as const }, ...(await listParticipants(tx, source.id))]
  for (const { person, status } of coming) {
    const known = there.find((one) => one.person.id === person.id)
    if (person.id === survivor.requester.id || known?.status === 'accepted') continue
    await saveParticipant(tx, survivor.id, { userId: person.id, status, addedBy: actor.id, addedAt: now })
  }
}
