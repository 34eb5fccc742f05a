import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import { failuresOf, findPasswordHash, insertAttempt } from './login-store'
import { retryAt } from './login-throttle'
import { isPassword, spendTheTime } from './password-hash'
import { startSession } from './session'
import type { User } from './user'
import { findUser } from './user-store'

/**
 * Logs somebody in and gives the session's token. An address nobody has, a wrong password and a disabled person all end
 * in `login-failed` after the same time; too many of them in `too-many-attempts` (75), before anything is compared.
 */
export async function logIn(desk: Desk, email: string, password: string): Promise<{ user: User; token: string }> {
  const { db } = await desk.store()
  const until = retryAt(await failuresOf(db, email, desk.now()), desk.now())
  if (until !== undefined) throw new DeskError('too-many-attempts', { retryAt: formatInstant(until) })
  const user = await findUser(db, email)
  const hash = user?.status === 'active' ? await findPasswordHash(db, user.id) : undefined
  const fits = hash === undefined ? await refuseSlowly(password) : await isPassword(password, hash)
  // The attempt is written down whatever it was: the refusal comes after the deed.
  const token = await carryOut(desk, { userId: fits ? (user?.id ?? null) : null, channel: 'cli' }, async (deed) => {
    await insertAttempt(deed.tx, { id: desk.newId(), address: email, succeeded: fits, at: deed.now })
    if (fits && user !== undefined) return startSession(desk, deed, user.id)
    deed.record({ type: 'session.refused', payload: { address: email } })
    return undefined
  })
  if (token === undefined || user === undefined) throw new DeskError('login-failed', {})
  return { user, token }
}

async function refuseSlowly(password: string): Promise<false> {
  await spendTheTime(password)
  return false
}
