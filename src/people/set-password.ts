import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { endAccess } from './access-token-store'
import { findOneTimeToken, savePassword, spendOneTimeTokens } from './login-store'
import { checkPassword } from './password'
import { hashPassword } from './password-hash'
import { tokenHash } from './secret-token'
import { doerOf, startSession, type UserActor } from './session'
import type { User } from './user'
import { findUserById, saveUserStatus } from './user-store'

/** Whose activation token this is. Throws `activation-invalid` alike for one that is wrong, used, replaced or too old. */
export async function invitedBy(desk: Desk, token: string): Promise<User> {
  const { db } = await desk.store()
  const found = await findOneTimeToken(db, tokenHash(token))
  const user = found === undefined || desk.now() >= found.expiresAt ? undefined : await findUserById(db, found.userId)
  if (user?.status !== 'invited') throw new DeskError('activation-invalid', {})
  return user
}

/** Accepts an invitation: the person chooses a password and may log in from now on. Throws `weak-password`. */
export async function activateUser(desk: Desk, token: string, password: string): Promise<User> {
  const user = await invitedBy(desk, token)
  checkPassword(password, user.email)
  const hash = await hashPassword(password, (count) => desk.randomBytes(count))
  await carryOut(desk, { userId: user.id, channel: 'cli' }, async (deed) => {
    // Looked at again inside the deed: of two who come at once with one token, one gets in.
    if ((await findOneTimeToken(deed.tx, tokenHash(token))) === undefined) throw new DeskError('activation-invalid', {})
    await spendOneTimeTokens(deed.tx, user.id, deed.now)
    await savePassword(deed.tx, user.id, hash, deed.now)
    await saveUserStatus(deed.tx, user.id, 'active')
    deed.record({ type: 'user.activated', payload: { user: user.id } })
  })
  return { ...user, status: 'active' }
}

/**
 * Gives the actor a password, new or first. All other sessions end: if somebody else was in, they are out. Gives the
 * token of a fresh session for whoever set it. Throws `weak-password`.
 */
export async function setPassword(desk: Desk, actor: UserActor, password: string): Promise<string> {
  checkPassword(password, actor.email)
  const hash = await hashPassword(password, (count) => desk.randomBytes(count))
  return carryOut(desk, doerOf(actor), async (deed) => {
    await savePassword(deed.tx, actor.id, hash, deed.now)
    await endAccess(deed.tx, actor.id, deed.now, { tokens: false })
    deed.record({ type: 'password.set', payload: { user: actor.id } })
    return startSession(desk, deed, actor.id)
  })
}
