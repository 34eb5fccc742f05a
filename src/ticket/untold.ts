import type { Entry } from '../journal/entry'
import type { Json, JsonObject } from '../kit/json'
import { may, type TicketRules, type Visibility, visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import { isOnlyAboutTeam } from '../people/team'
import type { Person } from '../people/user'
import type { Reader } from '../store/schema'
import { seenNumbers } from './store'
import { knowsTeams } from './team/ticket-team'
import { isVeiled } from './veil'

/**
 * What of the entries about tickets is not for everybody who sees the ticket: notes, ratings, who is pending, teams, and that
 * another ticket exists which one may not see. Such an entry is left out as a whole: an empty one would tell of it.
 */
export interface EntryReader {
  /** What somebody did themselves they know. */
  userId: string
  notes: boolean
  /** Also the notes that stay with the desk. */
  deskNotes: boolean
  ratings: boolean
  pending: boolean
  /** Of which team it is. */
  teams: boolean
  /** Which other tickets they may know of. */
  visibility: Visibility
  /** Who is seen in the place of second level; undefined: they see who it is. */
  secondLevelAs?: TicketRules['secondLevelAs']
}

/** Which notes somebody reads: none, all, or all but those that stay with the desk. */
export function notesFor({ notes, deskNotes }: Pick<EntryReader, 'notes' | 'deskNotes'>): boolean | 'but-desk-only' {
  return notes && !deskNotes ? 'but-desk-only' : notes
}

/** What somebody may know of what happened to a ticket of that tenant and requester (null: whoever's it is). */
export function entryReader(
  actor: UserActor,
  rules: TicketRules,
  { tenant, requester }: { tenant: { id: string }; requester: Pick<Person, 'id'> | null },
): EntryReader {
  const notes = may(actor, 'tickets:note', tenant.id, rules)
  const edits = may(actor, 'tickets:edit', tenant.id, rules)
  return {
    userId: actor.id,
    notes,
    deskNotes: may(actor, 'tickets:note', null, rules),
    // What the requester thought of it is for who worked on it (DOMAIN 4).
    ratings: notes || edits || requester?.id === actor.id,
    pending: edits,
    teams: knowsTeams(actor, rules),
    visibility: visibilityOf(actor, rules),
    ...(isVeiled(actor, rules, tenant.id) ? { secondLevelAs: rules.secondLevelAs } : {}),
  }
}

/** Those of the entries that the reader may know of, in the same order. */
export async function toldEntries(db: Reader, entries: readonly Entry[], reader: EntryReader): Promise<Entry[]> {
  const told = entries.filter((entry) => isFor(reader, entry, payloadOf(entry)))
  const named = told.map((entry) => namedTickets(payloadOf(entry)))
  const seen = await seenNumbers(db, [...new Set(named.flat())], reader.visibility)
  const shown = told.filter((_, index) => named[index]?.every((number) => seen.has(number)) === true)
  return reader.teams ? shown : shown.map(withoutTeam)
}

function isFor(reader: EntryReader, { type, actorId }: Entry, payload: JsonObject): boolean {
  // What the desk promised itself to keep up with is its own business.
  if (type.startsWith('sla.')) return reader.pending
  if (type === 'ticket.rated') return reader.ratings || actorId === reader.userId
  if (!reader.deskNotes && payload.deskOnly === true) return false
  if (!reader.notes && typesIn(type, payload).includes('ticket.noted')) return false
  if (!reader.teams && isOnlyAboutTeam(payload)) return false
  return reader.pending || !isOnlyAboutPending(type, payload)
}

/** What an entry is about: for what was taken back, that. */
function typesIn(type: string, { undone }: JsonObject): readonly Json[] {
  return type === 'ticket.undone' && Array.isArray(undone) ? undone : [type]
}

/** Whether somebody was let in, or out, of whom those who take part are not told. */
function isOnlyAboutPending(type: string, payload: JsonObject): boolean {
  if (typesIn(type, payload).some((one) => one !== 'ticket.edited')) return false
  const isAboutPeople = type === 'ticket.undone' || 'letIn' in payload || 'removed' in payload
  return isAboutPeople && Object.keys(changesIn(payload)).length === 0
}

/** An entry for somebody who knows of no teams. */
function withoutTeam(entry: Entry): Entry {
  const { team, changes, ...payload } = payloadOf(entry)
  const { team: fromTeamToTeam, ...others } = objectIn(changes)
  if (team === undefined && fromTeamToTeam === undefined) return entry
  return { ...entry, payload: JSON.stringify({ ...payload, changes: others }) }
}

/** The numbers of the other tickets that an entry names. */
function namedTickets(payload: JsonObject): number[] {
  const changes = changesIn(payload)
  return ['link', 'followUp', 'followUpOf'].flatMap((field) =>
    Object.values(objectIn(changes[field])).flatMap((value) => {
      const number = typeof value === 'string' ? /^#(\d+)$/.exec(value)?.[1] : undefined
      return number === undefined ? [] : Number(number)
    }),
  )
}

function changesIn({ changes }: JsonObject): JsonObject {
  return objectIn(changes)
}

function payloadOf({ payload }: Entry): JsonObject {
  return payload === null ? {} : objectIn(JSON.parse(payload) as Json)
}

function objectIn(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
