import { sha256Hex } from '../kit/digest'
import { DeskError } from '../kit/errors'
import type { Json } from '../kit/json'
import type { Deed } from './deed'
import { deleteKeysBefore, findKey, insertKey } from './idempotency-store'

/** `--idempotency-key` of one call: per actor, tenant and command, kept for 30 days (DOMAIN 4). */
export interface Repeatable {
  key: string | undefined
  actorId: string | null
  tenantId: string
  command: string
  /** What was asked; the same key with another request is refused. */
  request: Json
}

const keptFor = 30 * 24 * 60 * 60 * 1000

/**
 * Does `work` once for a key: a repetition gets the first result and changes nothing. Throws `idempotency-key-reused`
 * when the key was used for another request. Without a key it simply works.
 */
export async function once<T extends Json>(deed: Deed, call: Repeatable, work: () => Promise<T>): Promise<T> {
  if (call.key === undefined || call.actorId === null) return work()
  const fingerprint = sha256Hex(JSON.stringify(call.request))
  const place = { actorId: call.actorId, tenantId: call.tenantId, command: call.command, key: call.key }
  await deleteKeysBefore(deed.tx, new Date(deed.now.getTime() - keptFor))
  const earlier = await findKey(deed.tx, place)
  if (earlier !== undefined && earlier.fingerprint !== fingerprint) {
    throw new DeskError('idempotency-key-reused', { key: call.key })
  }
  if (earlier !== undefined) return JSON.parse(earlier.result) as T
  const result = await work()
  await insertKey(deed.tx, place, { fingerprint, result: JSON.stringify(result), createdAt: deed.now })
  return result
}
