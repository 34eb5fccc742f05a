import { sha256Hex } from '../kit/digest'
import { DeskError } from '../kit/errors'
import type { Json } from '../kit/json'
import type { Reader } from '../store/schema'
import type { Deed } from './deed'
import { deleteKeysBefore, findKey, insertKey, type KeyPlace } from './idempotency-store'

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
  await deleteKeysBefore(deed.tx, keptSince(deed.now))
  const earlier = await firstResult(deed.tx, call, deed.now)
  if (earlier !== undefined) return earlier.result as T
  const result = await work()
  const { key, actorId, tenantId, command } = call
  const use = { fingerprint: fingerprintOf(call), result: JSON.stringify(result), createdAt: deed.now }
  await insertKey(deed.tx, { actorId, tenantId, command, key }, use)
  return result
}

/**
 * What a call gave the first time, for whoever must know before they look for what may be no more; undefined where nothing was
 * done under that key yet. Throws `idempotency-key-reused`.
 */
export async function firstResult(db: Reader, call: Repeatable, now: Date): Promise<{ result: Json } | undefined> {
  const { key, actorId, tenantId, command } = call
  if (key === undefined || actorId === null) return undefined
  const earlier = await findKey(db, { actorId, tenantId, command, key }, keptSince(now))
  if (earlier === undefined) return undefined
  if (earlier.fingerprint !== fingerprintOf(call)) throw new DeskError('idempotency-key-reused', { key })
  return { result: JSON.parse(earlier.result) as Json }
}

/** Whether a key was used before, whatever for. */
export async function isUsed(db: Reader, place: KeyPlace, now: Date): Promise<boolean> {
  return (await findKey(db, place, keptSince(now))) !== undefined
}

function keptSince(now: Date): Date {
  return new Date(now.getTime() - keptFor)
}

function fingerprintOf({ request }: Repeatable): string {
  return sha256Hex(JSON.stringify(request))
}
