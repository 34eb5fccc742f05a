import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { keepingAdministrators } from './administrators'
import { visibleTenants } from './beginning'
import { grantsSeen, personOrAdvisor } from './charge'
import { endGrants } from './end-grants'
import type { Grant } from './grant'
import { leaveGroups } from './leave-groups'
import { demand, type Membership, type TicketRules } from './permission'
import { placeMeant } from './place-meant'
import { doerOf, type UserActor } from './session'
import type { Tenant } from './tenant'
import { listTenants } from './tenant-store'
import type { User } from './user'
import { asSeenFrom } from './user-view'

/** What it means to take somebody out: whom, out of what (null: the desk), and which groups they have there. */
export interface Removal {
  user: User
  place: Tenant | null
  memberships: readonly Membership[]
  /** What lets them in there as an advisor. */
  grants: readonly Grant[]
}

/**
 * Takes a person out of a tenant, or out of the desk: groups, teams and being a guest end there, sessions end at once, and
 * an advisor is let in no more;
 * tickets, messages and history stay. Whoever manages the people of that place may do it, also to somebody who belongs
 * elsewhere, too. Not being there is no change. Throws `user-not-found`, `tenant-not-found`, `tenant-needed`,
 * `not-allowed`, `own-account`, `last-administrator`.
 */
export async function removeUser(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  typed: string,
  named: string | undefined,
): Promise<Removal> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const removal = await removalMeant(deed.tx, actor, rules, typed, named, deed.now)
    const { user, place, memberships, grants } = removal
    if (grants.length > 0 && place !== null) {
      await endGrants(deed, { tenantIds: [place.id], advisorId: user.id }, 'removed')
    }
    if (memberships.length === 0) return removal
    await keepingAdministrators(deed, actor, rules, user, [place], () => leaveGroups(deed, actor, user, memberships))
    return removal
  })
}

/** The removal that the words ask for, if the actor may do it; the question to a person is made from it. */
export async function removalMeant(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  typed: string,
  named: string | undefined,
  now: Date,
): Promise<Removal> {
  const user = await personOrAdvisor(db, actor, rules, typed, now)
  const grants = await grantsSeen(db, actor, rules, now, user.id)
  const visible = visibleTenants(actor, rules)
  // Whoever belongs nowhere is out already.
  const seen = asSeenFrom(user, new Map(), visible).user.memberships
  const nowhere = seen.length === 0 && named === undefined
  const letInto = nowhere && grants.length > 0 ? await tenantOfGrant(db, grants) : null
  const place = nowhere ? letInto : await placeMeant(db, actor, rules, user, named)
  demand(actor, place === null ? 'desk:edit' : 'users:edit', place, rules)
  if (user.id === actor.id) throw new DeskError('own-account', { deed: 'remove' })
  const tenantId = place?.id ?? null
  const into = grants.filter((grant) => grant.tenantId === tenantId)
  if (into.length > 0) demand(actor, 'access:edit', place, rules)
  const memberships = user.memberships.filter((membership) => membership.tenantId === tenantId)
  return { user, place, memberships, grants: into }
}

/** The only tenant that somebody is let into. Throws `tenant-needed` where there are several. */
async function tenantOfGrant(db: Reader, grants: readonly Grant[]): Promise<Tenant> {
  const tenants = await listTenants(
    db,
    grants.map(({ tenantId }) => tenantId),
  )
  const [only] = tenants
  if (only !== undefined && tenants.length === 1) return only
  throw new DeskError('tenant-needed', { tenants: tenants.map(({ name }) => name) })
}
