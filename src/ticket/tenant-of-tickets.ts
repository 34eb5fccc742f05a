import { visibleTenants } from '../people/beginning'
import { demand, isOnlyLetIn, type TicketRules } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { tenantByName } from '../people/tenant-store'
import type { Reader } from '../store/schema'

/**
 * The tenant of that name, for looking through its tickets; which of them somebody sees is for their visibility to say.
 * Throws `tenant-not-found`, and `not-allowed` for an advisor whom it only let in: no grant shows tickets.
 */
export async function tenantOfTickets(db: Reader, actor: UserActor, rules: TicketRules, name: string): Promise<Tenant> {
  const tenant = await tenantByName(db, name, visibleTenants(actor, rules))
  if (isOnlyLetIn(actor, tenant.id)) demand(actor, 'tickets:view', tenant, rules)
  return tenant
}
