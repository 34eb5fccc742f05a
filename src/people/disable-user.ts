import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { endAccess } from './access-token-store'
import { visibleTenants } from './beginning'
import { findPasswordHash } from './login-store'
import { demand, may, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import { tenantById } from './tenant-store'
import { tenantIdsOf, type User, type UserStatus } from './user'
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
    await endAccess(deed.tx, user.id, deed.now, { tokens: true })
    deed.record({ type: 'user.disabled', payload: { user: user.id, email: user.email } })
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
    deed.record({ type: 'user.enabled', payload: { user: user.id, email: user.email } })
    return user.email
  })
}

/** A person the actor may manage: in every tenant of theirs, and of the desk only as the desk's administrator. */
async function userInCharge(deed: Deed, actor: UserActor, rules: TicketRules, email: string): Promise<User> {
  const user = await userByEmail(deed.tx, email, visibleTenants(actor, rules))
  const ofDesk = user.memberships.some(({ tenantId }) => tenantId === null)
  if (ofDesk) demand(actor, 'desk:edit', null, rules)
  for (const tenantId of tenantIdsOf(user.memberships)) {
    if (!may(actor, 'users:edit', tenantId, rules))
      demand(actor, 'users:edit', await tenantById(deed.tx, tenantId), rules)
  }
  if (!ofDesk && user.memberships.length === 0) demand(actor, 'users:edit', null, rules)
  return user
}

/** A desk that nobody may administer can never be mended from inside. */
async function refuseLastAdministrator(deed: Deed, user: User): Promise<void> {
  const administers = user.memberships.some(({ tenantId, group }) => tenantId === null && group === 'admin')
  if (administers && (await countDeskAdministrators(deed.tx)) <= 1) {
    throw new DeskError('last-administrator', { email: user.email })
  }
}
