import type { Desk } from '../desk'
import { demand, type Permission, type TicketRules } from './permission'
import type { UserActor } from './session'

/**
 * Comes before whatever is read of a tenant's own: whether the actor may. `object` names the single thing that is looked
 * at, null where it is a list. Throws `not-allowed`.
 */
export async function lookInto(
  _desk: Desk,
  actor: UserActor,
  permission: Permission,
  tenant: { id: string; name: string },
  _object: string | null,
  rules: TicketRules,
): Promise<void> {
  demand(actor, permission, tenant, rules)
}
