import type { Desk } from '../desk'
import type { Tenant } from '../people/tenant'
import type { DeskKey } from '../store/desk-key'
import { isValid } from './access-code'
import { findOpenCode, type KeptCode } from './code-store'
import { unsealed } from './kept-code'
import type { ShownCode } from './make-code'

/** The code of a tenant that is valid now, if there is one; makes none. Throws what reading the key does, `code-damaged`. */
export async function validCode(desk: Desk, tenant: Pick<Tenant, 'id' | 'name'>): Promise<ShownCode | undefined> {
  const { db } = await desk.store()
  const open = await findOpenCode(db, tenant.id)
  return open !== undefined && isValid(open, desk.now()) ? shownCode(await desk.key(), open, tenant.name) : undefined
}

/** A code that was kept, as it is shown again. Throws `code-damaged`. */
export function shownCode(key: DeskKey, kept: KeptCode, tenant: string): ShownCode {
  const { id, expiresAt, grantLength } = kept
  return { id, tenant, code: unsealed(key, kept, tenant), expiresAt, grantLength, isNew: false }
}
