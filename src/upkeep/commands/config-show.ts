import type { Desk } from '../../desk'
import { printMany, printOne } from '../../kit/output'
import { formatOf } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { type Beginning, beginning } from '../../people/beginning'
import { lookInto } from '../../people/look'
import { demand } from '../../people/permission'
import type { Tenant } from '../../people/tenant'
import { isLetterText } from '../../settings/letter-text'
import { anySettingName } from '../../settings/tenant-setting'
import { refuseDesksSetting, settingPlace, tenantOfSettings } from '../setting-place'
import { originText, type ShownSetting, settingView } from '../setting-view'
import { settingAt, shownSettings } from '../shown-settings'

export const configList = defineVerb({
  declare: (command) => command,
  output: { many: settingView },
  async run(desk) {
    const begun = await beginning(desk)
    const { actor, rules, store } = begun
    const tenant = await tenantOfSettings(desk, store.db, actor, rules)
    await demandToSee(desk, begun, tenant)
    // The texts that letters have by themselves are no values that anybody set.
    const isListed = ({ name, origin }: ShownSetting): boolean => !isLetterText(name) || origin !== 'default'
    const shown = (await shownSettings(store.db, tenant)).filter(isListed)
    await printMany(desk, settingView, shown, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        'UTC',
        shown.map(({ value }) => value),
      )
      const { words, symbols, paint } = screen
      const valueText = (value: string): string => (value === '' ? symbols.nothing : safeText(value))
      // What a tenant would have without its own word is the desk's, and may be worth reading.
      const withDefault = tenant !== null
      const columns = [
        { title: words.columns.name },
        { title: words.columns.value, flexible: true },
        ...(withDefault ? [{ title: words.columns.otherwise }] : []),
        { title: words.columns.origin, paint: (cell: string) => paint.dim(cell) },
      ]
      const rows = shown.map((setting) => [
        setting.name,
        valueText(setting.value),
        ...(withDefault ? [valueText(setting.default)] : []),
        originText(screen, setting, tenant),
      ])
      return renderTable(screen, columns, rows)
    })
  },
})

export const configGet = defineVerb({
  declare: (command) => command.argument('<name>'),
  output: { one: settingView },
  async run(desk, typed) {
    const name = anySettingName(typed)
    refuseDesksSetting(desk, name)
    const begun = await beginning(desk)
    const { actor, rules, store } = begun
    const place = await settingPlace(desk, store.db, actor, rules, name)
    await demandToSee(desk, begun, place.tenant)
    const setting = await settingAt(store.db, place)
    // A script that asks for one setting wants its value and nothing else.
    const format = formatOf(desk)
    if (desk.globals.fields === undefined && (format === 'tsv' || format === 'table')) {
      desk.stdout.write(`${safeText(setting.value, { keepLineBreaks: true })}\n`)
    } else await printOne(desk, settingView, setting, () => setting.value)
  },
})

/** Whoever sees a tenant sees what it has set; the desk's settings are for those who run it. */
async function demandToSee(desk: Desk, { actor, rules }: Beginning, tenant: Tenant | null): Promise<void> {
  if (tenant === null) demand(actor, 'desk:view', null, rules)
  else await lookInto(desk, actor, 'tenant:view', tenant, 'settings', rules)
}
