import type { Desk } from '../desk'
import { lastTicketEntriesOf } from '../journal/store'
import { DeskError } from '../kit/errors'
import type { Json, JsonObject } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { TicketRules } from '../people/permission'
import { visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Person } from '../people/user'
import { peopleById } from '../people/user-store'
import type { Reader } from '../store/schema'
import { changeTicket, type TicketChange, type TicketChanged } from './change-ticket'
import { ticketHistory } from './history'
import { deleteParticipant, saveParticipant } from './participant-store'
import { deleteLatestSolution, markReopened, unmarkReopened } from './solution-store'
import { backTo, type Standing } from './standing'
import { findMessage, ticketsByIds } from './store'
import type { MessageKind, Ticket } from './ticket'
import { type DoneDeed, type DoneEntry, deedsIn, whyNot } from './undo'
import { entryReader } from './untold'

/** What would be taken back. */
export interface LastDeed {
  deed: DoneDeed
  ticket: Ticket
  /** The message that it wrote. */
  message: { kind: MessageKind; body: string; files: boolean } | null
}

/**
 * What the actor did last, on each of the tickets that one command changed. Throws `nothing-to-undo` where it cannot be
 * taken back at all.
 */
export async function lastDeeds(db: Reader, actor: UserActor, rules: TicketRules, now: Date): Promise<LastDeed[]> {
  const deeds = deedsIn(await lastTicketEntriesOf(db, actor.id))
  const last = deeds.at(-1)
  if (last === undefined) throw new DeskError('nothing-to-undo', { reason: 'none', number: null, type: null })
  const together = last.together === null ? [last] : deeds.filter((deed) => deed.together === last.together)
  const tickets = await ticketsByIds(
    db,
    together.map(({ ticketId }) => ticketId),
    visibilityOf(actor, rules),
  )
  const found: LastDeed[] = []
  for (const deed of together) {
    const ticket = tickets.get(deed.ticketId)
    if (ticket !== undefined) found.push({ deed, ticket, message: await messageOf(db, deed) })
  }
  const [first] = found
  if (first === undefined) throw new DeskError('nothing-to-undo', { reason: 'none', number: null, type: null })
  const reason = whyNot(first.deed, { version: first.deed.version }, now)
  if (reason === undefined || reason === 'touched') return found
  const type = first.deed.entries.at(-1)?.type ?? null
  throw new DeskError('nothing-to-undo', { reason, number: first.ticket.number, type })
}

async function messageOf(db: Reader, { entries }: DoneDeed): Promise<LastDeed['message']> {
  for (const { payload } of entries) {
    if (typeof payload.message !== 'string') continue
    const found = await findMessage(db, payload.message)
    return found === undefined ? null : { ...found, files: 'attachments' in payload }
  }
  return null
}

/**
 * Takes one of these deeds back: the ticket stands as before, what was written is gone from the conversation. Throws
 * `changed-since` where somebody touched the ticket, and `nothing-to-undo`.
 */
export async function undoDeed(desk: Desk, actor: UserActor, { deed, ticket }: LastDeed): Promise<TicketChanged> {
  const { number } = ticket
  return changeTicket(desk, actor, 'ticket undo', { number }, { version: deed.version }, async (change) => {
    const reason = whyNot(deed, change.ticket, change.deed.now)
    if (reason === 'touched') throw await changedSince(change, deed)
    if (reason !== undefined) {
      throw new DeskError('nothing-to-undo', { reason, number, type: deed.entries.at(-1)?.type ?? null })
    }
    const people = await peopleById(change.deed.tx, assigneesIn(deed))
    for (const entry of [...deed.entries].reverse()) await takeBack(change, entry, people)
    const undone: Json = deed.entries.map(({ type }) => type)
    change.happened('ticket.undone', { undone })
  })
}

async function takeBack(
  change: TicketChange,
  { type, payload }: DoneEntry,
  people: ReadonlyMap<string, Person>,
): Promise<void> {
  const { tx, now } = change.deed
  const { id } = change.ticket
  const stood = objectIn(payload.stood)
  if (typeof payload.message === 'string') await change.takeBackMessage(payload.message)
  // Thanks made no new solution: they let the last one hold.
  if (typeof payload.reopenedAt === 'string') await markReopened(tx, id, new Date(payload.reopenedAt))
  else if (type === 'ticket.solved') await deleteLatestSolution(tx, id)
  if (type === 'ticket.reopened' && stood.status === 'solved') await unmarkReopened(tx, id)
  for (const { id: userId, was } of lettingsIn(payload)) {
    if (was === 'pending') {
      await saveParticipant(tx, id, { userId, status: 'pending', addedBy: change.actor.id, addedAt: now })
    } else await deleteParticipant(tx, id, userId)
  }
  change.ticket = backTo(change.ticket, stood, (userId) => people.get(userId) ?? null)
}

async function changedSince({ deed, actor, ticket, rules }: TicketChange, { version }: DoneDeed): Promise<DeskError> {
  const history = await ticketHistory(deed.tx, ticket.id, entryReader(actor, rules, ticket))
  const newer = history.filter((item) => (item.version ?? 0) > version)
  const changes = newer.map(({ at, actor: who, type }) => ({ at: formatInstant(at), actor: who?.email ?? null, type }))
  return new DeskError('changed-since', { number: ticket.number, changes })
}

function assigneesIn({ entries }: DoneDeed): string[] {
  return entries.flatMap(({ payload }) => {
    const { assignee } = objectIn(payload.stood)
    return typeof assignee === 'string' ? [assignee] : []
  })
}

function lettingsIn({ letIn }: JsonObject): { id: string; was: string | null }[] {
  if (!Array.isArray(letIn)) return []
  return letIn.flatMap((one) => {
    const { id, was } = objectIn(one)
    return typeof id === 'string' ? [{ id, was: typeof was === 'string' ? was : null }] : []
  })
}

function objectIn(value: Json | undefined): Standing {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
