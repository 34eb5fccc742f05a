import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { visibleTenants } from '../people/beginning'
import type { TicketRules } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { listTenants, tenantById, tenantByName } from '../people/tenant-store'
import { tenantIdsOf, type User } from '../people/user'
import { findUser, findUserById } from '../people/user-store'

/** For whom, and where, a ticket is to be opened. */
export interface RequesterWords {
  requester: { email: string; name: string | null } | undefined
  tenant: string | undefined
  newTenant: string | undefined
}

/**
 * The requester and the tenant of a new ticket. A person the desk does not know becomes a contact of the tenant that
 * owns their mail domain; where nobody owns it, `new-tenant-needed` asks whether to make one. Throws also
 * `tenant-needed` (the person belongs to several), `requester-of-other-tenant`, `tenant-deleted`, and `belongs-nowhere`
 * for an actor whose only tenants are deleted.
 */
export async function requesterFor(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  words: RequesterWords,
): Promise<{ requester: User; tenant: Tenant }> {
  const known =
    words.requester === undefined
      ? await findUserById(deed.tx, actor.id)
      : await findUser(deed.tx, words.requester.email)
  const belongs = known === undefined ? [] : tenantIdsOf(known.memberships)
  if (known !== undefined && belongs.length > 0) {
    return { requester: known, tenant: await tenantAmong(deed, known, belongs, words, visibleTenants(actor, rules)) }
  }
  const { makeRequester } = await import('./make-requester')
  return makeRequester(desk, deed, actor, rules, words, known)
}

async function tenantAmong(
  deed: Deed,
  user: User,
  belongs: readonly string[],
  words: RequesterWords,
  visible: readonly string[] | undefined,
): Promise<Tenant> {
  const wanted = words.tenant ?? words.newTenant
  if (wanted !== undefined) {
    const tenants = await listTenants(deed.tx, belongs)
    const found = tenants.find(({ name }) => name === wanted.toLowerCase())
    if (found !== undefined) return found
    // Whether there is such a tenant is told only to those who may know of it.
    if (words.tenant !== undefined) await tenantByName(deed.tx, wanted, visible)
    throw new DeskError('requester-of-other-tenant', { email: user.email, tenant: wanted })
  }
  const [only] = belongs
  if (belongs.length === 1 && only !== undefined) return tenantById(deed.tx, only)
  throw new DeskError('tenant-needed', { tenants: (await listTenants(deed.tx, belongs)).map(({ name }) => name) })
}
