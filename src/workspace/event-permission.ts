import { demand, grants, may, type TicketRules } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'

/**
 * Events are fed in by desk administrators and by a tenant's own people with `events:emit`; whoever may see what rules make
 * of them may read them, too (DOMAIN 6). Throws `not-allowed`. `tenant` null asks about all of them.
 */
export function demandEvents(actor: UserActor, tenant: Tenant | null, rules: TicketRules): void {
  const place = tenant?.id ?? null
  if (may(actor, 'events:emit', place, rules)) return
  // Only a membership: what an advisor sees under a grant are the rules, and not what happened.
  const ofTenant = actor.memberships.filter((membership) => place !== null && membership.tenantId === place)
  if (ofTenant.some((membership) => grants(membership, 'rules:view', rules))) return
  demand(actor, 'events:view', tenant, rules)
}
