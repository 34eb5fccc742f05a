import { sql } from 'kysely'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { type Grant, type GrantEndReason, type GrantKind, grantEndReasons } from './grant'
import type { LiveGrant } from './permission'
import { tenantStands } from './tenant-store'

export interface NewGrant {
  id: string
  tenantId: string
  advisorId: string
  kind: GrantKind
  startedAt: Date
  endsAt: Date | null
  ticketId: string | null
  grantedBy: string
  agreedWith: string | null
}

export async function insertGrant(tx: Tx, grant: NewGrant): Promise<void> {
  await tx
    .insertInto('grants')
    .values({
      id: grant.id,
      tenant_id: grant.tenantId,
      user_id: grant.advisorId,
      kind: grant.kind,
      started_at: formatInstant(grant.startedAt),
      ends_at: grant.endsAt === null ? null : formatInstant(grant.endsAt),
      ticket_id: grant.ticketId,
      granted_by: grant.grantedBy,
      agreed_with: grant.agreedWith,
      ended_at: null,
      end_reason: null,
    })
    .execute()
}

export async function saveGrantEnd(tx: Tx, id: string, endedAt: Date, reason: GrantEndReason): Promise<void> {
  await tx
    .updateTable('grants')
    .set({ ended_at: formatInstant(endedAt), end_reason: reason })
    .where('id', '=', id)
    .execute()
}

/**
 * What an advisor may look into at that moment. Whether the ticket is still to be solved is part of the question, so that
 * there is no gap between its solution and the end of the grant.
 */
export async function liveGrantsOf(db: Reader, userId: string, now: Date): Promise<LiveGrant[]> {
  const rows = await living(db, now)
    .select(['grants.id', 'grants.tenant_id'])
    .where('grants.user_id', '=', userId)
    .execute()
  return rows.map((row) => ({ id: row.id, tenantId: row.tenant_id }))
}

/** Grants that let somebody in at that moment, with names, oldest first. */
export async function liveGrants(db: Reader, filter: GrantFilter, now: Date): Promise<Grant[]> {
  if (filter.tenantIds?.length === 0) return []
  const ids = await living(db, now).select('grants.id').execute()
  const live = new Set(ids.map(({ id }) => id))
  return (await openGrants(db, filter)).filter(({ id }) => live.has(id))
}

/** Grants that live at that moment: the beginning of every query for what may be done. */
function living(db: Reader, now: Date) {
  return db
    .selectFrom('grants')
    .leftJoin('tickets', 'tickets.id', 'grants.ticket_id')
    .where('grants.ended_at', 'is', null)
    .where((grant) => grant.or([grant('grants.ends_at', 'is', null), grant('grants.ends_at', '>', formatInstant(now))]))
    .where(sql<boolean>`(grants.ticket_id is null or tickets.status in ('open', 'waiting'))`)
    .where(tenantStands('grants.tenant_id'))
}

export interface GrantFilter {
  tenantIds?: readonly string[]
  advisorId?: string
  ticketId?: string
  kind?: GrantKind
  /** Only those whose time is over. */
  dueBefore?: Date
}

/** Grants that nobody has written down as ended, oldest first; some may have ended by the clock (`grantAsOf`). */
export async function openGrants(db: Reader, filter: GrantFilter): Promise<Grant[]> {
  if (filter.tenantIds?.length === 0) return []
  const rows = await narrowed(selectGrants(db), filter).where('grants.ended_at', 'is', null).execute()
  return rows.map(grantOf)
}

/** All grants that there ever were, oldest first. */
export async function allGrants(db: Reader, filter: GrantFilter): Promise<Grant[]> {
  if (filter.tenantIds?.length === 0) return []
  return (await narrowed(selectGrants(db), filter).execute()).map(grantOf)
}

/** When the next grant ends because its time is over; null: none does. */
export async function firstExpiry(db: Reader): Promise<Date | null> {
  const row = await db
    .selectFrom('grants')
    .select('ends_at')
    .where('ended_at', 'is', null)
    .where('ends_at', 'is not', null)
    .orderBy('ends_at')
    .executeTakeFirst()
  return row === undefined || row.ends_at === null ? null : new Date(row.ends_at)
}

export async function grantById(db: Reader, id: string): Promise<Grant> {
  return grantOf(await selectGrants(db).where('grants.id', '=', id).executeTakeFirstOrThrow())
}

function narrowed(query: ReturnType<typeof selectGrants>, filter: GrantFilter): ReturnType<typeof selectGrants> {
  const { tenantIds, advisorId, ticketId, kind, dueBefore } = filter
  let grants = query
  if (tenantIds !== undefined) grants = grants.where('grants.tenant_id', 'in', [...tenantIds])
  if (advisorId !== undefined) grants = grants.where('grants.user_id', '=', advisorId)
  if (ticketId !== undefined) grants = grants.where('grants.ticket_id', '=', ticketId)
  if (kind !== undefined) grants = grants.where('grants.kind', '=', kind)
  if (dueBefore !== undefined) grants = grants.where('grants.ends_at', '<=', formatInstant(dueBefore))
  return grants
}

/** Grants with names. */
function selectGrants(db: Reader) {
  return db
    .selectFrom('grants')
    .innerJoin('tenants', 'tenants.id', 'grants.tenant_id')
    .innerJoin('users', 'users.id', 'grants.user_id')
    .leftJoin('tickets', 'tickets.id', 'grants.ticket_id')
    .leftJoin('user_addresses as addresses', (join) =>
      join.onRef('addresses.user_id', '=', 'grants.user_id').on('addresses.position', '=', 0),
    )
    .leftJoin('user_addresses as agreeing', (join) =>
      join.onRef('agreeing.user_id', '=', 'grants.agreed_with').on('agreeing.position', '=', 0),
    )
    .selectAll('grants')
    .select([
      'tenants.name as tenant_name',
      'users.name as advisor_name',
      'addresses.address as advisor_address',
      'agreeing.address as agreeing_address',
      'tickets.number as ticket_number',
    ])
    .orderBy('grants.started_at')
    .orderBy('grants.id')
}

type GrantRow = Awaited<ReturnType<ReturnType<typeof selectGrants>['executeTakeFirstOrThrow']>>

function grantOf(row: GrantRow): Grant {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text))
  return {
    id: row.id,
    tenantId: row.tenant_id,
    tenant: row.tenant_name,
    advisor: { id: row.user_id, email: row.advisor_address ?? '', name: row.advisor_name },
    kind: row.kind === 'permanent' ? 'permanent' : 'temporary',
    startedAt: new Date(row.started_at),
    endsAt: instant(row.ends_at),
    ticket: row.ticket_number,
    agreedWith: row.agreeing_address,
    endedAt: instant(row.ended_at),
    endReason: grantEndReasons.find((reason) => reason === row.end_reason) ?? null,
  }
}

/** A ticket that a grant could be tied to. */
export async function findTicketOfTenant(
  db: Reader,
  tenantId: string,
  number: number,
): Promise<{ id: string; isSolved: boolean } | undefined> {
  const row = await db
    .selectFrom('tickets')
    .select(['id', 'status'])
    .where('tenant_id', '=', tenantId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row === undefined ? undefined : { id: row.id, isSolved: row.status !== 'open' && row.status !== 'waiting' }
}
