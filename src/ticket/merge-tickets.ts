import type { Desk } from '../desk'
import { carryOut, type Deed, tryOut } from '../journal/deed'
import { once } from '../journal/idempotency'
import { demand, type TicketRules, visibilityOf } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import { rulesOf } from '../people/ticket-rules'
import { readSettings } from '../settings/store'
import { entryFacts, ticketChanges } from './change-ticket'
import { whatChanged } from './let-in'
import { merge, refuseMerge } from './merge'
import { copyWatchers, moveMerged } from './merged-store'
import { listParticipants, saveParticipant } from './participant-store'
import { insertSolution } from './solution-store'
import { numbersOf, ticketByNumber, updateTicket } from './store'
import { asOf, nextVersion, type Ticket } from './ticket'

export interface MergeRequest {
  numbers: readonly number[]
  into: number
  idempotencyKey: string | undefined
  /** Only tried: every refusal, and nothing is changed. */
  dryRun: boolean
}

/**
 * Merges tickets into another one, all of them or none. Staff only. Participants, watchers and the merged tickets' requesters
 * go along. Throws `ticket-not-found`, `not-allowed` and what `refuseMerge` throws.
 */
export async function mergeTickets(desk: Desk, actor: UserActor, request: MergeRequest): Promise<void> {
  const { numbers, into, idempotencyKey: key, dryRun } = request
  await (dryRun ? tryOut : carryOut)(desk, doerOf(actor), async (deed) => {
    const rules = rulesOf(await readSettings(deed.tx))
    const survivor = await ticketFor(deed, actor, rules, into)
    const sources: Ticket[] = []
    for (const number of numbers) sources.push(await ticketFor(deed, actor, rules, number))
    for (const { tenant } of [survivor, ...sources]) demand(actor, 'tickets:edit', tenant, rules)
    const call = {
      ...{ key, actorId: actor.id, tenantId: survivor.tenant.id },
      ...{ command: 'ticket merge', request: [into, ...numbers] },
    }
    return once(deed, call, async () => {
      await judge(deed, sources, survivor)
      await mergeAll(desk, deed, actor, sources, survivor)
      return null
    })
  })
}

/** The tickets as they are, for the question before it. */
async function ticketFor({ tx, now }: Deed, actor: UserActor, rules: TicketRules, number: number): Promise<Ticket> {
  return asOf(await ticketByNumber(tx, number, visibilityOf(actor, rules)), now)
}

async function judge({ tx }: Deed, sources: readonly Ticket[], survivor: Ticket): Promise<void> {
  const numbers = await numbersOf(
    tx,
    [survivor, ...sources].flatMap(({ mergedInto }) => mergedInto ?? []),
  )
  for (const source of sources) refuseMerge(source, survivor, (id) => numbers.get(id) ?? null)
}

async function mergeAll(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  sources: readonly Ticket[],
  survivor: Ticket,
): Promise<void> {
  const { tx, now } = deed
  const before = await listParticipants(tx, survivor.id)
  for (const source of sources) {
    const merged = nextVersion(source, merge(source, survivor, now), now)
    await moveMerged(tx, source.id, survivor.id)
    await updateTicket(tx, merged)
    const solution = { id: desk.newId(), ticketId: source.id, resolution: 'merged' as const, solvedBy: actor.id }
    await insertSolution(tx, { ...solution, solvedAt: now, closesAt: now })
    await takeAlong(deed, actor, source, survivor)
    await copyWatchers(tx, source.id, survivor.id)
    const changes = ticketChanges(source, merged)
    const payload = { version: merged.version, changes, into: survivor.number }
    deed.record({ type: 'ticket.merged', ...entryFacts(merged), payload })
  }
  const grown = nextVersion(survivor, survivor, now)
  await updateTicket(tx, grown)
  const payload = { version: grown.version, changes: {}, from: sources.map(({ number }) => number) }
  const participants = whatChanged(before, await listParticipants(tx, survivor.id))
  deed.record({ type: 'ticket.merged', ...entryFacts(grown), payload: { ...payload, ...participants } })
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
