import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { may, type TicketRules } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { tenantDemanded } from '../people/tenant-meant'
import type { SettingName } from '../settings/setting'
import { isOfDesk, isOfTenants, type TenantSettingName, tenantSettingNames } from '../settings/tenant-setting'
import type { Reader } from '../store/schema'

/** Where a setting holds: in a tenant that has it for itself, or in the whole desk. */
export type SettingPlace = { tenant: Tenant; name: TenantSettingName } | { tenant: null; name: SettingName }

/** Refuses a tenant that was named for what is the desk's alone (`setting-not-for-tenants`), before anything is opened. */
export function refuseDesksSetting(desk: Desk, name: string): void {
  const { tenant } = desk.globals
  if (tenant === undefined || isOfTenants(name)) return
  throw new DeskError('setting-not-for-tenants', { name, tenant, names: tenantSettingNames })
}

/** Whose setting of that name is meant. Throws what `tenantOfSettings` throws. */
export async function settingPlace(
  desk: Desk,
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  name: SettingName | TenantSettingName,
): Promise<SettingPlace> {
  if (!isOfTenants(name)) return { tenant: null, name }
  if (!isOfDesk(name)) return { tenant: await tenantDemanded(db, actor, rules, desk.tenant), name }
  const tenant = await tenantOfSettings(desk, db, actor, rules)
  return tenant === null ? { tenant, name } : { tenant, name }
}

/**
 * Whose settings are meant: those of the tenant that is named; else the desk's (null) for whoever may see them, and for whoever has no
 * tenant; else those of their only tenant. Throws `tenant-not-found`, `tenant-needed`.
 */
export async function tenantOfSettings(
  desk: Desk,
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
): Promise<Tenant | null> {
  const hasTenant = actor.memberships.some(({ tenantId }) => tenantId !== null) || (actor.grants ?? []).length > 0
  if (desk.tenant === undefined && (!hasTenant || may(actor, 'desk:view', null, rules))) return null
  return tenantDemanded(db, actor, rules, desk.tenant)
}
