import { oneOf, text } from '../kit/json'
import type { View } from '../kit/view'
import { shownValue } from '../settings/secret-setting'
import { type SettingName, settings } from '../settings/setting'

/** A setting as `config` shows it: what holds, what would hold by default, and which of the two it is. */
export interface ShownSetting {
  name: SettingName
  value: string
  default: string
  origin: 'default' | 'desk'
}

export const settingView: View<ShownSetting> = {
  fields: { name: text, value: text, default: text, origin: oneOf(['default', 'desk']) },
  columns: ['name', 'value', 'default', 'origin'],
  toJson: (setting) => ({ ...setting }),
}

export function shownSetting(name: SettingName, stored: ReadonlyMap<string, string>): ShownSetting {
  const byDefault = settings[name].default
  const kept = stored.get(name)
  const value = kept === undefined ? undefined : shownValue(name, kept)
  return { name, value: value ?? byDefault, default: byDefault, origin: value === undefined ? 'default' : 'desk' }
}
