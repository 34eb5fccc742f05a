import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import type { DeskKey } from '../store/desk-key'
import { insertOneTimeToken, spendOneTimeTokens } from './login-store'
import { makeToken, tokenHash } from './secret-token'
import type { User } from './user'

/** The token with that id. It is made under the desk's key, so that a mail can bring it although it stands nowhere. */
export function oneTimeToken(key: Pick<DeskKey, 'sign'>, id: string): string {
  return makeToken('activation', Buffer.from(key.sign('one-time-token', id), 'hex'))
}

/** A token by which that person chooses a password, once and for so long; it makes their older ones worthless. */
export async function makeOneTimeToken(desk: Desk, deed: Deed, user: User, goodFor: number): Promise<string> {
  const id = desk.newId()
  const token = oneTimeToken(await desk.key(), id)
  await spendOneTimeTokens(deed.tx, user.id, deed.now)
  await insertOneTimeToken(deed.tx, {
    id,
    userId: user.id,
    tokenHash: tokenHash(token),
    createdAt: deed.now,
    expiresAt: new Date(deed.now.getTime() + goodFor),
  })
  return token
}
