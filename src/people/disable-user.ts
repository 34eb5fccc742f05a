import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { endAccess } from './access-token-store'
import { visibleTenants } from './beginning'
import { demandCharge } from './charge'
import { findPasswordHash, spendOneTimeTokens } from './login-store'
import type { TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import type { User, UserStatus } from './user'
import { recordOfUser } from './user-entry'
import { countDeskAdministrators, saveUserStatus, userByEmail } from './user-store'

/**
 * Shuts somebody out, at once: sessions end, tokens are revoked, tickets and messages stay. Being disabled already is
 * no change. Throws `user-not-found`, `not-allowed`, `own-account`, `last-administrator`.
 */
export async function disableUser(desk: Desk, actor: UserActor, rules: TicketRules, email: string): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user = await userInCharge(deed, actor, rules, email)
    if (user.id === actor.id) throw new DeskError('own-account', {})
    if (user.status === 'disabled') return user.email
    await refuseLastAdministrator(deed, user)
    await saveUserStatus(deed.tx, user.id, 'disabled')
    await endAccess(deed.tx, user.id, deed.now)
    // An invitation that is still open would let them in again.
    await spendOneTimeTokens(deed.tx, user.id, deed.now)
    recordOfUser(deed, user, 'user.disabled')
    return user.email
  })
}

/** Lets somebody in again: with their password if they have one, else as a contact. */
export async function enableUser(desk: Desk, actor: UserActor, rules: TicketRules, email: string): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user = await userInCharge(deed, actor, rules, email)
    if (user.status !== 'disabled') return user.email
    const status: UserStatus = (await findPasswordHash(deed.tx, user.id)) === undefined ? 'contact' : 'active'
    await saveUserStatus(deed.tx, user.id, status)
    recordOfUser(deed, user, 'user.enabled')
    return user.email
  })
}

/** A person the actor may manage. */
async function userInCharge(deed: Deed, actor: UserActor, rules: TicketRules, email: string): Promise<User> {
  const user = await userByEmail(deed.tx, email, visibleTenants(actor, rules))
  await demandCharge(deed.tx, actor, rules, user)
  return user
}

/** A desk that nobody may administer can never be mended from inside. */
async function refuseLastAdministrator(deed: Deed, user: User): Promise<void> {
  const administers =
    user.status === 'active' && user.memberships.some(({ tenantId, group }) => tenantId === null && group === 'admin')
  if (administers && (await countDeskAdministrators(deed.tx)) <= 1) {
    throw new DeskError('last-administrator', { email: user.email })
  }
}
