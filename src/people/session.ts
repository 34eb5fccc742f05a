import type { Desk } from '../desk'
import type { Deed, Doer } from '../journal/deed'
import type { Channel } from '../journal/entry'
import { DeskError } from '../kit/errors'
import { isLanguage } from '../kit/language'
import { tell } from '../kit/output-format'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { Tx } from '../store/schema'
import { expirySoon, isValid, type TokenScope } from './access-token'
import { findAccessToken, listAccessTokens, touchAccessToken } from './access-token-store'
import { storedToken } from './credentials'
import { readMemberships } from './membership-store'
import { type Actor, isAdvisor, type Membership } from './permission'
import { makeToken, tokenHash, tokenKind } from './secret-token'
import { type FoundSession, findSession, insertSession, isActive, isOpen, touchSession } from './session-store'
import { findUserById } from './user-store'

/** How often it is enough to note that somebody was here: each time would cost every command a write. */
export const day = 24 * 60 * 60 * 1000
/** A session ends after 30 days without use (DOMAIN 2). */
const unusedLimit = 30 * day

/**
 * How somebody came in. A session and a key let them do all that they may; a token has a scope and makes no further ways
 * in. One for the desk's own jobs opens those jobs, and nothing else.
 */
export type WayIn =
  | { kind: 'session'; id: string }
  | { kind: 'token'; id: string; scope: TokenScope }
  | { kind: 'key'; id: string }

/** What a token can be for besides people: the desk's own jobs. */
export type JobScope = Extract<TokenScope, 'cron' | 'mail'>

/** A person who acts, and how they came in. */
export type UserActor = Extract<Actor, { kind: 'user' }> & { wayIn: WayIn }

/** Through which door the actor speaks, as journal and messages tell it. */
export function channelOf({ wayIn }: UserActor): Channel {
  return wayIn.kind === 'key' ? 'ssh' : 'cli'
}

/** How the journal names the actor; whoever came with a token for reading cannot write. */
export function doerOf(actor: UserActor): Doer {
  const { wayIn } = actor
  return {
    userId: actor.id,
    channel: channelOf(actor),
    readOnly: wayIn.kind === 'token' && wayIn.scope !== 'all',
    refuseIfChanged: async (tx, now) => refuseChanged(tx, actor, now),
  }
}

/**
 * What changed since the command began refuses it. Throws `session-ended`, `token-invalid` or `ssh-key-refused` for
 * somebody who was shut out, or whose way in ended or is somebody else's by now, and `rights-changed` for other groups.
 */
async function refuseChanged(tx: Tx, actor: UserActor, now: Date): Promise<void> {
  await refuseEnded(tx, actor, now)
  const groupsOf = (memberships: readonly Membership[]): string =>
    JSON.stringify(memberships.map(({ tenantId, group }) => `${tenantId ?? ''} ${group}`).sort())
  if (groupsOf(await readMemberships(tx, actor.id)) !== groupsOf(actor.memberships)) {
    throw new DeskError('rights-changed', {})
  }
}

async function refuseEnded(tx: Tx, { id, wayIn }: UserActor, now: Date): Promise<void> {
  if (wayIn.kind === 'key') {
    const { userId } = await (await import('./door')).keyOwner(tx, wayIn.id)
    if (userId !== id) throw new DeskError('ssh-key-refused', {})
    return
  }
  if (!(await isActive(tx, id))) throw new DeskError('session-ended', {})
  if (wayIn.kind === 'session' && !(await isOpen(tx, wayIn.id, id))) throw new DeskError('session-ended', {})
  if (wayIn.kind === 'session') return
  const token = (await listAccessTokens(tx, id)).find((one) => one.id === wayIn.id)
  if (token === undefined || !isValid(token, now)) throw new DeskError('token-invalid', {})
}

/** The session in use: it goes on when a person's other sessions end. Null for whoever came with a token or a key. */
export function sessionInUse({ wayIn }: UserActor): string | null {
  return wayIn.kind === 'session' ? wayIn.id : null
}

/** For what a token must not do: make further ways in. Throws `session-needed`. */
export function refuseToken({ wayIn }: UserActor): void {
  if (wayIn.kind === 'token') throw new DeskError('session-needed', {})
}

/** Begins a session and gives its token. */
export async function startSession(desk: Desk, deed: Deed, userId: string): Promise<string> {
  const token = makeToken('session', desk.randomBytes(32))
  const now = formatInstant(deed.now)
  await insertSession(deed.tx, { id: desk.newId(), userId, tokenHash: tokenHash(token), now })
  deed.record({ type: 'session.started', payload: { user: userId } })
  return token
}

/** The token in use: `HELPDESK_TOKEN`, else the one stored for this desk. */
export async function presentedToken(desk: Desk): Promise<{ token: string; stored: boolean } | undefined> {
  const { identity } = await desk.store()
  const given = desk.environment.HELPDESK_TOKEN || undefined
  const token = given ?? storedToken(desk.places.credentials, identity.id)
  return token === undefined ? undefined : { token, stored: given === undefined }
}

/**
 * Who acts: whose key opened the ssh door, else the owner of `HELPDESK_TOKEN` (a session's token or an access token), else
 * of the stored credentials. Throws `ssh-key-refused`, `not-logged-in`, `token-invalid`, `token-scope`, or
 * `session-ended` where there was a session. From here on the desk speaks the person's own language, unless another was
 * asked for. `job`: whose tokens are good here, too.
 */
export async function currentActor(desk: Desk, job?: JobScope): Promise<UserActor> {
  const { user, wayIn } = await whoever(desk, job)
  const { language } = user
  if (!desk.languageChosen && language !== null && isLanguage(language) && language !== desk.language) {
    await desk.speak(language)
  }
  const { db } = await desk.store()
  const memberships = await readMemberships(db, user.id)
  const actor = { kind: 'user' as const, id: user.id, email: user.email, name: user.name, memberships, wayIn }
  if (!isAdvisor(memberships)) return actor
  const { liveGrantsOf } = await import('./grant-store')
  return { ...actor, grants: await liveGrantsOf(db, user.id, desk.now()) }
}

/** A person with the way they came in. */
export interface Owner {
  user: FoundSession['user']
  wayIn: WayIn
}

async function whoever(desk: Desk, job: JobScope | undefined): Promise<Owner> {
  const { door } = desk.world
  if (door !== undefined) return (await import('./door')).ownerOfKey(desk, door.keyId)
  const presented = await presentedToken(desk)
  if (presented === undefined) throw new DeskError('not-logged-in', {})
  const isAccessToken = tokenKind(presented.token) === 'access'
  return isAccessToken ? ownerOfToken(desk, presented, job) : ownerOfSession(desk, presented)
}

async function ownerOfSession(desk: Desk, { token, stored }: { token: string; stored: boolean }): Promise<Owner> {
  const store = await desk.store()
  const found = await findSession(store.db, tokenHash(token))
  if (found === undefined) throw new DeskError(stored ? 'session-ended' : 'token-invalid', {})
  const { user, ended, lastUsedAt } = found
  const unused = desk.now().getTime() - lastUsedAt.getTime()
  if (ended || user.status !== 'active' || unused > unusedLimit) throw new DeskError('session-ended', {})
  // Once a day is enough to count 30 of them, and spares every command a write.
  if (unused > day) await store.write((tx) => touchSession(tx, found.id, formatInstant(desk.now())))
  return { user, wayIn: { kind: 'session', id: found.id } }
}

async function ownerOfToken(desk: Desk, { token }: { token: string }, job: JobScope | undefined): Promise<Owner> {
  const store = await desk.store()
  const now = desk.now()
  const found = await findAccessToken(store.db, tokenHash(token))
  if (found === undefined || !isValid(found, now)) throw new DeskError('token-invalid', {})
  const owner = await findUserById(store.db, found.userId)
  if (owner?.status !== 'active') throw new DeskError('token-invalid', {})
  // What a scope for the desk's own jobs opens are those jobs, and nothing a person does.
  const isForJob = found.scope === 'cron' || found.scope === 'mail'
  if (isForJob && found.scope !== job) throw new DeskError('token-scope', { scope: found.scope })
  const soon = expirySoon(found, now)
  if (soon !== undefined) tell(desk, desk.words.tokenExpires(safeText(found.name), formatInstant(soon).slice(0, 10)))
  const unused = now.getTime() - (found.lastUsedAt ?? new Date(0)).getTime()
  if (unused > day) await store.write((tx) => touchAccessToken(tx, found.id, now))
  return { user: owner, wayIn: { kind: 'token', id: found.id, scope: found.scope } }
}
