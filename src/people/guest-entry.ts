import type { Deed } from '../journal/deed'
import type { Changes, EntryType } from '../journal/entry'
import type { Guest } from './guest'

/** Writes down what happened to a guest, in the log of the tenant, under the address by which it knows them. */
export function recordOfGuest(deed: Deed, guest: Guest, type: EntryType, changes: Changes = {}): void {
  const { tenantId, userId, email, group } = guest
  deed.record({ type, tenantId, payload: { user: userId, email, group, changes } })
}
