import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import { grantsSeen } from './charge'
import { isAdvisor, type TicketRules } from './permission'
import type { UserActor } from './session'
import { tenantNames } from './tenant-store'
import type { User } from './user'
import { userByEmail } from './user-store'
import { asSeenFrom, type ShownUser } from './user-view'

/** The person of that address as the actor may see them: without the tenants that are none of the actor's business. */
export async function shownUser(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  email: string,
  now: Date,
): Promise<ShownUser> {
  return shownAs(db, actor, rules, await userByEmail(db, email), now)
}

/** The same for a person who was looked up. */
export async function shownAs(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  now: Date,
): Promise<ShownUser> {
  const shown = asSeenFrom(user, await tenantNames(db), visibleTenants(actor, rules))
  return isAdvisor(user.memberships) ? { ...shown, letIn: await grantsSeen(db, actor, rules, now, user.id) } : shown
}
