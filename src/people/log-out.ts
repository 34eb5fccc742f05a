import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { removeToken } from './credentials'
import { findPasswordHash } from './login-store'
import { tokenHash } from './secret-token'
import { presentedToken } from './session'
import { endSession, findSession } from './session-store'

/**
 * Ends the session in use, here and in the database. Not being logged in is no mistake: false says so. Throws
 * `no-way-back` for somebody without a password, unless they said yes.
 */
export async function logOut(desk: Desk): Promise<boolean> {
  const presented = await presentedToken(desk)
  if (presented === undefined) return false
  const { db, identity } = await desk.store()
  const found = await findSession(db, tokenHash(presented.token))
  if (found !== undefined && !found.ended) {
    await refuseLockingOut(desk, found.user.id)
    await carryOut(desk, { userId: found.user.id, channel: 'cli' }, async (deed) => {
      await endSession(deed.tx, found.id, deed.now)
      deed.record({ type: 'session.ended', payload: { user: found.user.id } })
    })
  }
  if (presented.stored) removeToken(desk.places.credentials, identity.id)
  return found !== undefined
}

/** Whoever made the desk has no password at first: the session on their machine is all they have. */
async function refuseLockingOut(desk: Desk, userId: string): Promise<void> {
  const { db } = await desk.store()
  if (desk.globals.yes || (await findPasswordHash(db, userId)) !== undefined) return
  throw new DeskError('no-way-back', {})
}
