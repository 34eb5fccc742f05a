import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import type { TicketRules } from './permission'
import type { UserActor } from './session'
import type { Tenant } from './tenant'
import { listTenants, tenantByName } from './tenant-store'
import { tenantIdsOf } from './user'

/**
 * The tenant a command is about: the one that `--tenant` names, else the actor's only one. Null is the desk, for its own
 * people who name none. Throws `tenant-not-found`, and `tenant-needed` for whoever has several or none.
 */
export async function tenantMeant(
  db: Reader,
  named: string | undefined,
  actor: UserActor,
  rules: TicketRules,
): Promise<Tenant | null> {
  const visible = visibleTenants(actor, rules)
  if (named !== undefined) return tenantByName(db, named, visible)
  if (actor.memberships.some(({ tenantId }) => tenantId === null)) return null
  const own = await listTenants(db, tenantIdsOf(actor.memberships))
  const [only] = own
  if (only !== undefined && own.length === 1) return only
  throw new DeskError('tenant-needed', { tenants: own.map(({ name }) => name) })
}

/** The same, where only a tenant will do: also the desk's own people have to name one. */
export async function tenantDemanded(
  db: Reader,
  named: string | undefined,
  actor: UserActor,
  rules: TicketRules,
): Promise<Tenant> {
  const tenant = await tenantMeant(db, named, actor, rules)
  if (tenant !== null) return tenant
  const known = await listTenants(db, visibleTenants(actor, rules))
  throw new DeskError('tenant-needed', { tenants: known.map(({ name }) => name) })
}
