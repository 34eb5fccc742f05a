import { DeskError } from '../kit/errors'
import type { DeskKey } from '../store/desk-key'
import type { AccessCode } from './access-code'
import type { KeptCode } from './code-store'

/**
 * A code as the database keeps it: encrypted, bound to its tenant and to itself, and with a keyed digest. Neither says
 * anything without the desk's key, and neither can be put into another tenant's row.
 */
export function keep(
  key: DeskKey,
  code: string,
  made: AccessCode & Pick<KeptCode, 'madeBy'>,
  nonce: Uint8Array,
): KeptCode {
  return {
    ...made,
    sealed: key.seal('access-code', code, nonce, contextOf(made)),
    lookup: lookupOf(key, code, made),
  }
}

/** The code itself. Throws `code-damaged` where the database was altered; nothing is changed by that. */
export function unsealed(key: DeskKey, kept: KeptCode, tenant: string): string {
  const code = kept.sealed === null ? undefined : key.unseal('access-code', kept.sealed, contextOf(kept))
  if (code === undefined) throw new DeskError('code-damaged', { tenant })
  return code
}

/** The same code under another key; undefined where the database was altered. */
export function rekeyed(from: DeskKey, to: DeskKey, kept: KeptCode, nonce: Uint8Array): KeptCode | undefined {
  const code = kept.sealed === null ? undefined : from.unseal('access-code', kept.sealed, contextOf(kept))
  return code === undefined ? undefined : keep(to, code, kept, nonce)
}

/** Whether somebody typed this code; compared in a time that says nothing about how much of it is right. */
export function isThatCode(key: DeskKey, kept: KeptCode, typed: string): boolean {
  const [wanted, given] = [Buffer.from(kept.lookup), Buffer.from(lookupOf(key, typed, kept))]
  return wanted.length === given.length && process.getBuiltinModule('node:crypto').timingSafeEqual(wanted, given)
}

function lookupOf(key: DeskKey, code: string, { tenantId, id }: Pick<AccessCode, 'tenantId' | 'id'>): string {
  return key.sign('access-code-lookup', `${contextOf({ tenantId, id })} ${code}`)
}

function contextOf({ tenantId, id }: Pick<AccessCode, 'tenantId' | 'id'>): string {
  return `${tenantId} ${id}`
}
