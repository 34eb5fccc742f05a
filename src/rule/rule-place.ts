import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { type Beginning, beginning, visibleTenants } from '../people/beginning'
import { lookInto } from '../people/look'
import { demand, may } from '../people/permission'
import type { Tenant } from '../people/tenant'
import { tenantDemanded } from '../people/tenant-meant'
import { deskScope } from './rule'

/** Whose rules somebody has to do with: a tenant's, or the desk's (`tenant` is null). */
export interface RulePlace extends Beginning {
  tenant: Tenant | null
  scope: string
}

/**
 * Where every command about rules begins. A tenant is meant where one is named, or where the actor has only one; the desk
 * for its own people who name none, and with `--desk`. Throws `conflicting-flags`, `tenant-not-found`, `tenant-needed`.
 */
export async function rulePlace(desk: Desk, isDeskMeant: boolean): Promise<RulePlace> {
  refuseBoth(desk, isDeskMeant)
  const begun = await beginning(desk)
  const { store, actor, rules } = begun
  const named = isDeskMeant ? undefined : desk.tenant
  const isOfDesk = isDeskMeant || (named === undefined && standsForDesk(begun))
  const tenant = isOfDesk ? null : await tenantDemanded(store.db, actor, rules, named)
  return { ...begun, tenant, scope: tenant?.id ?? deskScope }
}

/** Values are judged before anything is opened, and so is how flags are used. */
export function refuseBoth(desk: Desk, isDeskMeant: boolean): void {
  if (isDeskMeant && desk.globals.tenant !== undefined) {
    throw new DeskError('conflicting-flags', { flags: ['--desk', '--tenant'] })
  }
}

/** Whoever has the desk's rules means them; whoever knows of every tenant belongs to none. */
function standsForDesk({ actor, rules }: Beginning): boolean {
  return may(actor, 'rules:view', null, rules) || visibleTenants(actor, rules) === undefined
}

/** Lets the actor see the rules of the place, an advisor too, whose look is written down. Throws `not-allowed`. */
export async function lookAtRules(desk: Desk, place: RulePlace, object: string | null): Promise<void> {
  const { actor, rules, tenant } = place
  if (tenant === null) return demand(actor, 'rules:view', null, rules)
  // Who may change them sees them.
  if (!may(actor, 'rules:edit', tenant.id, rules)) await lookInto(desk, actor, 'rules:view', tenant, object, rules)
}
