import type { Deed } from '../journal/deed'
import { isIn } from './add-user'
import { endGrants } from './end-grants'
import { giveBackTickets, leaveTickets } from './leave-tickets'
import { isAdvisor, type Membership } from './permission'
import { sessionInUse, type UserActor } from './session'
import { endSessions } from './session-store'
import type { User } from './user'
import { deleteGuest, deleteMembership, deleteTeamMemberships } from './user-store'

/**
 * Takes a person out of those groups that they are in; their sessions end (DOMAIN 2), but for the one in which somebody
 * does this to themselves. Whoever has left the last group of a place is no guest, team
 * member or participant there any more.
 */
export async function leaveGroups(
  deed: Deed,
  actor: UserActor,
  user: User,
  memberships: readonly Membership[],
): Promise<User> {
  let left = user
  for (const membership of memberships) {
    if (isIn(left, membership)) left = await leave(deed, left, membership)
  }
  if (left === user) return user
  await giveBackTickets(deed, user, left)
  await endSessions(deed.tx, user.id, deed.now, sessionInUse(actor))
  if (isAdvisor(user.memberships) && !isAdvisor(left.memberships)) {
    await endGrants(deed, { advisorId: user.id }, 'no-advisor')
  }
  for (const tenantId of new Set(memberships.map((membership) => membership.tenantId))) {
    if (left.memberships.some((membership) => membership.tenantId === tenantId)) continue
    if (tenantId === null) await deleteTeamMemberships(deed.tx, user.id)
    else {
      await deleteGuest(deed.tx, user.id, tenantId)
      await leaveTickets(deed, user, tenantId)
    }
  }
  return left
}

async function leave(deed: Deed, user: User, membership: Membership): Promise<User> {
  const { tenantId, group } = membership
  await deleteMembership(deed.tx, user.id, membership)
  const payload = { user: user.id, email: user.email, group }
  deed.record({ type: 'user.left', ...(tenantId === null ? {} : { tenantId }), payload })
  return { ...user, memberships: user.memberships.filter((one) => one.tenantId !== tenantId || one.group !== group) }
}
