import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'

/** Whose key it is, and for what. */
export interface KeyPlace {
  actorId: string
  tenantId: string
  command: string
  key: string
}

export async function deleteKeysBefore(tx: Tx, moment: Date): Promise<void> {
  await tx.deleteFrom('idempotency_keys').where('created_at', '<', formatInstant(moment)).execute()
}

/** What a key was used for since then, if it was. */
export async function findKey(
  db: Reader,
  place: KeyPlace,
  since: Date,
): Promise<{ fingerprint: string; result: string } | undefined> {
  return db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'result'])
    .where('actor_id', '=', place.actorId)
    .where('tenant_id', '=', place.tenantId)
    .where('command', '=', place.command)
    .where('key', '=', place.key)
    .where('created_at', '>=', formatInstant(since))
    .executeTakeFirst()
}

export async function insertKey(
  tx: Tx,
  place: KeyPlace,
  use: { fingerprint: string; result: string; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('idempotency_keys')
    .values({
      actor_id: place.actorId,
      tenant_id: place.tenantId,
      command: place.command,
      key: place.key,
      fingerprint: use.fingerprint,
      result: use.result,
      created_at: formatInstant(use.createdAt),
    })
    .execute()
}
