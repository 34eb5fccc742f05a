import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import type { TicketRules } from './permission'
import type { UserActor } from './session'
import type { Tenant } from './tenant'
import { listTenants, tenantByName } from './tenant-store'

/**
 * The tenant that somebody acts in: the one that `--tenant` names, else their only one. Null is the desk, for its own
 * people who name none. Throws `tenant-not-found`, `tenant-needed` for whoever has several, `belongs-nowhere` for whoever
 * has none.
 */
export async function tenantMeant(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  named: string | undefined,
): Promise<Tenant | null> {
  if (named === undefined && actor.memberships.some(({ tenantId }) => tenantId === null)) return null
  return tenantDemanded(db, actor, rules, named)
}

/** The same, where only a tenant will do: also the desk's own people have to name one. */
export async function tenantDemanded(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  named: string | undefined,
): Promise<Tenant> {
  const visible = visibleTenants(actor, rules)
  if (named !== undefined) return tenantByName(db, named, visible)
  const tenants = await listTenants(db, visible)
  const [only] = tenants
  if (visible !== undefined && only === undefined) throw new DeskError('belongs-nowhere', {})
  if (visible !== undefined && only !== undefined && tenants.length === 1) return only
  throw new DeskError('tenant-needed', { tenants: tenants.map(({ name }) => name) })
}
