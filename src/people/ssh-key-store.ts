import { formatInstant } from '../kit/time/instant'
import type { Reader, Schema, Tx } from '../store/schema'
import { keyTypes, type SshKey } from './ssh-key'

export async function insertSshKey(tx: Tx, key: SshKey): Promise<void> {
  await tx
    .insertInto('ssh_keys')
    .values({
      id: key.id,
      user_id: key.userId,
      fingerprint: key.fingerprint,
      type: key.type,
      public_key: key.base64,
      comment: key.comment,
      created_at: formatInstant(key.createdAt),
      last_used_at: null,
    })
    .execute()
}

export async function deleteSshKey(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('ssh_keys').where('id', '=', id).execute()
}

/** Somebody's keys, oldest first. */
export async function listSshKeys(db: Reader, userId: string): Promise<SshKey[]> {
  const rows = await db
    .selectFrom('ssh_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(keyOf)
}

export async function findSshKey(db: Reader, fingerprint: string): Promise<SshKey | undefined> {
  const row = await db.selectFrom('ssh_keys').selectAll().where('fingerprint', '=', fingerprint).executeTakeFirst()
  return row === undefined ? undefined : keyOf(row)
}

/** The keys with which somebody may come in: those of people who are not disabled. One of them, or all. */
export async function listAdmittedKeys(db: Reader, fingerprint: string | undefined): Promise<SshKey[]> {
  let query = db
    .selectFrom('ssh_keys')
    .innerJoin('users', 'users.id', 'ssh_keys.user_id')
    .selectAll('ssh_keys')
    .where('users.status', '!=', 'disabled')
    .orderBy('ssh_keys.created_at')
    .orderBy('ssh_keys.id')
  if (fingerprint !== undefined) query = query.where('ssh_keys.fingerprint', '=', fingerprint)
  return (await query.execute()).map(keyOf)
}

function keyOf(row: Schema['ssh_keys']): SshKey {
  const type = keyTypes.find((known) => known === row.type)
  if (type === undefined) throw new Error(`a key of the type ${row.type} is in the database`)
  return {
    id: row.id,
    userId: row.user_id,
    type,
    base64: row.public_key,
    comment: row.comment,
    fingerprint: row.fingerprint,
    createdAt: new Date(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
  }
}
