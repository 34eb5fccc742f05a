import type { Desk } from '../desk'
import { readSettings } from '../settings/store'
import { may, type TicketRules } from './permission'
import { currentActor, type UserActor } from './session'
import { rulesOf } from './ticket-rules'
import { tenantIdsOf } from './user'

/** Who acts and what the desk has set: where every command begins that needs somebody logged in. */
export async function beginning(desk: Desk) {
  const actor = await currentActor(desk)
  const store = await desk.store()
  const settings = await readSettings(store.db)
  return { store, actor, settings, rules: rulesOf(settings), zone: settings['desk.time-zone'] }
}

export type Beginning = Awaited<ReturnType<typeof beginning>>

/**
 * The tenants an actor may know of: those who may see all of them all (undefined), everybody else their own, and those that
 * let them in as an advisor. To know of one is not to see anything of it.
 */
export function visibleTenants(actor: UserActor, rules: TicketRules): readonly string[] | undefined {
  const own = ownTenants(actor, rules)
  const letIn = actor.grants?.map(({ tenantId }) => tenantId) ?? []
  return own === undefined || letIn.length === 0 ? own : [...new Set([...own, ...letIn])]
}

/** The same without those that only let them in: what is told of people unasked comes from these. */
export function ownTenants(actor: UserActor, rules: TicketRules): readonly string[] | undefined {
  return may(actor, 'tenant:view', null, rules) ? undefined : tenantIdsOf(actor.memberships)
}
