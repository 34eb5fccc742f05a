import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { domainName, mailAddress } from '../people/mail-address'
import { demandTenantSettings, type TicketRules } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { findUser, userByEmail } from '../people/user-store'
import { deleteTenantSetting, saveTenantSetting, storedSettings } from '../settings/store'
import { checkTenantSetting, type TenantSettingName } from '../settings/tenant-setting'
import { type ShownSetting, shownTenantSetting } from './setting-view'

/**
 * A value as it is stored: addresses and domains in the one form in which they are compared. Throws `wrong-value`,
 * `wrong-address`, `wrong-domain`.
 */
export function tenantValue(name: TenantSettingName, typed: string): string {
  const value = normalised(name, typed.trim())
  checkTenantSetting(name, value)
  return value
}

function normalised(name: TenantSettingName, typed: string): string {
  if (typed === '') return typed
  if (name === 'tenant.project-lead') return mailAddress(typed)
  if (name !== 'notifications.allowed-domains') return typed
  return [...new Set(typed.split(',').map((domain) => domainName(domain)))].join(',')
}

/**
 * Sets what a tenant has for itself, or with undefined goes back to what the desk has; what is so already is no change and
 * no entry. Throws `not-allowed`, and `user-not-found` for a project lead who is neither of the tenant nor of the desk.
 */
export async function changeTenantSetting(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  tenant: Tenant,
  { name, value, key }: { name: TenantSettingName; value: string | undefined; key: string | undefined },
): Promise<void> {
  const command = value === undefined ? 'config unset' : 'config set'
  const call = { key, actorId: actor.id, tenantId: tenant.id, command, request: [name, value ?? null] }
  await carryOut(desk, doerOf(actor), async (deed) => {
    demandTenantSettings(actor, tenant, rules)
    await once(deed, call, async () => {
      await putTenantSetting(deed, tenant, name, value)
      return name
    })
  })
}

async function putTenantSetting(
  deed: Deed,
  tenant: Tenant,
  name: TenantSettingName,
  value: string | undefined,
): Promise<void> {
  if (name === 'tenant.project-lead' && value !== undefined && value !== '') await refuseStranger(deed, tenant, value)
  const before = await settingOfTenant(deed, tenant, name)
  if (value === undefined) await deleteTenantSetting(deed.tx, tenant.id, name)
  else await saveTenantSetting(deed.tx, tenant.id, name, value)
  const after = await settingOfTenant(deed, tenant, name)
  if (before.value === after.value && before.origin === after.origin) return
  const changes = { [name]: { from: before.value, to: after.value } }
  deed.record({ type: 'setting.changed', tenantId: tenant.id, payload: { changes } })
}

/** A project lead is one of the tenant's people or of the desk's; whoever else has an account is nobody's business. */
async function refuseStranger(deed: Deed, tenant: Tenant, email: string): Promise<void> {
  const user = await findUser(deed.tx, email)
  const isOfDesk = user?.memberships.some(({ tenantId }) => tenantId === null) === true
  if (!isOfDesk) await userByEmail(deed.tx, email, [tenant.id])
}

async function settingOfTenant(deed: Deed, tenant: Tenant, name: TenantSettingName): Promise<ShownSetting> {
  return shownTenantSetting(name, await storedSettings(deed.tx, tenant.id), await storedSettings(deed.tx))
}
