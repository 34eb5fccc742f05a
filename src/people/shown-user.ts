import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import type { TicketRules } from './permission'
import type { UserActor } from './session'
import { tenantNames } from './tenant-store'
import { userByEmail } from './user-store'
import { asSeenFrom, type ShownUser } from './user-view'

/** The person of that address as the actor may see them: without the tenants that are none of the actor's business. */
export async function shownUser(db: Reader, actor: UserActor, rules: TicketRules, email: string): Promise<ShownUser> {
  return asSeenFrom(await userByEmail(db, email), await tenantNames(db), visibleTenants(actor, rules))
}
