import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import type { TicketRules } from './permission'
import type { UserActor } from './session'
import { listTenants } from './tenant-store'
import { userByEmail } from './user-store'
import { asSeenFrom, type ShownUser } from './user-view'

/** The names of all tenants, by id. */
export async function tenantNames(db: Reader): Promise<ReadonlyMap<string, string>> {
  return new Map((await listTenants(db)).map(({ id, name }) => [id, name]))
}

/** The person of that address as the actor may see them: without the tenants that are none of the actor's business. */
export async function shownUser(db: Reader, actor: UserActor, rules: TicketRules, email: string): Promise<ShownUser> {
  return asSeenFrom(await userByEmail(db, email), await tenantNames(db), visibleTenants(actor, rules))
}
