import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { findOneTimeToken, findPasswordHash, savePassword, spendOneTimeTokens } from './login-store'
import { checkPassword } from './password'
import { hashPassword } from './password-hash'
import { tokenHash } from './secret-token'
import { doerOf, refuseToken, type UserActor } from './session'
import { endSessions } from './session-store'
import type { User } from './user'
import { recordOfUser } from './user-entry'
import { findUserById, saveUserStatus } from './user-store'

/**
 * Whose activation token this is. Throws `activation-invalid` alike for one that is wrong, used, replaced or too old, and
 * for somebody who was disabled since.
 */
export async function invitedBy(db: Reader, token: string, now: Date): Promise<User> {
  const found = await findOneTimeToken(db, tokenHash(token))
  const user = found === undefined || now >= found.expiresAt ? undefined : await findUserById(db, found.userId)
  if (user === undefined || user.status === 'disabled') throw new DeskError('activation-invalid', {})
  return user
}

/**
 * Accepts an invitation, or chooses a new password after a reset: the person may log in with it from now on, and every
 * session that there still is ends. Throws `weak-password`.
 */
export async function activateUser(desk: Desk, token: string, password: string): Promise<User> {
  const { db } = await desk.store()
  const { id, email } = await invitedBy(db, token, desk.now())
  checkPassword(password, email)
  const hash = await hashPassword(password, desk.world)
  return carryOut(desk, { userId: id, channel: 'cli' }, async (deed) => {
    // Looked at again inside the deed: of two who come at once one gets in, and nobody who was disabled meanwhile.
    const user = await invitedBy(deed.tx, token, deed.now)
    const hadPassword = (await findPasswordHash(deed.tx, user.id)) !== undefined
    await spendOneTimeTokens(deed.tx, user.id, deed.now)
    await savePassword(deed.tx, user.id, hash, deed.now)
    await endSessions(deed.tx, user.id, deed.now, null)
    await saveUserStatus(deed.tx, user.id, 'active')
    recordOfUser(deed, user, hadPassword ? 'password.set' : 'user.activated')
    return { ...user, status: 'active' }
  })
}

/**
 * Gives the actor a password, new or first. All other sessions end, the one in use goes on; access tokens stay, because
 * scripts depend on them. Throws `weak-password`, and `session-needed` for whoever came with a token.
 */
export async function setPassword(desk: Desk, actor: UserActor, password: string): Promise<void> {
  refuseToken(actor)
  const kept = actor.wayIn.kind === 'session' ? actor.wayIn.id : null
  checkPassword(password, actor.email)
  const hash = await hashPassword(password, desk.world)
  await carryOut(desk, doerOf(actor), async (deed) => {
    await savePassword(deed.tx, actor.id, hash, deed.now)
    await endSessions(deed.tx, actor.id, deed.now, kept)
    await spendOneTimeTokens(deed.tx, actor.id, deed.now)
    deed.record({ type: 'password.set', payload: { user: actor.id, email: actor.email } })
  })
}
