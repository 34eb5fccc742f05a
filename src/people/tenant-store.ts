import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { Tenant } from './tenant'

export async function insertTenant(tx: Tx, tenant: Tenant): Promise<void> {
  const { id, name, title, partner, createdAt } = tenant
  await tx
    .insertInto('tenants')
    .values({ id, name, title, partner: partner ? 1 : 0, created_at: formatInstant(createdAt) })
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

async function saveDomains(tx: Tx, tenant: Tenant): Promise<void> {
  if (tenant.domains.length === 0) return
  const rows = tenant.domains.map((domain) => ({ domain, tenant_id: tenant.id }))
  await tx.insertInto('tenant_domains').values(rows).execute()
}

/** All tenants of the desk, or those with these ids, by name. */
export async function listTenants(db: Reader, ids?: readonly string[]): Promise<Tenant[]> {
  // An empty list of ids is no condition that every engine takes.
  if (ids?.length === 0) return []
  let query = db.selectFrom('tenants').selectAll().orderBy('name')
  if (ids !== undefined) query = query.where('id', 'in', [...ids])
  const rows = await query.execute()
  const domains = await db.selectFrom('tenant_domains').selectAll().orderBy('domain').execute()
  return rows.map((row) => tenantOf(row, domains))
}

export async function findTenant(db: Reader, name: string): Promise<Tenant | undefined> {
  const row = await db
    .selectFrom('tenants')
    .selectAll()
    .where('name', '=', name.trim().toLowerCase())
    .executeTakeFirst()
  return row === undefined ? undefined : withDomains(db, row)
}

/** The tenant of that name, or `tenant-not-found`. `visible` are the ids the actor may know of; undefined means all. */
export async function tenantByName(db: Reader, name: string, visible?: readonly string[]): Promise<Tenant> {
  const tenant = await findTenant(db, name)
  if (tenant !== undefined && (visible === undefined || visible.includes(tenant.id))) return tenant
  const known = (await listTenants(db, visible)).map((candidate) => candidate.name)
  const { closestOf } = await import('../kit/suggestion')
  throw new DeskError('tenant-not-found', { name, suggestion: closestOf(name, known) })
}

/** The names of the groups a tenant made itself. */
export async function groupNamesOf(db: Reader, tenantId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tenant_groups')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

export async function tenantById(db: Reader, id: string): Promise<Tenant> {
  return withDomains(db, await db.selectFrom('tenants').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}

/** Whose domain this is, if anybody's. */
export async function findTenantByDomain(db: Reader, domain: string): Promise<Tenant | undefined> {
  const row = await db
    .selectFrom('tenants')
    .innerJoin('tenant_domains', 'tenant_domains.tenant_id', 'tenants.id')
    .selectAll('tenants')
    .where('tenant_domains.domain', '=', domain)
    .executeTakeFirst()
  return row === undefined ? undefined : withDomains(db, row)
}

type TenantRow = { id: string; name: string; title: string | null; partner: 0 | 1; created_at: string }

async function withDomains(db: Reader, row: TenantRow): Promise<Tenant> {
  const domains = await db
    .selectFrom('tenant_domains')
    .selectAll()
    .where('tenant_id', '=', row.id)
    .orderBy('domain')
    .execute()
  return tenantOf(row, domains)
}

function tenantOf(row: TenantRow, domains: readonly { domain: string; tenant_id: string }[]): Tenant {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    partner: row.partner === 1,
    domains: domains.filter((owned) => owned.tenant_id === row.id).map((owned) => owned.domain),
    createdAt: new Date(row.created_at),
  }
}
