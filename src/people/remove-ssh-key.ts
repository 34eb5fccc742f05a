import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { type KeyOfUser, personWithKeys } from './add-ssh-key'
import { findPasswordHash } from './login-store'
import { may, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import type { SshKey } from './ssh-key'
import { deleteSshKey, listSshKeys } from './ssh-key-store'
import type { User } from './user'
import { recordOfUser } from './user-entry'

/**
 * Takes a key away, at once: also a command that is under way with it can change nothing any more. Throws
 * `ssh-key-not-found`, `ambiguous-value`, `last-key` for somebody else's only one, and `no-way-back` for one's own last
 * way in, unless they said yes.
 */
export async function removeSshKey(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  email: string,
  typed: string,
): Promise<KeyOfUser> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user = await personWithKeys(deed.tx, actor, rules, email)
    const keys = await listSshKeys(deed.tx, user.id)
    const key = keyMeant(keys, typed, email)
    if (keys.length === 1) await refuseLast(desk, deed, actor, rules, user)
    await deleteSshKey(deed.tx, key.id)
    recordOfUser(deed, user, 'key.removed', { key: { from: key.fingerprint, to: null } })
    return { user, key }
  })
}

/** By fingerprint, or by id or the beginning of it. */
function keyMeant(keys: readonly SshKey[], typed: string, email: string): SshKey {
  const meant = keys.filter(
    ({ id, fingerprint }) => fingerprint === typed || id === typed || (typed.length >= 6 && id.startsWith(typed)),
  )
  const [only] = meant
  if (only === undefined) throw new DeskError('ssh-key-not-found', { key: typed, email })
  if (meant.length === 1) return only
  throw new DeskError('ambiguous-value', { name: 'KEY', value: typed, matches: meant.map(({ id }) => id) })
}

/**
 * Somebody without a way in gets one from whoever is in charge of them: whoever could take the last one away could put
 * their own key in its place and come in as that person.
 */
async function refuseLast(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  { id, email }: User,
): Promise<void> {
  if (id === actor.id) await refuseLockingOut(desk, deed, actor)
  else if (!may(actor, 'desk:edit', null, rules)) throw new DeskError('last-key', { email })
}

/** Who came by the only key they have, and has no password, would be out for good. */
async function refuseLockingOut(desk: Desk, { tx }: Deed, { id, wayIn }: UserActor): Promise<void> {
  if (wayIn.kind !== 'key' || desk.globals.yes || (await findPasswordHash(tx, id)) !== undefined) return
  throw new DeskError('no-way-back', {})
}
