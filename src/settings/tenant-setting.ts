import { DeskError } from '../kit/errors'
import { languages } from '../kit/language'
import { checkValue, choice, type Setting, type SettingName, settingNames, settings, text } from './setting'

/**
 * What a tenant can set for itself. Where it has set nothing, the desk's setting holds that this one goes by (`from`), or
 * else its own default. Everything else is the desk's to set, and a tenant has none of it.
 */
interface TenantSetting<T> extends Setting<T> {
  from?: SettingName
}

/** Domains with commas between them, in their normal form; empty: any. What a domain is, is judged when it is set. */
const domains: Setting<readonly string[]> = {
  default: '',
  read: (stored) => (/^[a-z0-9.,-]*$/.test(stored) ? stored.split(',').filter((domain) => domain !== '') : undefined),
  allowed: ['acme.example,bank.example'],
}

function asTheDesk<T>(from: SettingName, setting: Setting<T>): TenantSetting<T> & { from: SettingName } {
  return { ...setting, from }
}

export const tenantSettings = {
  'access.code-ttl': asTheDesk('access.code-ttl', settings['access.code-ttl']),
  // In which language its people are written to who have chosen none.
  'tenant.language': asTheDesk('desk.language', choice(languages, 'en')),
  // How its own first level is reached, for the help page.
  'tenant.first-level-contact': text(),
  // The address of whoever answers what a project lead has to (DOMAIN 4).
  'tenant.project-lead': text(),
  // Where the mails of its rules may go besides its own people; empty: anywhere.
  'notifications.allowed-domains': domains,
} as const

export type TenantSettingName = keyof typeof tenantSettings

/** Every setting of a tenant with its value, in the form the code works with. */
export type TenantSettings = {
  readonly [Name in TenantSettingName]: NonNullable<ReturnType<(typeof tenantSettings)[Name]['read']>>
}

export const tenantSettingNames = Object.keys(tenantSettings) as TenantSettingName[]

/** The name as typed, whoever has it, or `unknown-setting`. */
export function anySettingName(name: string): SettingName | TenantSettingName {
  const names = [...new Set([...settingNames, ...tenantSettingNames])]
  const known = names.find((candidate) => candidate === name)
  if (known !== undefined) return known
  throw new DeskError('unknown-setting', { name, names, suggestion: null })
}

export function isOfTenants(name: string): name is TenantSettingName {
  return Object.hasOwn(tenantSettings, name)
}

export function isOfDesk(name: string): name is SettingName {
  return Object.hasOwn(settings, name)
}

/** Refuses a value that the tenant's setting cannot take (`wrong-value`). */
export function checkTenantSetting(name: TenantSettingName, value: string): void {
  checkValue(name, tenantSettings[name], value)
}

/** What holds in a tenant that has not set it: the desk's value, or the default; and whether the desk has set that. */
export function unlessSet(
  name: TenantSettingName,
  ofDesk: ReadonlyMap<string, string>,
): { value: string; isSet: boolean } {
  const setting: TenantSetting<unknown> = tenantSettings[name]
  if (setting.from === undefined) return { value: setting.default, isSet: false }
  const value = ofDesk.get(setting.from)
  return { value: value ?? settings[setting.from].default, isSet: value !== undefined }
}

/** All settings of a tenant from what it and the desk have stored. A text that makes no sense counts as never set. */
export function tenantSettingsFrom(
  own: ReadonlyMap<string, string>,
  ofDesk: ReadonlyMap<string, string>,
): TenantSettings {
  const values = tenantSettingNames.map((name) => {
    const setting = tenantSettings[name]
    const texts = [own.get(name), unlessSet(name, ofDesk).value, setting.default]
    const values = texts.map((stored) => (stored === undefined ? undefined : setting.read(stored)))
    return [name, values.find((value) => value !== undefined)]
  })
  return Object.fromEntries(values) as TenantSettings
}
