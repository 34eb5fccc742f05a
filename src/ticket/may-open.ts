import { DeskError } from '../kit/errors'
import type { Beginning } from '../people/beginning'
import { demand, isStaff, may, type TicketRules } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { listTenants } from '../people/tenant-store'
import { tenantIdsOf } from '../people/user'
import type { NewTicket } from './open-ticket'
import { speaksForOthers } from './requester'

/** Whether the actor may open tickets anywhere. */
export function mayOpenAnywhere(actor: UserActor, rules: TicketRules): boolean {
  return [null, ...tenantIdsOf(actor.memberships)].some((tenantId) => may(actor, 'tickets:open', tenantId, rules))
}

/**
 * Refuses before anybody has written a word what the deed would refuse whatever they write. Throws `may-not-open`,
 * `not-allowed`, `belongs-nowhere`.
 */
export async function refuseOpener(
  { store, actor, rules }: Pick<Beginning, 'store' | 'actor' | 'rules'>,
  wanted: Pick<NewTicket, 'requester' | 'priority' | 'tenant'>,
): Promise<void> {
  demandStaffWords(actor, wanted, rules)
  if (isStaff(actor)) return
  if (actor.memberships.length === 0) throw new DeskError('belongs-nowhere', {})
  const belongs = tenantIdsOf(actor.memberships)
  if (belongs.length === 0) demand(actor, 'tickets:open', null, rules)
  if (wanted.tenant === undefined && mayOpenAnywhere(actor, rules)) return
  const theirs = await listTenants(store.db, belongs)
  // What is no tenant of theirs the deed refuses in its own words.
  const meant = theirs.filter(({ name }) => wanted.tenant === undefined || name === wanted.tenant.toLowerCase())
  const [first] = meant
  if (first === undefined || meant.some(({ id }) => may(actor, 'tickets:open', id, rules))) return
  refuseOpening(actor, first, rules)
}

/**
 * To speak for somebody else is for staff and, for its own colleagues, a tenant's own first level; to weigh a ticket against
 * others is for staff. Throws `not-allowed`.
 */
export function demandStaffWords(
  actor: UserActor,
  wanted: Pick<NewTicket, 'requester' | 'priority'>,
  rules: TicketRules,
): void {
  const own = wanted.requester === undefined || wanted.requester.email === actor.email
  const speaks = own || speaksForOthers(actor, rules)
  if (speaks && (isStaff(actor) || wanted.priority === undefined)) return
  throw new DeskError('not-allowed', { permission: speaks ? 'tickets:edit' : 'tickets:open-for', tenant: null })
}

/** Throws `may-not-open`; to whoever may not even know of the tenant, `not-allowed`. */
export function refuseOpening(actor: UserActor, tenant: Pick<Tenant, 'id' | 'name'>, rules: TicketRules): void {
  if (may(actor, 'tickets:open', tenant.id, rules)) return
  demand(actor, 'tenant:view', tenant, rules)
  throw new DeskError('may-not-open', { openedBy: rules.openedBy, tenant: tenant.name })
}
