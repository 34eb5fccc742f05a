import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import { readSettings } from '../settings/store'
import type { Reader } from '../store/schema'
import { isPublicProvider } from './mail-address'
import { doerOf, type UserActor } from './session'
import { refuseDeleted, type Tenant } from './tenant'
import { findTenantByDomain, findTenantEvenDeleted, insertTenant } from './tenant-store'

export interface NewTenant {
  name: string
  title: string | null
  domains: readonly string[]
  partner: boolean
}

/** Makes a tenant in a deed of its own; gives its name. */
export async function addTenant(
  desk: Desk,
  actor: UserActor,
  wanted: NewTenant,
  key: string | undefined,
): Promise<string> {
  const request = { ...wanted, domains: [...wanted.domains] }
  const call = { key, actorId: actor.id, tenantId: '', command: 'tenant add', request }
  return carryOut(desk, doerOf(actor), (deed) =>
    once(deed, call, async () => (await makeTenant(desk, deed, wanted)).name),
  )
}

/**
 * Makes a tenant as part of a deed. Throws `tenant-exists`, or `domain-taken` when a domain is another tenant's; names and
 * domains of deleted tenants stay taken (`tenant-deleted`), so that restoring one never collides.
 */
export async function makeTenant(desk: Desk, deed: Deed, wanted: NewTenant): Promise<Tenant> {
  await refuseNamesake(deed.tx, wanted.name, deed.now)
  const domains = [...new Set(wanted.domains)]
  const tenant: Tenant = { ...wanted, id: desk.newId(), domains, createdAt: deed.now, deletedAt: null }
  await refuseTakenDomains(deed, tenant)
  await insertTenant(deed.tx, tenant)
  const { name, title, partner } = tenant
  deed.record({ type: 'tenant.added', tenantId: tenant.id, payload: { name, title, domains, partner } })
  return tenant
}

/** Throws `tenant-exists`, or `tenant-deleted` where the name is a deleted one's. */
export async function refuseNamesake(db: Reader, name: string, now: Date): Promise<void> {
  const namesake = await findTenantEvenDeleted(db, name)
  if (namesake === undefined) return
  refuseDeleted(namesake, now)
  throw new DeskError('tenant-exists', { name })
}

/**
 * A domain belongs to one tenant (`domain-taken`), and the desk's own or a public provider's to none (`domain-not-own`):
 * it says whose people are whose.
 */
export async function refuseTakenDomains(deed: Deed, tenant: Tenant): Promise<void> {
  const { 'desk.domain': deskDomain } = await readSettings(deed.tx)
  for (const domain of tenant.domains) {
    if (domain === deskDomain || isPublicProvider(domain)) throw new DeskError('domain-not-own', { domain })
    const owner = await findTenantByDomain(deed.tx, domain)
    if (owner !== undefined && owner.id !== tenant.id) {
      refuseDeleted(owner, deed.now)
      throw new DeskError('domain-taken', { domain, tenant: owner.name })
    }
  }
}
