import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import { hasSshKey } from './door-store'
import { findPasswordHash } from './login-store'
import { demand, may, type TicketRules } from './permission'
import type { UserActor } from './session'
import { listTenants } from './tenant-store'
import { tenantIdsOf, type User } from './user'

/**
 * Who may invite, disable or enable somebody: whoever may manage people everywhere that person belongs. Otherwise the
 * administrator of one organisation could become a person of another one. For people of the desk that is the desk's
 * administrator alone. Throws `not-allowed`, naming a tenant only to those who may know of it.
 */
export async function demandCharge(db: Reader, actor: UserActor, rules: TicketRules, user: User): Promise<void> {
  const tenantIds = tenantIdsOf(user.memberships)
  const ofDesk = user.memberships.some(({ tenantId }) => tenantId === null)
  if (ofDesk || tenantIds.length === 0) demand(actor, 'desk:edit', null, rules)
  const foreign = tenantIds.filter((tenantId) => !may(actor, 'users:edit', tenantId, rules))
  if (foreign.length === 0) return
  const visible = visibleTenants(actor, rules)
  const [named] = await listTenants(db, visible === undefined ? foreign : foreign.filter((id) => visible.includes(id)))
  throw new DeskError('not-allowed', { permission: 'users:edit', tenant: named?.name ?? null })
}

/**
 * Throws `has-way-in` where somebody who is not the desk's administrator could become a person who comes in already, by
 * giving them one more way in.
 */
export async function refuseBecoming(db: Reader, actor: UserActor, rules: TicketRules, user: User): Promise<void> {
  if (user.id === actor.id || may(actor, 'desk:edit', null, rules)) return
  if ((await findPasswordHash(db, user.id)) === undefined && !(await hasSshKey(db, user.id))) return
  throw new DeskError('has-way-in', { email: user.email })
}
