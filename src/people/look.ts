import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { liveGrantsOf } from './grant-store'
import { grantShows, may, type Permission, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'

/**
 * Lets the actor look at something of a tenant, or refuses it (`not-allowed`). Whoever may because they belong there just
 * may. Whoever may only because a grant lets them in leaves an entry in the tenant's access log: grant and entry are one
 * short transaction, committed before anything is read. `object` says what of the area it was, if one thing was meant.
 */
export async function lookInto(
  desk: Desk,
  actor: UserActor,
  permission: Permission,
  tenant: { id: string; name: string },
  object: string | null,
  rules: TicketRules,
): Promise<void> {
  if (may(actor, permission, tenant.id, rules)) return
  await lookAsAdvisor(desk, actor, permission, tenant, object)
}

/** The same for what only a grant shows, whatever the actor may besides. */
export async function lookAsAdvisor(
  desk: Desk,
  actor: UserActor,
  permission: Permission,
  tenant: { id: string; name: string },
  object: string | null,
): Promise<void> {
  const refusal = new DeskError('not-allowed', { permission, tenant: tenant.name })
  if (!grantShows(actor, permission, tenant.id)) throw refusal
  // A token for reading is good for this: what is written is the desk's word about its owner.
  await carryOut(desk, { ...doerOf(actor), readOnly: false }, async (deed) => {
    const grants = await liveGrantsOf(deed.tx, actor.id, deed.now)
    if (!grantShows({ ...actor, grants }, permission, tenant.id)) throw refusal
    const grant = grants.find(({ tenantId }) => tenantId === tenant.id)?.id ?? null
    const [area = permission] = permission.split(':')
    const payload = { grant, email: actor.email, area, permission, object }
    deed.record({ type: 'access.looked', tenantId: tenant.id, payload })
  })
}

/** Whether the actor may look at this of the tenant, because they belong there or by a grant. */
export function mayLook(actor: UserActor, permission: Permission, tenantId: string, rules: TicketRules): boolean {
  return may(actor, permission, tenantId, rules) || grantShows(actor, permission, tenantId)
}
