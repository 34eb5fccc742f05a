import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { textFromFlags, textOf, withoutNul } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { demand } from '../../people/permission'
import { checkSetting, type SettingName, settingName } from '../../settings/setting'
import { storedSettings } from '../../settings/store'
import { changeSetting } from '../change-setting'
import { settingView, shownSetting } from '../setting-view'

export const configSet = defineVerb({
  declare: (command) => command.argument('<name>').argument('<value>').option('--idempotency-key <key>'),
  output: { one: settingView },
  async run(desk, typedName, typedValue, flags) {
    refuseTenant(desk)
    const name = settingName(typedName)
    const value = typedValue === '-' ? await valueFromInput(desk) : withoutNul(typedValue, name)
    checkSetting(name, value)
    await changeAndShow(desk, name, value, flags.idempotencyKey)
  },
})

export const configUnset = defineVerb({
  declare: (command) => command.argument('<name>').option('--idempotency-key <key>'),
  output: { one: settingView },
  async run(desk, typedName, flags) {
    refuseTenant(desk)
    await changeAndShow(desk, settingName(typedName), undefined, flags.idempotencyKey)
  },
})

async function changeAndShow(
  desk: Desk,
  name: SettingName,
  value: string | undefined,
  key: string | undefined,
): Promise<void> {
  const { actor, rules, store } = await beginning(desk)
  demand(actor, 'desk:edit', null, rules)
  await changeSetting(desk, actor, name, value, key)
  if (name === 'desk.time-zone') await (await import('../../sla/recompute')).dueTimesAnew(desk)
  const setting = shownSetting(name, await storedSettings(store.db))
  await printChange(desk, settingView, setting, async () => {
    const screen = await screenOf(desk, 'UTC')
    const shown = setting.value === '' ? screen.symbols.nothing : safeText(setting.value)
    const origin = setting.origin === 'default' ? ` (${screen.words.origins.default})` : ''
    return doneLine(screen, `${setting.name} = ${shown}${origin}`)
  })
}

async function valueFromInput(desk: Desk): Promise<string> {
  const given = await textFromFlags(desk, { file: '-' })
  return (given === undefined ? '' : textOf(given)).replace(/\r?\n$/, '')
}

/** None of today's settings is a tenant's own; saying so is better than setting the desk's by mistake. */
function refuseTenant(desk: Desk): void {
  const { tenant } = desk.globals
  if (tenant !== undefined) throw new DeskError('setting-not-for-tenants', { name: tenant })
}
