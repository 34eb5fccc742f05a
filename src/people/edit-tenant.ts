import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { differences } from '../journal/entry'
import { once } from '../journal/idempotency'
import { refuseTakenDomains } from './add-tenant'
import { visibleTenants } from './beginning'
import { demand, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import type { Tenant } from './tenant'
import { tenantByName, updateTenant } from './tenant-store'

export interface TenantEdit {
  title?: string | null
  addDomains?: readonly string[]
  removeDomains?: readonly string[]
  partner?: boolean
}

/**
 * Changes what is named in `edit`; what already is so is no change and no entry. Gives the tenant's name. Throws
 * `tenant-not-found`, `not-allowed`, `domain-taken`.
 */
export async function editTenant(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  typed: string,
  edit: TenantEdit,
  key: string | undefined,
): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenant = await tenantByName(deed.tx, typed, visibleTenants(actor, rules))
    demand(actor, 'tenant:edit', tenant, rules)
    // Partnership decides which categories are offered, domains whose people are whose: the desk's word, not the tenant's.
    const desksWord = edit.partner !== undefined || edit.addDomains !== undefined || edit.removeDomains !== undefined
    if (desksWord) demand(actor, 'tenant:edit', null, rules)
    const request = JSON.parse(JSON.stringify({ tenant: tenant.name, ...edit }))
    const call = { key, actorId: actor.id, tenantId: tenant.id, command: 'tenant edit', request }
    return once(deed, call, async () => (await changeTenant(deed, tenant, edit)).name)
  })
}

async function changeTenant(deed: Deed, tenant: Tenant, edit: TenantEdit): Promise<Tenant> {
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
  const changes = differences(factsOf(tenant), factsOf(edited))
  if (Object.keys(changes).length === 0) return tenant
  await refuseTakenDomains(deed, edited)
  await updateTenant(deed.tx, edited)
  deed.record({ type: 'tenant.edited', tenantId: tenant.id, payload: { name: tenant.name, changes } })
  return edited
}

function factsOf({ title, partner, domains }: Tenant) {
  return { title, partner, domains: [...domains] }
}
