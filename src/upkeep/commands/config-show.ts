import { printMany, printOne } from '../../kit/output'
import { formatOf } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { demand } from '../../people/permission'
import { isLetterText } from '../../settings/letter-text'
import { settingName, settingNames } from '../../settings/setting'
import { storedSettings } from '../../settings/store'
import { settingView, shownSetting } from '../setting-view'

export const configList = defineVerb({
  declare: (command) => command,
  output: { many: settingView },
  async run(desk) {
    const { actor, rules, store } = await beginning(desk)
    demand(actor, 'desk:view', null, rules)
    const stored = await storedSettings(store.db)
    // The texts that letters have by themselves are no values that anybody set.
    const named = settingNames.filter((name) => !isLetterText(name) || stored.has(name))
    const shown = named.map((name) => shownSetting(name, stored))
    await printMany(desk, settingView, shown, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        'UTC',
        shown.map(({ value }) => value),
      )
      const { words, symbols, paint } = screen
      const columns = [
        { title: words.columns.name },
        { title: words.columns.value, flexible: true },
        { title: words.columns.origin, paint: (cell: string) => paint.dim(cell) },
      ]
      const rows = shown.map(({ name, value, origin }) => [
        name,
        value === '' ? symbols.nothing : safeText(value),
        words.origins[origin],
      ])
      return renderTable(screen, columns, rows)
    })
  },
})

export const configGet = defineVerb({
  declare: (command) => command.argument('<name>'),
  output: { one: settingView },
  async run(desk, typed) {
    const name = settingName(typed)
    const { actor, rules, store } = await beginning(desk)
    demand(actor, 'desk:view', null, rules)
    const setting = shownSetting(name, await storedSettings(store.db))
    // A script that asks for one setting wants its value and nothing else.
    const format = formatOf(desk)
    if (desk.globals.fields === undefined && (format === 'tsv' || format === 'table')) {
      desk.stdout.write(`${safeText(setting.value, { keepLineBreaks: true })}\n`)
    } else await printOne(desk, settingView, setting, () => setting.value)
  },
})
