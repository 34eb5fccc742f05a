import type { Entry } from '../../journal/entry'
import { entriesAt, findEntryByHash, readEntries } from '../../journal/store'
import { DeskError } from '../../kit/errors'
import type { JsonObject } from '../../kit/json'
import { type TicketRules, type Visibility, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { isOnlyAboutTeam } from '../../people/team'
import { tenantMeant } from '../../people/tenant-meant'
import type { Reader } from '../../store/schema'
import { ticketByNumber } from '../../ticket/store'
import { eventTypeNames } from '../../workspace/event-type'
import { positionsByExternalId } from '../../workspace/fed-event-store'
import { mailStates } from '../outbox/outbox'
import { listMails, mailIdsLike } from '../outbox/outbox-store'

interface Asking {
  actor: UserActor
  rules: TicketRules
  /** The tenant that was named. */
  tenant: string | undefined
  /** Whether mails are asked about: then one may be named itself, and entries are meant that only letters tell of. */
  isAboutMails?: boolean
}

/**
 * The entry of the event that is meant: by its id, by what its sender calls it (in the tenant meant), or, by a ticket's
 * number, the newest about that ticket; where mails are asked about, also by the id of one, or how that begins. Throws
 * `event-not-found`, `ticket-not-found`; that the actor may know of it is for
 * the caller to see to.
 */
export async function eventMeant(db: Reader, asking: Asking, typed: string): Promise<Entry> {
  const { actor, rules, isAboutMails = false } = asking
  const word = typed.trim()
  const byId = /^[0-9a-f]{16}$/.test(word) ? await findEntryByHash(db, word) : undefined
  const entry = byId ?? (await byExternalId(db, asking, word))
  if (entry !== undefined) return entry
  const number = /^#?([1-9]\d{0,8})$/.exec(word)?.[1]
  const ticket = number === undefined ? undefined : await ticketByNumber(db, Number(number), visibilityOf(actor, rules))
  const types = isAboutMails ? [...eventTypeNames, 'ticket.reminded'] : eventTypeNames
  const [newest] =
    ticket === undefined
      ? await byMail(db, isAboutMails ? word : '')
      : await newestShown(db, ticket.id, types, visibilityOf(actor, rules))
  if (newest === undefined) throw new DeskError('event-not-found', { id: typed })
  return newest
}

/** The newest about a ticket that somebody may know of: to whoever knows of no teams, a move between those is none. */
async function newestShown(
  db: Reader,
  ticketId: string,
  types: readonly string[],
  visibility: Visibility,
): Promise<Entry[]> {
  if (visibility.all) return readEntries(db, { ticketId, types, newest: 1 })
  const told = (await readEntries(db, { ticketId, types })).filter(
    ({ payload }) => payload === null || !isOnlyAboutTeam(JSON.parse(payload) as JsonObject),
  )
  return told.slice(-1)
}

/** What caused a mail: one is named by at least so much of its id as lists show. */
async function byMail(db: Reader, word: string): Promise<Entry[]> {
  const [id, another] = /^[0-9a-f]{8,32}$/.test(word) ? await mailIdsLike(db, word) : []
  if (id === undefined || another !== undefined) return []
  const [mail] = await listMails(db, { states: mailStates, ids: [id] })
  return mail?.entryPosition == null ? [] : entriesAt(db, [mail.entryPosition])
}

async function byExternalId(db: Reader, { actor, rules, tenant }: Asking, word: string): Promise<Entry | undefined> {
  const place = await placeOf(db, { actor, rules, tenant })
  if (place === null) return undefined
  const position = (await positionsByExternalId(db, place.id, [word])).get(word)
  const [entry] = position === undefined ? [] : await entriesAt(db, [position])
  return entry
}

/** Whoever has several tenants and names none can still name an event by its id. */
async function placeOf(db: Reader, { actor, rules, tenant }: Asking) {
  if (tenant === undefined && new Set(actor.memberships.map(({ tenantId }) => tenantId)).size !== 1) return null
  return tenantMeant(db, actor, rules, tenant)
}
