import { sql } from 'kysely'
import { readEntries } from '../journal/store'
import { formatInstant } from '../kit/time/instant'
import { runRepeated } from '../store/repeated'
import type { Reader, Tx } from '../store/schema'
import { selectTickets, ticketOf } from '../ticket/store'
import type { Ticket } from '../ticket/ticket'
import type { ClockEvent } from './clock'
import { eventKey } from './due-time'
import type { OwnFirstLevel } from './ticket-moments'

/** What was told of a ticket's clocks, as `eventKey` names it. */
export async function toldOf(db: Reader, ticketId: string): Promise<ReadonlySet<string>> {
  const rows = await runRepeated(db, 'clock events', [ticketId], () =>
    db.selectFrom('clock_events').selectAll().where('ticket_id', '=', ticketId),
  )
  return new Set(
    rows.map(({ kind, metric, level, started_at }) => {
      const startedAt = Date.parse(started_at)
      return eventKey({ kind, metric, level, startedAt } as ClockEvent)
    }),
  )
}

/** Notes that something is told; false where it was before, whoever did it. */
export async function noteTold(tx: Tx, ticketId: string, event: ClockEvent): Promise<boolean> {
  const { metric, level, startedAt, kind, at } = event
  const result = await tx
    .insertInto('clock_events')
    .values({
      ...{ ticket_id: ticketId, metric, level, kind },
      started_at: formatInstant(new Date(startedAt)),
      at: formatInstant(new Date(at)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/**
 * From that moment on the clocks of what is not solved want to be looked at: of all tickets, or of those of tenants. One
 * statement, however many there are. What is to be looked at anyway stays so.
 */
export async function lookAgain(tx: Tx, now: Date, tenantIds?: readonly string[]): Promise<void> {
  const at = formatInstant(now)
  let query = tx
    .updateTable('tickets')
    .set({ clock_at: at })
    .where(sql<boolean>`status in ('open', 'waiting')`)
    .where((ticket) => ticket.or([ticket('clock_at', 'is', null), ticket('clock_at', '>', at)]))
  if (tenantIds !== undefined) query = query.where('tenant_id', 'in', [...tenantIds])
  await query.execute()
}

/** When the oldest of the tickets that want to be looked at was opened; null: there are none. */
export async function oldestToLookAt(db: Reader, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('tickets')
    .select((min) => min.fn.min<string | null>('created_at').as('at'))
    .where('clock_at', '<=', formatInstant(now))
    .executeTakeFirst()
  return typeof row?.at === 'string' ? new Date(row.at) : null
}

/** Tickets that are not solved, by number, after that one. */
export async function unsolvedPage(db: Reader, after: number, limit: number): Promise<Ticket[]> {
  const rows = await selectTickets(db, { all: true })
    .where(sql<boolean>`tickets.status in ('open', 'waiting')`)
    .where('tickets.number', '>', after)
    .orderBy('tickets.number')
    .limit(limit)
    .execute()
  return rows.map(ticketOf)
}

/** How many tickets want to be looked at. */
export async function countToLookAt(db: Reader, now: Date): Promise<number> {
  const row = await db
    .selectFrom('tickets')
    .select((count) => count.fn.countAll<number | string>().as('all'))
    .where('clock_at', '<=', formatInstant(now))
    .executeTakeFirstOrThrow()
  return Number(row.all)
}

/**
 * While each tenant has had a first level of its own: people who can act. Of one that has none any more it is known when the
 * last one left.
 */
export async function firstLevels(db: Reader): Promise<ReadonlyMap<string, OwnFirstLevel>> {
  const present = await db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select((row) => ['memberships.tenant_id', row.fn.min('memberships.created_at').as('since')])
    .where('users.status', 'not in', ['disabled', 'invited'])
    .where('memberships.group_name', '=', 'first-level')
    .where('memberships.tenant_id', 'is not', null)
    .groupBy('memberships.tenant_id')
    .execute()
  const found = new Map<string, OwnFirstLevel>()
  for (const { tenantId, at, payload } of await readEntries(db, { types: ['user.left'] })) {
    const { group } = payload === null ? { group: null } : (JSON.parse(payload) as { group?: string })
    if (tenantId === null || group !== 'first-level') continue
    found.set(tenantId, { from: Number.NEGATIVE_INFINITY, until: Date.parse(at) })
  }
  for (const { tenant_id, since } of present) {
    if (tenant_id !== null) found.set(tenant_id, { from: Date.parse(since), until: Number.POSITIVE_INFINITY })
  }
  return found
}

/** The tenants for whose first level somebody works, whether they can act or not. */
export async function firstLevelTenantsOf(db: Reader, userIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('tenant_id')
    .where('group_name', '=', 'first-level')
    .where('user_id', 'in', [...userIds])
    .where('tenant_id', 'is not', null)
    .execute()
  return rows.flatMap(({ tenant_id }) => tenant_id ?? [])
}

/** Who is in a group of the desk. */
export async function deskMembers(db: Reader): Promise<readonly { userId: string; group: string }[]> {
  const rows = await db
    .selectFrom('memberships')
    .select(['user_id', 'group_name'])
    .where('tenant_id', 'is', null)
    .execute()
  return rows.map(({ user_id, group_name }) => ({ userId: user_id, group: group_name }))
}
