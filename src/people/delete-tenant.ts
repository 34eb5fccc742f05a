import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import { endGrants } from './end-grants'
import { demand, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import { isRestorable, restorableUntil, type Tenant } from './tenant'
import { findTenantEvenDeleted, saveDeletion, tenantByName } from './tenant-store'

/**
 * Deletes a tenant: nobody can use it any more, and for 30 days it can be restored. One that is deleted already is no
 * change (false). Throws `tenant-not-found`, `not-allowed`.
 */
export async function deleteTenant(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  typed: string,
  key: string | undefined,
): Promise<boolean> {
  return changeDeletion(desk, actor, rules, { typed, command: 'tenant delete', key }, async (deed, tenant) => {
    if (tenant.deletedAt !== null) return false
    await saveDeletion(deed.tx, tenant.id, deed.now)
    await endGrants(deed, { tenantIds: [tenant.id] }, 'tenant-deleted')
    deed.record({ type: 'tenant.deleted', tenantId: tenant.id, payload: { name: tenant.name } })
    return true
  })
}

/**
 * Restores a deleted tenant with all its people, tickets and domains. One that stands is no change (false). Throws
 * `tenant-not-found`, `not-allowed`, and `tenant-gone` after the 30 days.
 */
export async function restoreTenant(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  typed: string,
  key: string | undefined,
): Promise<boolean> {
  return changeDeletion(desk, actor, rules, { typed, command: 'tenant restore', key }, async (deed, tenant) => {
    const until = restorableUntil(tenant)
    if (until === null) return false
    if (!isRestorable(tenant, deed.now)) {
      throw new DeskError('tenant-gone', { tenant: tenant.name, until: formatInstant(until) })
    }
    await saveDeletion(deed.tx, tenant.id, null)
    deed.record({ type: 'tenant.restored', tenantId: tenant.id, payload: { name: tenant.name } })
    return true
  })
}

/** The tenant of that name, deleted or not, if the actor may delete and restore tenants: the desk's word. */
export async function tenantToDelete(db: Reader, actor: UserActor, rules: TicketRules, typed: string): Promise<Tenant> {
  const visible = visibleTenants(actor, rules)
  const known = visible === undefined ? await findTenantEvenDeleted(db, typed) : undefined
  const tenant = known ?? (await tenantByName(db, typed, visible))
  demand(actor, 'desk:edit', null, rules)
  return tenant
}

async function changeDeletion(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  words: { typed: string; command: string; key: string | undefined },
  change: (deed: Deed, tenant: Tenant) => Promise<boolean>,
): Promise<boolean> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenant = await tenantToDelete(deed.tx, actor, rules, words.typed)
    const { command, key } = words
    const call = { key, actorId: actor.id, tenantId: tenant.id, command, request: tenant.name }
    return once(deed, call, async () => change(deed, tenant))
  })
}
