import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import type { TicketRules } from './permission'
import type { UserActor } from './session'
import type { Tenant } from './tenant'
import { listTenants, tenantById, tenantByName } from './tenant-store'
import { tenantIdsOf, type User } from './user'
import { asSeenFrom } from './user-view'

/**
 * Where a person's groups are meant: in the tenant that was named, else at the desk (null) for somebody of the desk,
 * else in the only tenant that the person and the actor have in common. Throws `tenant-not-found`, `tenant-needed`.
 */
export async function placeMeant(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  named: string | undefined,
): Promise<Tenant | null> {
  const visible = visibleTenants(actor, rules)
  if (named !== undefined) return tenantByName(db, named, visible)
  const { memberships } = asSeenFrom(user, new Map(), visible).user
  if (memberships.some(({ tenantId }) => tenantId === null)) return null
  const tenantIds = tenantIdsOf(memberships)
  const [only] = tenantIds
  if (only !== undefined && tenantIds.length === 1) return tenantById(db, only)
  const tenants = await listTenants(db, tenantIds.length === 0 ? visible : tenantIds)
  throw new DeskError('tenant-needed', { tenants: tenants.map(({ name }) => name) })
}

/** Everywhere a person belongs: tenants, and null for the desk. */
export async function placesOf(db: Reader, { memberships }: User): Promise<(Tenant | null)[]> {
  const ofDesk = memberships.some(({ tenantId }) => tenantId === null)
  return [...(ofDesk ? [null] : []), ...(await listTenants(db, tenantIdsOf(memberships)))]
}
