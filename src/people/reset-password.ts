import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { personInCharge } from './charge'
import { findPasswordHash } from './login-store'
import { makeOneTimeToken } from './one-time-token'
import { demand, type TicketRules } from './permission'
import { doerOf, refuseToken, sessionInUse, type UserActor } from './session'
import { endSessions } from './session-store'
import { recordOfUser } from './user-entry'

/** A reset is good for an hour (DOMAIN 2). */
const resetTime = 60 * 60 * 1000

/**
 * Lets somebody choose a new password: gives a token for `activate`, which makes older ones worthless. Their sessions
 * end at once. The old password stays good until there is a new one: as long as nobody is mailed, the token may never
 * reach them, and shutting somebody out is what `user disable` is for. To see the token is to be able to become that
 * person: that is for whoever owns the desk, in a session of their own. Throws `user-not-found`, `not-allowed`,
 * `session-needed`, `user-disabled`, `no-password`.
 */
export async function resetPassword(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  typed: string,
  tokenIsShown: boolean,
): Promise<{ email: string; token: string }> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user = await personInCharge(deed.tx, actor, rules, typed)
    if (tokenIsShown) {
      refuseToken(actor)
      demand(actor, 'desk:edit', null, rules)
    }
    if (user.status === 'disabled') throw new DeskError('user-disabled', { email: user.email })
    if ((await findPasswordHash(deed.tx, user.id)) === undefined) {
      throw new DeskError('no-password', { email: user.email })
    }
    const token = await makeOneTimeToken(desk, deed, user, resetTime)
    await endSessions(deed.tx, user.id, deed.now, sessionInUse(actor))
    recordOfUser(deed, user, 'password.reset', { token: { from: null, to: tokenIsShown ? 'shown' : 'not shown' } })
    return { email: user.email, token }
  })
}
