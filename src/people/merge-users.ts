import type { Desk } from '../desk'
import { carryOut, type Deed, tryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { listAccessTokens, revokeAccessToken } from './access-token-store'
import { isIn } from './add-user'
import { keepingAdministrators, refuseFurtherAdministrator } from './administrators'
import { endVisit } from './answer-invitation'
import { demandCharge, personMeant, refuseBecoming } from './charge'
import { endGrants } from './end-grants'
import { recordOfGuest } from './guest-entry'
import { listVisits } from './guest-store'
import { leaveGroups } from './leave-groups'
import { spendOneTimeTokens } from './login-store'
import { type Moved, moveUser } from './merge-store'
import type { Membership, TicketRules } from './permission'
import { placesOf } from './place-meant'
import { doerOf, sessionInUse, type UserActor } from './session'
import { endSessions } from './session-store'
import { deleteSshKey, listSshKeys } from './ssh-key-store'
import type { User } from './user'
import { recordOfUser } from './user-entry'
import { deleteMemberships, findUserById } from './user-store'

export interface Merge {
  survivor: User
  moved: Moved
}

/**
 * Makes two records of one person one: addresses, memberships, tickets, messages and consents become the survivor's,
 * who keeps their name, telephone, language, status and ways in. The other's ways in end, and so do their visits to other
 * tenants. With `dryRun` all of it is only tried. Throws `user-not-found`, `not-allowed`, `merge-with-itself`,
 * `own-account`, `first-administrator-only`, `last-administrator`.
 */
export async function mergeUsers(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  words: { merged: string; survivor: string; dryRun: boolean },
): Promise<Merge> {
  return (words.dryRun ? tryOut : carryOut)<Merge>(desk, doerOf(actor), async (deed) => {
    const merged = await personMeant(deed.tx, actor, rules, words.merged)
    const survivor = await personMeant(deed.tx, actor, rules, words.survivor)
    for (const user of [merged, survivor]) await demandCharge(deed.tx, actor, rules, user)
    if (merged.id === survivor.id) throw new DeskError('merge-with-itself', { email: survivor.email })
    if (merged.id === actor.id) throw new DeskError('own-account', { deed: 'merge' })
    // Whoever has the record that stays comes in as what the other one was: for a person with a way in, the desk's word.
    await refuseBecoming(deed.tx, actor, rules, merged)
    return merge(deed, actor, rules, merged, survivor)
  })
}

async function merge(deed: Deed, actor: UserActor, rules: TicketRules, merged: User, survivor: User): Promise<Merge> {
  const gained = gainedBy(survivor, merged)
  const places = await placesOf(deed.tx, merged)
  for (const place of places) {
    const groups = gained.flatMap(({ tenantId, group }) => (tenantId === (place?.id ?? null) ? group : []))
    await refuseFurtherAdministrator(deed, actor, rules, place, groups)
  }
  await endWaysIn(deed, merged)
  await endGrants(deed, { advisorId: merged.id }, 'merged')
  if (gained.length > 0) await endSessions(deed.tx, survivor.id, deed.now, sessionInUse(actor))
  const moved = await keepingAdministrators(deed, actor, rules, merged, places, async () => {
    await endVisits(deed, merged)
    await stayOutside(deed, actor, merged, survivor)
    return moveUser(deed.tx, merged.id, survivor.id)
  })
  const united = { ...survivor, memberships: [...survivor.memberships, ...gained] }
  recordOfUser(
    deed,
    united,
    'user.merged',
    { merged: { from: merged.email, to: survivor.email } },
    { merged: merged.id, moved: { ...moved } },
  )
  return { survivor: (await findUserById(deed.tx, survivor.id)) ?? united, moved }
}

/** The groups that come to the survivor: none where either of the two is only a guest. */
function gainedBy(survivor: User, merged: User): Membership[] {
  const visited = [...survivor.memberships, ...merged.memberships].filter(({ isGuest }) => isGuest === true)
  const isVisit = ({ tenantId }: Membership): boolean => visited.some((visit) => visit.tenantId === tenantId)
  return merged.memberships.filter((membership) => !isVisit(membership) && !isIn(survivor, membership))
}

/**
 * What one record was let in with never lets anybody in as the other: otherwise whoever may merge could make a record
 * with a key of their own and come in as whom they merge it into.
 */
async function endWaysIn(deed: Deed, merged: User): Promise<void> {
  await endSessions(deed.tx, merged.id, deed.now, null)
  await spendOneTimeTokens(deed.tx, merged.id, deed.now)
  for (const key of await listSshKeys(deed.tx, merged.id)) {
    await deleteSshKey(deed.tx, key.id)
    recordOfUser(deed, merged, 'key.removed', { key: { from: key.fingerprint, to: null } })
  }
  for (const token of await listAccessTokens(deed.tx, merged.id)) {
    if (token.revokedAt !== null) continue
    await revokeAccessToken(deed.tx, token.id, deed.now)
    deed.record({ type: 'token.revoked', payload: { token: token.id, name: token.name } })
  }
}

/** A tenant let in the one it invited, whom nobody elsewhere may make another person. */
async function endVisits(deed: Deed, merged: User): Promise<void> {
  for (const visit of await listVisits(deed.tx, merged.id)) {
    await endVisit(deed, visit)
    recordOfGuest(deed, visit, 'guest.removed')
  }
}

/** Where the survivor is a guest they stay one, with the group they were invited with. */
async function stayOutside(deed: Deed, actor: UserActor, merged: User, survivor: User): Promise<void> {
  const visits = await listVisits(deed.tx, survivor.id)
  for (const { tenantId } of visits.filter(({ status }) => status === 'accepted')) {
    const there = merged.memberships.filter((membership) => membership.tenantId === tenantId && !membership.isGuest)
    await leaveGroups(deed, actor, merged, there)
    // Deleted tenants, too, which may be restored.
    await deleteMemberships(deed.tx, merged.id, tenantId)
  }
}
