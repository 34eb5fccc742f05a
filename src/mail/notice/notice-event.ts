import type { Entry } from '../../journal/entry'
import { listTenants } from '../../people/tenant-store'
import type { Person, User } from '../../people/user'
import { type Concerned, concernedBy } from '../../rule/concerned'
import type { Reader } from '../../store/schema'
import type { Ticket } from '../../ticket/ticket'
import { type EventTypeName, isEventType } from '../../workspace/event-type'

/** What mails tell of a ticket. */
export type ToldTicket = Pick<
  Ticket,
  'number' | 'subject' | 'requester' | 'assignee' | 'category' | 'priority' | 'level' | 'module'
>

/** An event as a mail tells of it: the entry of the journal with whom and what it names. */
export interface NoticeEvent {
  entry: Entry
  type: EventTypeName
  at: Date
  tenant: { id: string; name: string; title: string | null } | null
  /** What the entry tells, as text; what is no text is not here. */
  told: Readonly<Record<string, string>>
  /** As it is now; undefined where the event is about none. */
  ticket: ToldTicket | undefined
  /** Who did it; null: the desk itself. */
  actor: Person | null
}

/** These entries as events, by position, in few queries however many they are; what is no event is left out. */
export async function noticeEvents(
  db: Reader,
  entries: readonly Entry[],
  concerned?: Concerned,
): Promise<ReadonlyMap<number, NoticeEvent>> {
  const wanted = entries.filter(({ type }) => isEventType(type))
  if (wanted.length === 0) return new Map()
  const tenantIds = [...new Set(wanted.flatMap(({ tenantId }) => tenantId ?? []))]
  const tenants = new Map((await listTenants(db, tenantIds)).map((tenant) => [tenant.id, tenant]))
  const { tickets, users } = concerned ?? (await concernedBy(db, wanted))
  return new Map(
    wanted.flatMap((entry) => {
      if (!isEventType(entry.type)) return []
      const tenant = entry.tenantId === null ? undefined : tenants.get(entry.tenantId)
      const told = toldBy(entry)
      const event: NoticeEvent = {
        entry,
        type: entry.type,
        // What the clock did is written down later than it happened.
        at: new Date(told.at ?? entry.at),
        tenant: tenant === undefined ? null : { id: tenant.id, name: tenant.name, title: tenant.title },
        told,
        ticket: entry.ticketId === null ? undefined : tickets.get(entry.ticketId),
        actor: personIn(users.get(entry.actorId ?? '')),
      }
      return [[entry.position, event] as const]
    }),
  )
}

function personIn(user: User | undefined): Person | null {
  return user === undefined ? null : { id: user.id, email: user.email, name: user.name }
}

type Payload = Readonly<Record<string, unknown>>

/** What stands in the entry itself, in its attributes, and whom a ticket was given to. */
export function toldBy({ payload }: Entry): Readonly<Record<string, string>> {
  const all: Payload = payload === null ? {} : (JSON.parse(payload) as Payload)
  const { assignee } = objectIn(all.changes)
  const told = { ...all, ...objectIn(all.attributes), assignedTo: objectIn(assignee).to }
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
}

function objectIn(value: unknown): Payload {
  return typeof value === 'object' && value !== null ? (value as Payload) : {}
}
