import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { insertOneTimeToken, spendOneTimeTokens } from './login-store'
import { makeToken, tokenHash } from './secret-token'
import type { User } from './user'

/** A token by which that person chooses a password, once and for so long; it makes their older ones worthless. */
export async function makeOneTimeToken(desk: Desk, deed: Deed, user: User, goodFor: number): Promise<string> {
  const token = makeToken('activation', desk.randomBytes(32))
  await spendOneTimeTokens(deed.tx, user.id, deed.now)
  await insertOneTimeToken(deed.tx, {
    id: desk.newId(),
    userId: user.id,
    tokenHash: tokenHash(token),
    createdAt: deed.now,
    expiresAt: new Date(deed.now.getTime() + goodFor),
  })
  return token
}
