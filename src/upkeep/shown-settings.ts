import type { Tenant } from '../people/tenant'
import { settingNames } from '../settings/setting'
import { storedSettings } from '../settings/store'
import { tenantSettingNames } from '../settings/tenant-setting'
import type { Reader } from '../store/schema'
import type { SettingPlace } from './setting-place'
import { type ShownSetting, shownSetting, shownTenantSetting } from './setting-view'

/** Every setting of a tenant, or of the desk (null). */
export async function shownSettings(db: Reader, tenant: Tenant | null): Promise<ShownSetting[]> {
  const ofDesk = await storedSettings(db)
  if (tenant === null) return settingNames.map((name) => shownSetting(name, ofDesk))
  const own = await storedSettings(db, tenant.id)
  return tenantSettingNames.map((name) => shownTenantSetting(name, own, ofDesk))
}

/** One of them. */
export async function settingAt(db: Reader, { tenant, name }: SettingPlace): Promise<ShownSetting> {
  const shown = (await shownSettings(db, tenant)).find((setting) => setting.name === name)
  if (shown === undefined) throw new Error(`${name} is no setting there`)
  return shown
}
