import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { AccessToken, TokenScope } from './access-token'
import { insertAccessToken, listAccessTokens, revokeAccessToken } from './access-token-store'
import { makeToken, tokenHash } from './secret-token'
import { doerOf, refuseToken, type UserActor } from './session'

/** Makes an access token for the actor; its text is given here and never again. */
export async function createToken(
  desk: Desk,
  actor: UserActor,
  wanted: { name: string; scope: TokenScope; expiresAt: Date | null },
): Promise<{ token: AccessToken; secret: string }> {
  refuseToken(actor)
  return carryOut(desk, doerOf(actor), async (deed) => {
    const secret = makeToken('access', desk.randomBytes(32))
    const token: AccessToken = {
      ...wanted,
      id: desk.newId(),
      userId: actor.id,
      createdAt: deed.now,
      lastUsedAt: null,
      revokedAt: null,
    }
    await insertAccessToken(deed.tx, token, tokenHash(secret))
    deed.record({ type: 'token.created', payload: { token: token.id, name: token.name, scope: token.scope } })
    return { token, secret }
  })
}

/** Ends one of the actor's own tokens, by id, the beginning of it, or name. Throws `token-not-found`. */
export async function revokeToken(desk: Desk, actor: UserActor, typed: string): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const own = await listAccessTokens(deed.tx, actor.id)
    const meant = own.filter(({ id, name }) => name === typed || (typed.length >= 6 && id.startsWith(typed)))
    const valid = meant.filter(({ revokedAt }) => revokedAt === null)
    // One that was revoked already is no mistake; a newer one of the same name comes first.
    const found = valid.length > 0 ? valid : meant.slice(-1)
    const [only] = found
    if (only === undefined) throw new DeskError('token-not-found', { id: typed })
    if (found.length > 1) {
      throw new DeskError('ambiguous-value', { name: 'TOKEN', value: typed, matches: found.map(({ id }) => id) })
    }
    if (only.revokedAt !== null) return only.id
    await revokeAccessToken(deed.tx, only.id, deed.now)
    deed.record({ type: 'token.revoked', payload: { token: only.id, name: only.name } })
    return only.id
  })
}
