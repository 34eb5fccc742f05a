import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import { failuresOf, findPasswordHash, insertAttempt, markSucceeded } from './login-store'
import { retryAt } from './login-throttle'
import { isPassword, spendTheTime } from './password-hash'
import { startSession } from './session'
import type { User } from './user'
import { findUser, findUserById } from './user-store'

/**
 * Logs somebody in and gives the session's token. An address nobody has, a wrong password and a disabled person all end
 * in `login-failed` after the same time; too many of them in `too-many-attempts` (75), before anything is compared.
 */
export async function logIn(desk: Desk, email: string, password: string): Promise<{ user: User; token: string }> {
  const attempt = await reserveAttempt(desk, email)
  const { db } = await desk.store()
  const found = await findUser(db, email)
  const hash = found === undefined ? undefined : await findPasswordHash(db, found.id)
  const fits = hash === undefined ? await refuseSlowly(desk, password) : await isPassword(password, hash)
  const doer = { userId: fits ? (found?.id ?? null) : null, channel: 'cli' as const }
  // The refusal comes after the deed: a failed attempt is written down, too.
  const entered = await carryOut(desk, doer, async (deed) => {
    const user = fits ? await unchanged(deed, found, hash) : undefined
    if (user === undefined) {
      deed.record({ type: 'session.refused', payload: { address: email } })
      return undefined
    }
    await markSucceeded(deed.tx, attempt)
    return { user, token: await startSession(desk, deed, user.id) }
  })
  if (entered === undefined) throw new DeskError('login-failed', {})
  return entered
}

/**
 * Counts the attempt as failed before anything is compared, in one transaction with the question whether it is allowed:
 * of many guesses at once no more get through than one after the other.
 */
async function reserveAttempt(desk: Desk, address: string): Promise<string> {
  const store = await desk.store()
  const id = desk.newId()
  const now = desk.now()
  await store.write(async (tx) => {
    const until = retryAt(await failuresOf(tx, address, now), now)
    if (until !== undefined) throw new DeskError('too-many-attempts', { retryAt: formatInstant(until) })
    await insertAttempt(tx, { id, address, succeeded: false, at: now })
  })
  return id
}

/** The person, if they are still active and the password that was compared is still theirs. */
async function unchanged(deed: Deed, found: User | undefined, hash: string | undefined): Promise<User | undefined> {
  const user = found === undefined ? undefined : await findUserById(deed.tx, found.id)
  if (user?.status !== 'active' || (await findPasswordHash(deed.tx, user.id)) !== hash) return undefined
  return user
}

async function refuseSlowly({ world }: Desk, password: string): Promise<false> {
  await spendTheTime(password, world.passwordCost)
  return false
}
