import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import { demand, may, type TicketRules } from './permission'
import type { UserActor } from './session'
import { listTenants } from './tenant-store'
import { homeTenantsOf, type User } from './user'

/**
 * Who may invite, disable or enable somebody: whoever may manage people everywhere that person is at home. Otherwise the
 * administrator of one organisation could become a person of another one. For people of the desk, and for those who are
 * at home nowhere, that is the desk's administrator alone; where somebody is a guest nobody has charge of them. Throws
 * `not-allowed`, naming a tenant only to those who may know of it.
 */
export async function demandCharge(db: Reader, actor: UserActor, rules: TicketRules, user: User): Promise<void> {
  const tenantIds = homeTenantsOf(user)
  const ofDesk = user.memberships.some(({ tenantId }) => tenantId === null)
  if (ofDesk || tenantIds.length === 0) demand(actor, 'desk:edit', null, rules)
  const foreign = tenantIds.filter((tenantId) => !may(actor, 'users:edit', tenantId, rules))
  if (foreign.length === 0) return
  const visible = visibleTenants(actor, rules)
  const [named] = await listTenants(db, visible === undefined ? foreign : foreign.filter((id) => visible.includes(id)))
  throw new DeskError('not-allowed', { permission: 'users:edit', tenant: named?.name ?? null })
}
