import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { sha256Hex } from '../kit/digest'
import { DeskError } from '../kit/errors'
import { isLanguage } from '../kit/language'
import { formatInstant } from '../kit/time/instant'
import { storedToken } from './credentials'
import type { Actor } from './permission'
import { findSession, insertSession, readMemberships, touchSession } from './session-store'

const day = 24 * 60 * 60 * 1000
/** A session ends after 30 days without use (DOMAIN 2). */
const unusedLimit = 30 * day

export type UserActor = Extract<Actor, { kind: 'user' }>

/** Begins a session and gives its token; the database keeps only the token's digest. */
export async function startSession(desk: Desk, deed: Deed, userId: string): Promise<string> {
  const token = `hds_${desk.randomBytes(32).toString('base64url')}`
  await insertSession(deed.tx, { id: desk.newId(), userId, tokenHash: hashOf(token), now: formatInstant(deed.now) })
  deed.record({ type: 'session.started', payload: { user: userId } })
  return token
}

/**
 * Who acts: the owner of `HELPDESK_TOKEN`, else of the stored credentials. Throws `not-logged-in`, `token-invalid`, or
 * `session-ended` where there was a session. From here on the desk speaks the person's own language, unless another was asked for.
 */
export async function currentActor(desk: Desk): Promise<UserActor> {
  const store = await desk.store()
  const given = desk.environment.HELPDESK_TOKEN || undefined
  const token = given ?? storedToken(desk.places.credentials, store.identity.id)
  if (token === undefined) throw new DeskError('not-logged-in', {})
  const found = await findSession(store.db, hashOf(token))
  if (found === undefined) throw new DeskError(given === undefined ? 'session-ended' : 'token-invalid', {})
  const { user, ended, lastUsedAt } = found
  const unused = desk.now().getTime() - lastUsedAt.getTime()
  if (ended || user.status !== 'active' || unused > unusedLimit) throw new DeskError('session-ended', {})
  // Once a day is enough to count 30 of them, and spares every command a write.
  if (unused > day) await store.write((tx) => touchSession(tx, found.id, formatInstant(desk.now())))
  const { language } = user
  if (!desk.languageChosen && language !== null && isLanguage(language) && language !== desk.language) {
    await desk.speak(language)
  }
  const memberships = await readMemberships(store.db, user.id)
  return { kind: 'user', id: user.id, email: user.email, name: user.name, memberships }
}

function hashOf(token: string): string {
  return sha256Hex(token)
}
