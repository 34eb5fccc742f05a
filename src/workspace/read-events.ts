import type { Entry } from '../journal/entry'
import { type EntryFilter, findEntryByHash, readEntries } from '../journal/store'
import { DeskError } from '../kit/errors'
import type { Json } from '../kit/json'
import type { Paging, PartOf } from '../kit/paging'
import type { Visibility } from '../people/permission'
import { isOnlyAboutTeam } from '../people/team'
import { tenantNames } from '../people/tenant-store'
import type { Reader } from '../store/schema'
import { attributesOf, type EventTypeName, eventIdOf, eventTypeNames, isEventType } from './event-type'
import { type TicketFacts, ticketFacts } from './ticket-facts-store'

/** An event with the names that people know things by. */
export interface ShownEvent {
  id: string
  position: number
  type: EventTypeName
  tenant: string | null
  /** Every attribute of its type; null where it is not told, or was erased. */
  attributes: { readonly [name: string]: Json }
  externalId: string | null
  createdAt: Date
}

/** The events within the filter, oldest first, without those of tickets that may not be seen. */
export async function readEvents(db: Reader, filter: EntryFilter, visibility: Visibility): Promise<ShownEvent[]> {
  return shownEvents(db, await readEntries(db, { types: eventTypeNames, ...filter }), visibility)
}

/**
 * The newest events within the filter, oldest first, or those before the one that `after` names: a page leads back in time. It
 * can have fewer than asked for, because those of tickets that may not be seen are left out. Throws `wrong-cursor`.
 */
export async function newestEvents(
  db: Reader,
  filter: EntryFilter,
  visibility: Visibility,
  { limit, after }: Paging,
): Promise<PartOf<ShownEvent>> {
  const [id] = after ?? []
  const before = id === undefined ? {} : { before: await positionOf(db, id) }
  const newest = limit === undefined ? {} : { newest: limit + 1 }
  const entries = await readEntries(db, { types: eventTypeNames, ...filter, ...before, ...newest })
  const kept = limit === undefined ? entries : entries.slice(-limit)
  const [oldest] = kept
  const hasMore = entries.length > kept.length && oldest !== undefined
  return { items: await shownEvents(db, kept, visibility), next: hasMore ? [eventIdOf(oldest)] : null }
}

async function positionOf(db: Reader, id: string): Promise<number> {
  const entry = /^[0-9a-f]{16}$/.test(id) ? await findEntryByHash(db, id) : undefined
  if (entry === undefined) throw new DeskError('wrong-cursor', { value: id })
  return entry.position
}

/** The event with that id. Throws `event-not-found`, also for one of another tenant. */
export async function eventById(
  db: Reader,
  id: string,
  tenantId: string | undefined,
  visibility: Visibility,
): Promise<ShownEvent> {
  const entry = /^[0-9a-f]{16}$/.test(id) ? await findEntryByHash(db, id) : undefined
  const isThere = entry !== undefined && (tenantId === undefined || entry.tenantId === tenantId)
  const [event] = isThere ? await shownEvents(db, [entry], visibility) : []
  if (event === undefined) throw new DeskError('event-not-found', { id })
  return event
}

/** Entries of the journal as the events that they are; what is none is left out. */
export async function shownEvents(
  db: Reader,
  entries: readonly Entry[],
  visibility: Visibility,
): Promise<ShownEvent[]> {
  const names = await tenantNames(db)
  const ticketIds = entries.flatMap(({ ticketId }) => ticketId ?? [])
  const tickets = await ticketFacts(db, ticketIds, visibility)
  return entries.flatMap((entry) => {
    const { type, ticketId } = entry
    const ticket = ticketId === null ? undefined : tickets.get(ticketId)
    if (!isEventType(type) || (ticketId !== null && ticket === undefined)) return []
    const payload = payloadOf(entry)
    // Who works together is the staff's business; they alone see everything.
    if (ticketId !== null && !visibility.all && isOnlyAboutTeam(payload)) return []
    return [
      {
        id: eventIdOf(entry),
        position: entry.position,
        type,
        tenant: entry.tenantId === null ? null : (names.get(entry.tenantId) ?? null),
        attributes: toldAttributes(type, { ...payload, ...payload.attributes, ...factsOf(entry, ticket) }),
        externalId: typeof payload.externalId === 'string' ? payload.externalId : null,
        createdAt: new Date(entry.at),
      },
    ]
  })
}

type Payload = Readonly<Record<string, unknown>> & { attributes?: Readonly<Record<string, unknown>> }

function payloadOf({ payload }: Entry): Payload {
  return payload === null ? {} : (JSON.parse(payload) as Payload)
}

function factsOf({ categoryId, level }: Entry, ticket: TicketFacts | undefined): Readonly<Record<string, unknown>> {
  if (ticket === undefined) return {}
  const { number, priority, module } = ticket
  return { ticket: number, priority, module, category: categoryId, level }
}

function toldAttributes(type: EventTypeName, told: Readonly<Record<string, unknown>>): ShownEvent['attributes'] {
  const jsonOf = (value: unknown): Json => (typeof value === 'string' || typeof value === 'number' ? value : null)
  return Object.fromEntries(attributesOf(type).map((name) => [name, jsonOf(told[name])]))
}
