import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Settings } from '../settings/setting'
import { type NewPerson, personIn } from './add-user'
import { refuseBecoming } from './charge'
import { findPasswordHash } from './login-store'
import { makeOneTimeToken } from './one-time-token'
import type { TicketRules } from './permission'
import { doerOf, refuseToken, type UserActor } from './session'
import { recordOfUser } from './user-entry'
import { saveUserStatus } from './user-store'

/** An invitation is good for seven days (DOMAIN 2). */
const invitationTime = 7 * 24 * 60 * 60 * 1000

export interface Invitation {
  email: string
  /** The only time the token is seen; the database keeps a digest. */
  token: string
}

/**
 * Invites somebody to choose a password: a person who is not known is added, one who is known and has none gets a new
 * token that makes older ones worthless. Throws `session-needed`, `already-active`, `user-disabled`, and what adding somebody throws.
 */
export async function inviteUser(
  desk: Desk,
  actor: UserActor,
  context: { rules: TicketRules; settings: Settings },
  person: NewPerson,
  tokenIsShown: boolean,
): Promise<Invitation> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    if (tokenIsShown) refuseToken(actor)
    const user = await personIn(desk, deed, actor, context, person)
    if (user.status === 'disabled') throw new DeskError('user-disabled', { email: user.email })
    const hasPassword = (await findPasswordHash(deed.tx, user.id)) !== undefined
    if (hasPassword) throw new DeskError('already-active', { email: user.email })
    // A token that is shown lets whoever sees it become a person who comes in by key already.
    if (tokenIsShown) await refuseBecoming(deed.tx, actor, context.rules, user)
    // Whoever made the desk is active without a password; an invitation gives them a way back.
    if (user.status !== 'active') await saveUserStatus(deed.tx, user.id, 'invited')
    const token = await makeOneTimeToken(desk, deed, user, invitationTime)
    // Whoever sees the token could become that person: that it was shown is written down.
    recordOfUser(deed, user, 'user.invited', { token: { from: null, to: tokenIsShown ? 'shown' : 'not shown' } })
    return { email: user.email, token }
  })
}
