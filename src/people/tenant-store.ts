import { type RawBuilder, sql } from 'kysely'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { Tenant } from './tenant'

export async function insertTenant(tx: Tx, tenant: Tenant): Promise<void> {
  const { id, name, title, partner, createdAt } = tenant
  await tx
    .insertInto('tenants')
    .values({ id, name, title, partner: partner ? 1 : 0, created_at: formatInstant(createdAt), deleted_at: null })
    .execute()
  await saveDomains(tx, tenant)
}

/** Saves title, partner and domains; the name of a tenant does not change. */
export async function updateTenant(tx: Tx, tenant: Tenant): Promise<void> {
  const { title, partner } = tenant
  await tx
    .updateTable('tenants')
    .set({ title, partner: partner ? 1 : 0 })
    .where('id', '=', tenant.id)
    .execute()
  await tx.deleteFrom('tenant_domains').where('tenant_id', '=', tenant.id).execute()
  await saveDomains(tx, tenant)
}

/** Marks a tenant as deleted, or as standing again (null). */
export async function saveDeletion(tx: Tx, id: string, deletedAt: Date | null): Promise<void> {
  const deleted_at = deletedAt === null ? null : formatInstant(deletedAt)
  await tx.updateTable('tenants').set({ deleted_at }).where('id', '=', id).execute()
}

async function saveDomains(tx: Tx, tenant: Tenant): Promise<void> {
  if (tenant.domains.length === 0) return
  const rows = tenant.domains.map((domain) => ({ domain, tenant_id: tenant.id }))
  await tx.insertInto('tenant_domains').values(rows).execute()
}

/**
 * The condition that leaves out what is a deleted tenant's, for every query over what tenants have: nobody can use it.
 * What belongs to no tenant (null) stands. Its index holds the deleted ones only, so that a long list pays next to nothing.
 */
export function tenantStands(
  tenantId: 'tickets.tenant_id' | 'memberships.tenant_id' | 'guests.tenant_id' | 'grants.tenant_id',
): RawBuilder<boolean> {
  // Without the coalesce, null is in no list and not out of it either.
  return sql<boolean>`coalesce(${sql.ref(tenantId)}, '') not in (select id from tenants where deleted_at is not null)`
}

/** The tenants that stand, or those of them with these ids, by name. */
export async function listTenants(db: Reader, ids?: readonly string[]): Promise<Tenant[]> {
  // An empty list of ids is no condition that every engine takes.
  if (ids?.length === 0) return []
  const query = standing(db).orderBy('name')
  return withAllDomains(db, await (ids === undefined ? query : query.where('id', 'in', [...ids])).execute())
}

/** The tenants that were deleted, by name. */
export async function listDeletedTenants(db: Reader): Promise<Tenant[]> {
  const rows = await db.selectFrom('tenants').selectAll().where('deleted_at', 'is not', null).orderBy('name').execute()
  return withAllDomains(db, rows)
}

/** The names of all tenants by id, of deleted ones too: the journal still speaks of them. */
export async function tenantNames(db: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('tenants').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The tenant of that name, if it stands. */
export async function findTenant(db: Reader, name: string): Promise<Tenant | undefined> {
  const row = await standing(db).where('name', '=', normalised(name)).executeTakeFirst()
  return row === undefined ? undefined : withDomains(db, row)
}

/** The tenant of that name, even a deleted one: a name stays taken. */
export async function findTenantEvenDeleted(db: Reader, name: string): Promise<Tenant | undefined> {
  const row = await db.selectFrom('tenants').selectAll().where('name', '=', normalised(name)).executeTakeFirst()
  return row === undefined ? undefined : withDomains(db, row)
}

/**
 * The tenant of that name, or `tenant-not-found`, which tells those who may know of every tenant that it was deleted.
 * `visible` are the ids the actor may know of; undefined means all.
 */
export async function tenantByName(db: Reader, name: string, visible?: readonly string[]): Promise<Tenant> {
  const tenant = await findTenantEvenDeleted(db, name)
  if (tenant !== undefined && tenant.deletedAt === null && (visible === undefined || visible.includes(tenant.id)))
    return tenant
  const known = (await listTenants(db, visible)).map((candidate) => candidate.name)
  const { closestOf } = await import('../kit/suggestion')
  const deletedAt = visible === undefined ? (tenant?.deletedAt ?? null) : null
  throw new DeskError('tenant-not-found', {
    name,
    suggestion: closestOf(name, known),
    deletedAt: deletedAt === null ? null : formatInstant(deletedAt),
  })
}

/** The tenant with that id, which stands. */
export async function tenantById(db: Reader, id: string): Promise<Tenant> {
  return withDomains(db, await standing(db).where('id', '=', id).executeTakeFirstOrThrow())
}

/** Whose domain this is, if anybody's: even a deleted tenant's (`refuseDeleted`), because a domain stays taken. */
export async function findTenantByDomain(db: Reader, domain: string): Promise<Tenant | undefined> {
  const row = await db
    .selectFrom('tenants')
    .innerJoin('tenant_domains', 'tenant_domains.tenant_id', 'tenants.id')
    .selectAll('tenants')
    .where('tenant_domains.domain', '=', domain)
    .executeTakeFirst()
  return row === undefined ? undefined : withDomains(db, row)
}

/** How many people a tenant has, guests included, and how many tickets that are not solved. */
export async function countBelongings(db: Reader, tenantId: string): Promise<{ people: number; openTickets: number }> {
  const { people } = await db
    .selectFrom('memberships')
    .select((count) => count.fn.count<number | string>('user_id').distinct().as('people'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  const { tickets } = await db
    .selectFrom('tickets')
    .select((count) => count.fn.countAll<number | string>().as('tickets'))
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`status in ('open', 'waiting')`)
    .executeTakeFirstOrThrow()
  return { people: Number(people), openTickets: Number(tickets) }
}

function standing(db: Reader) {
  return db.selectFrom('tenants').selectAll().where('deleted_at', 'is', null)
}

function normalised(name: string): string {
  return name.trim().toLowerCase()
}

type TenantRow = Awaited<ReturnType<ReturnType<typeof standing>['executeTakeFirstOrThrow']>>

async function withDomains(db: Reader, row: TenantRow): Promise<Tenant> {
  const domains = await db
    .selectFrom('tenant_domains')
    .selectAll()
    .where('tenant_id', '=', row.id)
    .orderBy('domain')
    .execute()
  return tenantOf(row, domains)
}

async function withAllDomains(db: Reader, rows: readonly TenantRow[]): Promise<Tenant[]> {
  const domains = await db.selectFrom('tenant_domains').selectAll().orderBy('domain').execute()
  return rows.map((row) => tenantOf(row, domains))
}

function tenantOf(row: TenantRow, domains: readonly { domain: string; tenant_id: string }[]): Tenant {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    partner: row.partner === 1,
    domains: domains.filter((owned) => owned.tenant_id === row.id).map((owned) => owned.domain),
    createdAt: new Date(row.created_at),
    deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at),
  }
}
