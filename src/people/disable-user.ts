import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { endAccess } from './access-token-store'
import { keepingAdministrators } from './administrators'
import { personInCharge } from './charge'
import { endGrants } from './end-grants'
import { giveBackTickets } from './leave-tickets'
import { findPasswordHash, spendOneTimeTokens } from './login-store'
import type { TicketRules } from './permission'
import { placesOf } from './place-meant'
import { doerOf, type UserActor } from './session'
import type { UserStatus } from './user'
import { recordOfUser } from './user-entry'
import { saveUserStatus } from './user-store'

/**
 * Shuts somebody out, at once: sessions end, tokens are revoked, what they work on goes back to its queue; their own tickets
 * and messages stay. Being disabled already is
 * no change. Throws `user-not-found`, `not-allowed`, `own-account`, `last-administrator`.
 */
export async function disableUser(desk: Desk, actor: UserActor, rules: TicketRules, email: string): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user = await personInCharge(deed.tx, actor, rules, email)
    if (user.id === actor.id) throw new DeskError('own-account', { deed: 'disable' })
    if (user.status === 'disabled') return user.email
    await keepingAdministrators(deed, actor, rules, user, await placesOf(deed.tx, user), () =>
      saveUserStatus(deed.tx, user.id, 'disabled'),
    )
    await endAccess(deed.tx, user.id, deed.now)
    // An invitation that is still open would let them in again.
    await spendOneTimeTokens(deed.tx, user.id, deed.now)
    await endGrants(deed, { advisorId: user.id }, 'advisor-disabled')
    await giveBackTickets(deed, user, { ...user, status: 'disabled' })
    recordOfUser(deed, user, 'user.disabled')
    return user.email
  })
}

/** Lets somebody in again: with their password if they have one, else as a contact. */
export async function enableUser(desk: Desk, actor: UserActor, rules: TicketRules, email: string): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user = await personInCharge(deed.tx, actor, rules, email)
    if (user.status !== 'disabled') return user.email
    const status: UserStatus = (await findPasswordHash(deed.tx, user.id)) === undefined ? 'contact' : 'active'
    await saveUserStatus(deed.tx, user.id, status)
    recordOfUser(deed, user, 'user.enabled')
    return user.email
  })
}
