import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { ownTenants, visibleTenants } from './beginning'
import { demandCharge, refuseBecoming } from './charge'
import type { TicketRules } from './permission'
import { doerOf, refuseToken, type UserActor } from './session'
import type { PublicKey, SshKey } from './ssh-key'
import { findSshKey, insertSshKey } from './ssh-key-store'
import type { User } from './user'
import { recordOfUser } from './user-entry'
import { findUser, findUserById, userByEmail } from './user-store'

/** A key with the person it belongs to. */
export interface KeyOfUser {
  user: User
  key: SshKey
}

/**
 * Gives somebody an ssh key to come in with: oneself, or somebody one is in charge of. Because whoever adds a key could
 * come in as that person, a person who has a way in already gets further ones from the desk's administrators only. The
 * same key once more is no change. Throws `user-not-found`, `not-allowed`, `session-needed`, `has-way-in`,
 * `user-disabled`, `ssh-key-taken`.
 */
export async function addSshKey(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  email: string,
  wanted: PublicKey,
): Promise<KeyOfUser> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    refuseToken(actor)
    const user = await personWithKeys(deed.tx, actor, rules, email)
    if (user.id !== actor.id) await refuseBecoming(deed.tx, actor, rules, user)
    if (user.status === 'disabled') throw new DeskError('user-disabled', { email: user.email })
    const known = await findSshKey(deed.tx, wanted.fingerprint)
    if (known?.userId === user.id) return { user, key: known }
    if (known !== undefined) throw await takenBy(deed, actor, rules, known)
    const key: SshKey = { ...wanted, id: desk.newId(), userId: user.id, createdAt: deed.now, lastUsedAt: null }
    await insertSshKey(deed.tx, key)
    recordOfUser(deed, user, 'key.added', { key: { from: null, to: key.fingerprint } })
    return { user, key }
  })
}

/** A person whose keys are the actor's business: themselves, or one they are in charge of. */
export async function personWithKeys(db: Reader, actor: UserActor, rules: TicketRules, email: string): Promise<User> {
  const found = await findUser(db, email)
  if (found?.id === actor.id) return found
  const user = await userByEmail(db, email, visibleTenants(actor, rules), ownTenants(actor, rules))
  await demandCharge(db, actor, rules, user)
  return user
}

/** Whose it is, only those are told who may know of that person. */
async function takenBy({ tx }: Deed, actor: UserActor, rules: TicketRules, key: SshKey): Promise<DeskError> {
  const owner = await findUserById(tx, key.userId)
  const visible = visibleTenants(actor, rules)
  const isKnown =
    visible === undefined ||
    owner?.memberships.some(({ tenantId }) => tenantId !== null && visible.includes(tenantId)) === true
  const email = isKnown ? (owner?.email ?? null) : null
  return new DeskError('ssh-key-taken', { fingerprint: key.fingerprint, email })
}
