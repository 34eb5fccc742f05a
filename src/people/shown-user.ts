import type { Reader } from '../store/schema'
import { ownTenants } from './beginning'
import { liveGrants } from './grant-store'
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
  return shownAs(db, await userByEmail(db, email), ownTenants(actor, rules), now)
}

/** A person with the tenants of these that they are in or that let them in; undefined means all. */
export async function shownAs(
  db: Reader,
  user: User,
  known: readonly string[] | undefined,
  now: Date,
): Promise<ShownUser> {
  const shown = asSeenFrom(user, await tenantNames(db), known)
  if (!isAdvisor(user.memberships)) return shown
  const into = known === undefined ? {} : { tenantIds: known }
  return { ...shown, letIn: await liveGrants(db, { ...into, advisorId: user.id }, now) }
}
