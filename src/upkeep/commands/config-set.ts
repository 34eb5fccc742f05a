import type { Desk } from '../../desk'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { textFromFlags, textOf, withoutNul } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { demand } from '../../people/permission'
import { checkSetting, type SettingName } from '../../settings/setting'
import { anySettingName, isOfTenants, type TenantSettingName } from '../../settings/tenant-setting'
import { changeSetting } from '../change-setting'
import { changeTenantSetting, tenantValue } from '../change-tenant-setting'
import { refuseDesksSetting, settingPlace } from '../setting-place'
import { originText, settingView } from '../setting-view'
import { settingAt } from '../shown-settings'

export const configSet = defineVerb({
  declare: (command) => command.argument('<name>').argument('<value>').option('--idempotency-key <key>'),
  output: { one: settingView },
  async run(desk, typedName, typedValue, flags) {
    const name = anySettingName(typedName)
    refuseDesksSetting(desk, name)
    const value = typedValue === '-' ? await valueFromInput(desk) : withoutNul(typedValue, name)
    await changeAndShow(desk, name, isOfTenants(name) ? tenantValue(name, value) : checked(name, value), flags)
  },
})

export const configUnset = defineVerb({
  declare: (command) => command.argument('<name>').option('--idempotency-key <key>'),
  output: { one: settingView },
  async run(desk, typedName, flags) {
    const name = anySettingName(typedName)
    refuseDesksSetting(desk, name)
    await changeAndShow(desk, name, undefined, flags)
  },
})

function checked(name: SettingName, value: string): string {
  checkSetting(name, value)
  return value
}

async function changeAndShow(
  desk: Desk,
  typed: SettingName | TenantSettingName,
  value: string | undefined,
  { idempotencyKey: key }: { idempotencyKey?: string | undefined },
): Promise<void> {
  const { actor, rules, store } = await beginning(desk)
  const place = await settingPlace(desk, store.db, actor, rules, typed)
  const { tenant, name } = place
  if (tenant === null) {
    demand(actor, 'desk:edit', null, rules)
    await changeSetting(desk, actor, place.name, value, key)
    if (name === 'desk.time-zone') await (await import('../../sla/recompute')).dueTimesAnew(desk)
  } else {
    await changeTenantSetting(desk, actor, rules, tenant, { name: place.name, value, key })
  }
  const setting = await settingAt(store.db, place)
  await printChange(desk, settingView, setting, async () => {
    const screen = await screenOf(desk, 'UTC')
    const shown = setting.value === '' ? screen.symbols.nothing : safeText(setting.value)
    const isSet = setting.origin === (tenant === null ? 'desk' : 'tenant')
    const origin = isSet ? '' : ` (${originText(screen, setting, tenant)})`
    const where = tenant === null ? '' : `${tenant.name}: `
    return doneLine(screen, `${where}${name} = ${shown}${origin}`)
  })
}

async function valueFromInput(desk: Desk): Promise<string> {
  const given = await textFromFlags(desk, { file: '-' })
  return (given === undefined ? '' : textOf(given)).replace(/\r?\n$/, '')
}
