import { visibleTenants } from '../people/beginning'
import { type Grant, grantAsOf } from '../people/grant'
import { allGrants, openGrants } from '../people/grant-store'
import { demand, isAdvisor, may, type TicketRules } from '../people/permission'
import type { UserActor } from '../people/session'
import { tenantByName } from '../people/tenant-store'
import { tenantIdsOf } from '../people/user'
import type { Reader } from '../store/schema'

export interface GrantsWish {
  /** The tenant that was named. */
  tenant: string | undefined
  mine: boolean
  permanent: boolean
  /** Those that have ended, too. */
  all: boolean
}

/**
 * The grants that somebody may know of: advisors their own, the people of a tenant with `access:view` those into it, the
 * desk's administrators all. Throws `tenant-not-found`, `not-allowed`.
 */
export async function listedGrants(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  wish: GrantsWish,
  now: Date,
): Promise<Grant[]> {
  const scope = await scopeOf(db, actor, rules, wish)
  const filter = { ...scope, ...(wish.permanent ? { kind: 'permanent' as const } : {}) }
  const grants = (await (wish.all ? allGrants : openGrants)(db, filter)).map((grant) => grantAsOf(grant, now))
  return wish.all ? grants : grants.filter(({ endedAt }) => endedAt === null)
}

async function scopeOf(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  { tenant: named, mine }: GrantsWish,
): Promise<{ tenantIds?: readonly string[]; advisorId?: string }> {
  const isOwn = mine || (isAdvisor(actor.memberships) && !seesSome(actor, rules))
  const own = isOwn ? { advisorId: actor.id } : {}
  if (named !== undefined) {
    const tenant = await tenantByName(db, named, visibleTenants(actor, rules))
    if (!isOwn) demand(actor, 'access:view', tenant, rules)
    return { ...own, tenantIds: [tenant.id] }
  }
  if (isOwn) return own
  if (may(actor, 'access:view', null, rules)) return {}
  const tenantIds = tenantIdsOf(actor.memberships).filter((id) => may(actor, 'access:view', id, rules))
  if (tenantIds.length === 0) demand(actor, 'access:view', null, rules)
  return { tenantIds }
}

function seesSome(actor: UserActor, rules: TicketRules): boolean {
  return [null, ...tenantIdsOf(actor.memberships)].some((id) => may(actor, 'access:view', id, rules))
}
