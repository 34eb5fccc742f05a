import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { keepingAdministrators } from './administrators'
import { visibleTenants } from './beginning'
import { personMeant } from './charge'
import { leaveGroups } from './leave-groups'
import { demand, type Membership, type TicketRules } from './permission'
import { placeMeant } from './place-meant'
import { doerOf, type UserActor } from './session'
import type { Tenant } from './tenant'
import type { User } from './user'
import { asSeenFrom } from './user-view'

/** What it means to take somebody out: whom, out of what (null: the desk), and which groups they have there. */
export interface Removal {
  user: User
  place: Tenant | null
  memberships: readonly Membership[]
}

/**
 * Takes a person out of a tenant, or out of the desk: groups, teams and being a guest end there, sessions end at once;
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
    const removal = await removalMeant(deed.tx, actor, rules, typed, named)
    const { user, place, memberships } = removal
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
): Promise<Removal> {
  const user = await personMeant(db, actor, rules, typed)
  const visible = visibleTenants(actor, rules)
  // Whoever belongs nowhere is out already.
  const seen = asSeenFrom(user, new Map(), visible).user.memberships
  const nowhere = seen.length === 0 && named === undefined
  const place = nowhere ? null : await placeMeant(db, actor, rules, user, named)
  demand(actor, place === null ? 'desk:edit' : 'users:edit', place, rules)
  if (user.id === actor.id) throw new DeskError('own-account', { deed: 'remove' })
  const tenantId = place?.id ?? null
  return { user, place, memberships: user.memberships.filter((membership) => membership.tenantId === tenantId) }
}
