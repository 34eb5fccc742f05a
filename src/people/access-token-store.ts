import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { type AccessToken, type OwnedToken, tokenScopes } from './access-token'
import { endSessions } from './session-store'

export async function insertAccessToken(tx: Tx, token: AccessToken, tokenHash: string): Promise<void> {
  await tx
    .insertInto('access_tokens')
    .values({
      id: token.id,
      user_id: token.userId,
      name: token.name,
      scope: token.scope,
      token_hash: tokenHash,
      created_at: formatInstant(token.createdAt),
      expires_at: token.expiresAt === null ? null : formatInstant(token.expiresAt),
      last_used_at: null,
      revoked_at: null,
    })
    .execute()
}

/** Somebody's tokens, oldest first, those that no longer work included. */
export async function listAccessTokens(db: Reader, userId: string): Promise<AccessToken[]> {
  const rows = await db
    .selectFrom('access_tokens')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(tokenOf)
}

/** The tokens of the people of a tenant, with whose they are; those of guests are none of its business. */
export async function listTokensOfTenant(db: Reader, tenantId: string): Promise<OwnedToken[]> {
  const rows = await db
    .selectFrom('access_tokens')
    .innerJoin('user_addresses', (join) =>
      join.onRef('user_addresses.user_id', '=', 'access_tokens.user_id').on('user_addresses.position', '=', 0),
    )
    .selectAll('access_tokens')
    .select('user_addresses.address')
    .where('access_tokens.user_id', 'in', (people) =>
      people
        .selectFrom('memberships')
        .leftJoin('guests', (join) =>
          join
            .onRef('guests.tenant_id', '=', 'memberships.tenant_id')
            .onRef('guests.user_id', '=', 'memberships.user_id'),
        )
        .select('memberships.user_id')
        .where('memberships.tenant_id', '=', tenantId)
        .where('guests.user_id', 'is', null),
    )
    .orderBy('access_tokens.created_at')
    .orderBy('access_tokens.id')
    .execute()
  return rows.map((row) => ({ ...tokenOf(row), owner: row.address }))
}

export async function findAccessToken(db: Reader, tokenHash: string): Promise<AccessToken | undefined> {
  const row = await db.selectFrom('access_tokens').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
  return row === undefined ? undefined : tokenOf(row)
}

export async function touchAccessToken(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('access_tokens')
    .set({ last_used_at: formatInstant(now) })
    .where('id', '=', id)
    .execute()
}

export async function revokeAccessToken(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('access_tokens')
    .set({ revoked_at: formatInstant(now) })
    .where('id', '=', id)
    .execute()
}

/** Everything a person is logged in with ends: sessions and tokens. */
export async function endAccess(tx: Tx, userId: string, now: Date): Promise<void> {
  await endSessions(tx, userId, now, null)
  await tx
    .updateTable('access_tokens')
    .set({ revoked_at: formatInstant(now) })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
}

interface TokenRow {
  id: string
  user_id: string
  name: string
  scope: string
  created_at: string
  expires_at: string | null
  last_used_at: string | null
  revoked_at: string | null
}

function tokenOf(row: TokenRow): AccessToken {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text))
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    // An unknown scope, of a newer program, must not open more than the least.
    scope: tokenScopes.find((scope) => scope === row.scope) ?? 'mail',
    createdAt: new Date(row.created_at),
    expiresAt: instant(row.expires_at),
    lastUsedAt: instant(row.last_used_at),
    revokedAt: instant(row.revoked_at),
  }
}
