import type { Desk } from '../../desk'
import { carryOut } from '../../journal/deed'
import { once } from '../../journal/idempotency'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { textFromFlags, textOf, withoutNul } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { demand } from '../../people/permission'
import { checkSetting, type SettingName, settingName } from '../../settings/setting'
import { deleteSetting, saveSetting, storedSettings } from '../../settings/store'
import { refuseTenant } from './config-show'
import { settingView, shownSetting } from './setting-view'

export const configSet = defineVerb({
  declare: (command) => command.argument('<name>').argument('<value>').option('--idempotency-key <key>'),
  output: { one: settingView },
  async run(desk, typedName, typedValue, flags) {
    refuseTenant(desk)
    const name = settingName(typedName)
    const value = typedValue === '-' ? await valueFromInput(desk) : withoutNul(typedValue, name)
    checkSetting(name, value)
    await changeSetting(desk, 'config set', name, value, flags.idempotencyKey)
  },
})

export const configUnset = defineVerb({
  declare: (command) => command.argument('<name>').option('--idempotency-key <key>'),
  output: { one: settingView },
  async run(desk, typedName, flags) {
    refuseTenant(desk)
    await changeSetting(desk, 'config unset', settingName(typedName), undefined, flags.idempotencyKey)
  },
})

/** Sets a value, or goes back to the default; what is so already is no change. */
async function changeSetting(
  desk: Desk,
  command: string,
  name: SettingName,
  value: string | undefined,
  key: string | undefined,
): Promise<void> {
  const { actor, rules, store } = await beginning(desk)
  demand(actor, 'desk:edit', null, rules)
  const call = { key, actorId: actor.id, tenantId: '', command, request: [name, value ?? null] }
  await carryOut(desk, { userId: actor.id, channel: 'cli' }, (deed) =>
    once(deed, call, async () => {
      const before = shownSetting(name, await storedSettings(deed.tx))
      if (value === undefined) await deleteSetting(deed.tx, name)
      else await saveSetting(deed.tx, name, value)
      const after = shownSetting(name, await storedSettings(deed.tx))
      if (before.value !== after.value || before.origin !== after.origin) {
        deed.record({
          type: 'setting.changed',
          payload: { changes: { [name]: { from: before.value, to: after.value } } },
        })
      }
      return name
    }),
  )
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
