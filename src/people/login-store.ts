import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'

export async function findPasswordHash(db: Reader, userId: string): Promise<string | undefined> {
  const row = await db.selectFrom('passwords').select('hash').where('user_id', '=', userId).executeTakeFirst()
  return row?.hash
}

export async function savePassword(tx: Tx, userId: string, hash: string, now: Date): Promise<void> {
  const set_at = formatInstant(now)
  await tx
    .insertInto('passwords')
    .values({ user_id: userId, hash, set_at })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ hash, set_at }))
    .execute()
}

/** The failed attempts of an address since its last success, of the last day, oldest first. */
export async function failuresOf(db: Reader, address: string, now: Date): Promise<Date[]> {
  const since = formatInstant(new Date(now.getTime() - 24 * 60 * 60 * 1000))
  const rows = await db
    .selectFrom('login_attempts')
    .select(['at', 'succeeded'])
    .where('address', '=', address)
    .where('at', '>', since)
    .orderBy('at')
    .execute()
  const lastSuccess = rows.findLastIndex((row) => row.succeeded === 1)
  return rows.slice(lastSuccess + 1).map((row) => new Date(row.at))
}

export async function insertAttempt(
  tx: Tx,
  attempt: { id: string; address: string; succeeded: boolean; at: Date },
): Promise<void> {
  await tx
    .insertInto('login_attempts')
    .values({
      id: attempt.id,
      address: attempt.address,
      succeeded: attempt.succeeded ? 1 : 0,
      at: formatInstant(attempt.at),
    })
    .execute()
}

export async function markSucceeded(tx: Tx, attemptId: string): Promise<void> {
  await tx.updateTable('login_attempts').set({ succeeded: 1 }).where('id', '=', attemptId).execute()
}

export async function insertOneTimeToken(
  tx: Tx,
  token: { id: string; userId: string; tokenHash: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('one_time_tokens')
    .values({
      id: token.id,
      user_id: token.userId,
      purpose: 'activation',
      token_hash: token.tokenHash,
      created_at: formatInstant(token.createdAt),
      expires_at: formatInstant(token.expiresAt),
      used_at: null,
    })
    .execute()
}

/** Whose unused activation token this is. */
export async function findOneTimeToken(
  db: Reader,
  tokenHash: string,
): Promise<{ id: string; userId: string; expiresAt: Date } | undefined> {
  const row = await db
    .selectFrom('one_time_tokens')
    .select(['id', 'user_id', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? undefined : { id: row.id, userId: row.user_id, expiresAt: new Date(row.expires_at) }
}

/** All of a person's tokens are spent at once: the one that was used, and older ones that were never used. */
export async function spendOneTimeTokens(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .updateTable('one_time_tokens')
    .set({ used_at: formatInstant(now) })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute()
}
