import type { Deed } from '../journal/deed'
import type { Changes, EntryType } from '../journal/entry'
import type { JsonObject } from '../kit/json'
import { homeTenantsOf, type User } from './user'

/** Writes down what happened to a person, once for each tenant they are at home in, whose administrators read it in their log. */
export function recordOfUser(
  deed: Deed,
  user: User,
  type: EntryType,
  changes: Changes = {},
  further: JsonObject = {},
): void {
  const payload = { user: user.id, email: user.email, changes, ...further }
  const tenantIds = homeTenantsOf(user)
  if (tenantIds.length === 0) deed.record({ type, payload })
  for (const tenantId of tenantIds) deed.record({ type, tenantId, payload })
}
