import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'

export async function insertSession(
  tx: Tx,
  session: { id: string; userId: string; tokenHash: string; now: string },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      user_id: session.userId,
      token_hash: session.tokenHash,
      created_at: session.now,
      last_used_at: session.now,
      ended_at: null,
    })
    .execute()
}

export async function touchSession(tx: Tx, sessionId: string, lastUsedAt: string): Promise<void> {
  await tx.updateTable('sessions').set({ last_used_at: lastUsedAt }).where('id', '=', sessionId).execute()
}

export async function endSession(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ ended_at: formatInstant(now) })
    .where('id', '=', sessionId)
    .execute()
}

/** All sessions of a person end, but for the one to keep. */
export async function endSessions(tx: Tx, userId: string, now: Date, keptId: string | null): Promise<void> {
  let query = tx
    .updateTable('sessions')
    .set({ ended_at: formatInstant(now) })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
  if (keptId !== null) query = query.where('id', '!=', keptId)
  await query.execute()
}

/** A session with its person. */
export interface FoundSession {
  id: string
  lastUsedAt: Date
  ended: boolean
  user: { id: string; email: string; name: string | null; status: string; language: string | null }
}

/** The session, ended or not, by the digest of its token. */
export async function findSession(db: Reader, tokenHash: string): Promise<FoundSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .innerJoin('user_addresses', 'user_addresses.user_id', 'users.id')
    .select([
      'sessions.id as session_id',
      'sessions.last_used_at',
      'sessions.ended_at',
      'users.id as user_id',
      'users.name',
      'users.status',
      'users.language',
      'user_addresses.address',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('user_addresses.position', '=', 0)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    id: row.session_id,
    lastUsedAt: new Date(row.last_used_at),
    ended: row.ended_at !== null,
    user: { id: row.user_id, email: row.address, name: row.name, status: row.status, language: row.language },
  }
}

/** Whether the person who is about to do something still may do anything. */
export async function isActive(db: Reader, userId: string): Promise<boolean> {
  const row = await db.selectFrom('users').select('status').where('id', '=', userId).executeTakeFirst()
  return row?.status === 'active'
}

/** Whether the session has not ended and is that person's. */
export async function isOpen(db: Reader, sessionId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
