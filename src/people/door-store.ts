import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'

/** A key with the status of its owner, whatever that is. */
export interface KeyOfPerson {
  userId: string
  status: string
  lastUsedAt: Date | null
}

export async function findKeyOfPerson(db: Reader, keyId: string): Promise<KeyOfPerson | undefined> {
  const row = await db
    .selectFrom('ssh_keys')
    .innerJoin('users', 'users.id', 'ssh_keys.user_id')
    .select(['users.id', 'users.status', 'ssh_keys.last_used_at'])
    .where('ssh_keys.id', '=', keyId)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    userId: row.id,
    status: row.status,
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
  }
}

export async function touchSshKey(tx: Tx, keyId: string, now: Date): Promise<void> {
  await tx
    .updateTable('ssh_keys')
    .set({ last_used_at: formatInstant(now) })
    .where('id', '=', keyId)
    .execute()
}

export async function hasSshKey(db: Reader, userId: string): Promise<boolean> {
  const row = await db.selectFrom('ssh_keys').select('id').where('user_id', '=', userId).executeTakeFirst()
  return row !== undefined
}
