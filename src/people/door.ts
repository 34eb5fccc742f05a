import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { findKeyOfPerson, type KeyOfPerson, touchSshKey } from './door-store'
import { day, type Owner } from './session'
import { findUserById } from './user-store'

/**
 * The ssh door: whoever comes through it is the person their key belongs to, looked up anew for each command. It needs no
 * password, so a contact may come in, too; a disabled person may not. From here on the desk keeps what is personal
 * (drafts, the ticket last shown) in the person's own folders: everybody who comes this way shares one account.
 * Throws `ssh-key-refused`.
 */
export async function ownerOfKey(desk: Desk, keyId: string): Promise<Owner> {
  const store = await desk.store()
  const { userId, lastUsedAt } = await keyOwner(store.db, keyId)
  const user = await findUserById(store.db, userId)
  if (user === undefined) throw new DeskError('ssh-key-refused', {})
  const now = desk.now()
  const unused = now.getTime() - (lastUsedAt ?? new Date(0)).getTime()
  if (unused > day) await store.write((tx) => touchSshKey(tx, keyId, now))
  desk.enter(user.id)
  return { user, wayIn: { kind: 'key', id: keyId } }
}

/** The key, if it is somebody's who may come in. One that was removed and a disabled person's are refused alike. */
export async function keyOwner(db: Reader, keyId: string): Promise<KeyOfPerson> {
  const found = await findKeyOfPerson(db, keyId)
  if (found === undefined || found.status === 'disabled') throw new DeskError('ssh-key-refused', {})
  return found
}
