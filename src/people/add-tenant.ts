import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Tenant } from './tenant'
import { findTenant, findTenantByDomain, insertTenant, updateTenant } from './tenant-store'

export interface NewTenant {
  name: string
  title: string | null
  domains: readonly string[]
  partner: boolean
}

/** Makes a tenant. Throws `tenant-exists`, or `domain-taken` when a domain is another tenant's. */
export async function addTenant(desk: Desk, deed: Deed, wanted: NewTenant): Promise<Tenant> {
  if ((await findTenant(deed.tx, wanted.name)) !== undefined)
    throw new DeskError('tenant-exists', { name: wanted.name })
  const tenant: Tenant = { ...wanted, id: desk.newId(), domains: [...new Set(wanted.domains)], createdAt: deed.now }
  await refuseTakenDomains(deed, tenant)
  await insertTenant(deed.tx, tenant)
  const { name, title, domains, partner } = tenant
  deed.record({ type: 'tenant.added', tenantId: tenant.id, payload: { name, title, domains, partner } })
  return tenant
}

export interface TenantEdit {
  title?: string | null
  addDomains?: readonly string[]
  removeDomains?: readonly string[]
  partner?: boolean
}

/** Changes what is named in `edit`; what already is so is no change and no entry. Throws `domain-taken`. */
export async function editTenant(deed: Deed, tenant: Tenant, edit: TenantEdit): Promise<Tenant> {
  const removed = edit.removeDomains ?? []
  const domains = [...new Set([...tenant.domains, ...(edit.addDomains ?? [])])].filter(
    (name) => !removed.includes(name),
  )
  const edited: Tenant = {
    ...tenant,
    title: edit.title === undefined ? tenant.title : edit.title,
    partner: edit.partner ?? tenant.partner,
    domains: domains.sort(),
  }
  const changes = changesBetween(tenant, edited)
  if (Object.keys(changes).length === 0) return tenant
  await refuseTakenDomains(deed, edited)
  await updateTenant(deed.tx, edited)
  deed.record({ type: 'tenant.edited', tenantId: tenant.id, payload: { name: tenant.name, changes } })
  return edited
}

function changesBetween(before: Tenant, after: Tenant) {
  const shown = ({ title, partner, domains }: Tenant) => ({ title, partner, domains: [...domains] })
  const [from, to] = [shown(before), shown(after)]
  const fields = ['title', 'partner', 'domains'] as const
  const changed = fields.filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
  return Object.fromEntries(changed.map((field) => [field, { from: from[field], to: to[field] }]))
}

async function refuseTakenDomains(deed: Deed, tenant: Tenant): Promise<void> {
  for (const domain of tenant.domains) {
    const owner = await findTenantByDomain(deed.tx, domain)
    if (owner !== undefined && owner.id !== tenant.id) {
      throw new DeskError('domain-taken', { domain, tenant: owner.name })
    }
  }
}
