import { oneOf, text } from '../kit/json'
import type { Screen } from '../kit/screen'
import type { View } from '../kit/view'
import { shownValue } from '../settings/secret-setting'
import { type SettingName, settings } from '../settings/setting'
import { type TenantSettingName, unlessSet } from '../settings/tenant-setting'

/** A setting as `config` shows it: what holds, what would hold if it were not set, and whose word that is. */
export interface ShownSetting {
  name: SettingName | TenantSettingName
  value: string
  default: string
  origin: 'default' | 'desk' | 'tenant'
}

export const settingView: View<ShownSetting> = {
  fields: { name: text, value: text, default: text, origin: oneOf(['default', 'desk', 'tenant']) },
  columns: ['name', 'value', 'default', 'origin'],
  toJson: (setting) => ({ ...setting }),
}

export function shownSetting(name: SettingName, stored: ReadonlyMap<string, string>): ShownSetting {
  const byDefault = settings[name].default
  const kept = stored.get(name)
  const value = kept === undefined ? undefined : shownValue(name, kept)
  return { name, value: value ?? byDefault, default: byDefault, origin: value === undefined ? 'default' : 'desk' }
}

/** The same for a tenant, whose default is what the desk has set. */
export function shownTenantSetting(
  name: TenantSettingName,
  own: ReadonlyMap<string, string>,
  ofDesk: ReadonlyMap<string, string>,
): ShownSetting {
  const { value: byDefault, isSet } = unlessSet(name, ofDesk)
  const value = own.get(name)
  const inherited = isSet ? 'desk' : 'default'
  return { name, value: value ?? byDefault, default: byDefault, origin: value === undefined ? inherited : 'tenant' }
}

/** Whose word a value is, as people read it in the settings of the desk (null) or of a tenant. */
export function originText({ words }: Screen, { origin }: ShownSetting, tenant: { id: string } | null): string {
  return (tenant === null ? words.origins : words.originsInTenant)[origin]
}
