import type { Desk } from '../desk'
import { carryOut, type Deed, tryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { isIn } from './add-user'
import { keepingAdministrators, refuseFurtherAdministrator } from './administrators'
import { demandCharge, personMeant } from './charge'
import { spendOneTimeTokens } from './login-store'
import { deleteSshKeys, type Moved, moveUser } from './merge-store'
import type { Membership, TicketRules } from './permission'
import { placesOf } from './place-meant'
import { doerOf, sessionInUse, type UserActor } from './session'
import { endSessions } from './session-store'
import type { User } from './user'
import { recordOfUser } from './user-entry'
import { findUserById } from './user-store'

export interface Merge {
  survivor: User
  moved: Moved
}

/**
 * Makes two records of one person one: addresses, memberships, tickets, messages, consents, tokens and keys become the
 * survivor's, who keeps their name, telephone, language, status and password; the other's password, sessions and open
 * invitation end. With `dryRun` all of it is only tried. Throws `user-not-found`, `not-allowed`, `merge-with-itself`,
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
    return merge(deed, actor, rules, merged, survivor)
  })
}

async function merge(deed: Deed, actor: UserActor, rules: TicketRules, merged: User, survivor: User): Promise<Merge> {
  const gained = merged.memberships.filter((membership) => !isIn(survivor, membership))
  const places = await placesOf(deed.tx, merged)
  for (const place of places) {
    const groups = gained.flatMap(({ tenantId, group }) => (tenantId === (place?.id ?? null) ? group : []))
    await refuseFurtherAdministrator(deed, actor, rules, place, groups)
  }
  await endWaysIn(deed, actor, merged, survivor, gained)
  const moved = await keepingAdministrators(deed, actor, rules, merged, places, () =>
    moveUser(deed.tx, merged.id, survivor.id),
  )
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

/** What somebody was let in with does not let them in as somebody who may more. Access tokens move: scripts use them. */
async function endWaysIn(
  deed: Deed,
  actor: UserActor,
  merged: User,
  survivor: User,
  gained: readonly Membership[],
): Promise<void> {
  await endSessions(deed.tx, merged.id, deed.now, null)
  await spendOneTimeTokens(deed.tx, merged.id, deed.now)
  if (merged.status === 'disabled') await deleteSshKeys(deed.tx, merged.id)
  if (gained.length > 0) await endSessions(deed.tx, survivor.id, deed.now, sessionInUse(actor))
}
