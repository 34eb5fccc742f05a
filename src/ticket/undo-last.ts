import type { Desk } from '../desk'
import { lastTicketEntriesOf } from '../journal/store'
import { DeskError } from '../kit/errors'
import type { Json, JsonObject } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { TicketRules } from '../people/permission'
import { demand, visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import type { TeamName } from '../people/team'
import { teamNames } from '../people/team-store'
import type { Person } from '../people/user'
import { idsOf, peopleById } from '../people/user-store'
import type { Reader } from '../store/schema'
import { cancelLetters, listCausedLetters } from './caused-letter-store'
import {
  changeTicket,
  demandStaff,
  demandWorker,
  sideOf,
  speakerOf,
  type TicketChange,
  type TicketChanged,
} from './change-ticket'
import { ticketHistory } from './history'
import { demandFirstLevel } from './level/escalate-ticket'
import { demandSecondLevel } from './level/return-ticket'
import { whatChanged } from './participant/let-in'
import { deleteParticipant, listParticipants, saveParticipant, takesPartSince } from './participant/participant-store'
import { deleteWatcher } from './participant/watch-store'
import { deleteLatestSolution, markReopened, unmarkReopened } from './solution-store'
import { backTo, type Remaining, type Standing } from './standing'
import { findMessage, ticketsByIds } from './store'
import type { MessageKind, Ticket } from './ticket'
import { ticketChanges } from './ticket-entry'
import { type DoneDeed, type DoneEntry, deedsIn, sentLetter, waitingLetters, whyNot } from './undo'
import { entryReader } from './untold'
import { canHaveStill } from './whose-ticket'

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
  const deeds = deedsIn(await lastTicketEntriesOf(db, await idsOf(db, actor.id))).filter(isOnTicket)
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

/** What somebody gave back because they were shut out was done to them, and not to the ticket. */
function isOnTicket({ entries }: DoneDeed): boolean {
  return !entries.some(({ payload }) => payload.left === true)
}

async function messageOf(db: Reader, { entries }: DoneDeed): Promise<LastDeed['message']> {
  for (const { payload } of entries) {
    if (typeof payload.message !== 'string') continue
    const found = await findMessage(db, payload.message)
    return found === undefined ? null : { ...found, files: 'attachments' in payload }
  }
  return null
}

/** What came of it: who had the ticket before and cannot have it back, because they are of the staff no more. */
export type TakenBack = TicketChanged & { readonly gone: Person | null }

/**
 * Takes one of these deeds back: the ticket stands as before, what was written is gone from the conversation. It is nobody's
 * where it was somebody's who is of the staff no more. With `dryRun` it is only tried. Throws `changed-since` where somebody
 * touched the ticket, `nothing-to-undo`, `already-sent`, and `not-allowed` for who may not do such a thing any more.
 */
export async function undoDeed(
  desk: Desk,
  actor: UserActor,
  { deed, ticket }: LastDeed,
  dryRun: boolean,
): Promise<TakenBack> {
  const { number } = ticket
  const request = { number, dryRun }
  let gone: Person | null = null
  const changed = await changeTicket(desk, actor, 'ticket undo', request, { version: deed.version }, async (change) => {
    demandStill(change, deed)
    const reason = whyNot(deed, change.ticket, change.deed.now)
    if (reason === 'touched') throw await changedSince(change, deed)
    if (reason !== undefined) {
      throw new DeskError('nothing-to-undo', { reason, number, type: deed.entries.at(-1)?.type ?? null })
    }
    await stopLetters(change, deed)
    gone = await takeAllBack(change, deed)
  })
  return { ...changed, gone }
}

/** Nobody is told any more what is taken back. Throws `already-sent` where somebody was. */
async function stopLetters({ deed: { tx, now }, ticket }: TicketChange, { entries }: DoneDeed): Promise<void> {
  const positions = entries.map(({ position }) => position)
  const letters = await listCausedLetters(tx, ticket.id, positions)
  const sent = sentLetter(letters)
  if (sent !== undefined) {
    const at = sent.sentAt === null ? null : formatInstant(sent.sentAt)
    throw new DeskError('already-sent', { number: ticket.number, to: sent.address, at })
  }
  await cancelLetters(tx, waitingLetters(letters), now)
}

/** Gives who cannot have the ticket back. */
async function takeAllBack(change: TicketChange, deed: DoneDeed): Promise<Person | null> {
  const { ticket } = change
  const { tx } = change.deed
  const participants = await listParticipants(tx, ticket.id)
  const remaining = { people: await peopleIn(tx, deed), teams: await teamsIn(tx, deed) }
  for (const entry of [...deed.entries].reverse()) await takeBack(change, deed, entry, remaining)
  const gone = await takeFromGone(change, ticket)
  const undone: Json = deed.entries.map(({ type }) => type)
  const { changes = {} } = whatChanged(participants, await listParticipants(tx, ticket.id))
  // Who must not know of it must not learn it from its being taken back.
  const kept = deed.entries.some(({ payload }) => payload.deskOnly === true) ? { deskOnly: true } : {}
  change.happened('ticket.undone', {
    undone,
    ...kept,
    changes: { ...ticketChanges(ticket, change.ticket), ...changes },
  })
  return gone
}

/** What one may do no more one may not take back either. Throws `not-allowed`. */
function demandStill(change: TicketChange, { entries }: DoneDeed): void {
  const types = new Set(entries.map(({ type }) => type))
  const isWorkers = types.has('ticket.assigned') || types.has('ticket.held')
  if (types.has('ticket.escalated')) demandFirstLevel(change)
  else if (types.has('ticket.returned')) demandSecondLevel(change)
  else if (types.has('ticket.closed')) demandStaff(change)
  else if (isWorkers || (types.has('ticket.released') && !types.has('ticket.replied'))) demandWorker(change)
  else if (types.has('ticket.noted')) demand(change.actor, 'tickets:note', change.ticket.tenant, change.rules)
  else if (types.has('ticket.replied') && !types.has('ticket.solved')) speakerOf(change)
  else sideOf(change)
}

/** The ticket is nobody's where it would be theirs again who are of the staff no more: gives who that is. */
async function takeFromGone(change: TicketChange, before: Ticket): Promise<Person | null> {
  const { assignee } = change.ticket
  if (assignee === null || assignee.id === before.assignee?.id) return null
  if (await canHaveStill(change.deed.tx, change.ticket, assignee.id, change.rules)) return null
  change.ticket = { ...change.ticket, assignee: null }
  return assignee
}

async function takeBack(
  change: TicketChange,
  { at }: DoneDeed,
  { type, payload }: DoneEntry,
  remaining: Remaining,
): Promise<void> {
  const { tx } = change.deed
  const { id } = change.ticket
  const stood = objectIn(payload.stood)
  if (typeof payload.message === 'string') await change.takeBackMessage(payload.message)
  // Thanks made no new solution: they let the last one hold.
  if (typeof payload.reopenedAt === 'string') await markReopened(tx, id, new Date(payload.reopenedAt))
  else if (type === 'ticket.solved') await deleteLatestSolution(tx, id)
  if (type === 'ticket.reopened' && stood.status === 'solved') await unmarkReopened(tx, id)
  if (typeof payload.watches === 'string') await deleteWatcher(tx, id, payload.watches)
  for (const letting of lettingsIn(payload)) await letOut(change, at, letting, remaining.people)
  change.ticket = backTo(change.ticket, stood, remaining)
}

/**
 * Takes back that somebody was let in, who may be one with somebody else by now: who that is may have taken part before, and
 * then still does.
 */
async function letOut(
  { deed: { tx }, ticket, actor }: TicketChange,
  letInAt: Date,
  { id, was }: Letting,
  people: ReadonlyMap<string, Person>,
): Promise<void> {
  const userId = people.get(id)?.id ?? id
  const since = await takesPartSince(tx, ticket.id, userId)
  if (since === undefined) return
  if (was === 'pending') {
    await saveParticipant(tx, ticket.id, { userId, status: 'pending', addedBy: actor.id, addedAt: since })
  } else if (since >= letInAt) await deleteParticipant(tx, ticket.id, userId)
}

async function changedSince({ deed, actor, ticket, rules }: TicketChange, { version }: DoneDeed): Promise<DeskError> {
  const history = await ticketHistory(deed.tx, ticket.id, entryReader(actor, rules, ticket))
  const newer = history.filter((item) => (item.version ?? 0) > version)
  const changes = newer.map(({ at, actor: who, type }) => ({ at: formatInstant(at), actor: who?.email ?? null, type }))
  return new DeskError('changed-since', { number: ticket.number, changes })
}

/** Whom a deed names, as who they are now. */
async function peopleIn(db: Reader, { entries }: DoneDeed): Promise<ReadonlyMap<string, Person>> {
  const ids = entries.flatMap(({ payload }) => {
    const { assignee } = objectIn(payload.stood)
    return [...(typeof assignee === 'string' ? [assignee] : []), ...lettingsIn(payload).map(({ id }) => id)]
  })
  return peopleById(db, ids)
}

/** The team that a ticket was given to before. */
async function teamsIn(db: Reader, { entries }: DoneDeed): Promise<ReadonlyMap<string, TeamName>> {
  const ids = entries.flatMap(({ payload }) => objectIn(payload.stood).team ?? [])
  return teamNames(
    db,
    ids.filter((id) => typeof id === 'string'),
  )
}

interface Letting {
  id: string
  was: string | null
}

function lettingsIn({ letIn }: JsonObject): Letting[] {
  if (!Array.isArray(letIn)) return []
  return letIn.flatMap((one) => {
    const { id, was } = objectIn(one)
    return typeof id === 'string' ? [{ id, was: typeof was === 'string' ? was : null }] : []
  })
}

function objectIn(value: Json | undefined): Standing {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
