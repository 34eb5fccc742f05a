import { readStoredCalendar } from '../../hours/calendar-store'
import { languages } from '../../kit/language'
import { escapeJson } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { demand } from '../../people/permission'
import { listTeams } from '../../people/team-store'
import { isSecret } from '../../settings/secret-setting'
import { settingNames } from '../../settings/setting'
import { storedSettings } from '../../settings/store'
import { listCategories } from '../../ticket/category/category-store'
import { listTopics } from '../../ticket/topic/topic-store'
import { presetJson } from '../preset'

/** Prints what another desk could begin with, as a preset: JSON whatever the output format. */
export const configExport = defineVerb({
  declare: (command) => command,
  output: { text: true },
  async run(desk) {
    const { actor, rules, store, zone } = await beginning(desk)
    demand(actor, 'desk:view', null, rules)
    const stored = [...(await storedSettings(store.db))]
    const { hours, region } = await readStoredCalendar(store.db)
    const preset = presetJson({
      version: 1,
      languages,
      categories: await listCategories(store.db),
      topics: await listTopics(store.db),
      teams: (await listTeams(store.db)).map(({ name, title, work }) => ({ name, title, work })),
      calendar: { hours, region, timeZone: zone },
      settings: Object.fromEntries(stored.filter(([name, value]) => !holdsPassword(name, value))),
    })
    desk.stdout.write(`${escapeJson(JSON.stringify(preset, null, 2))}\n`)
  },
})

/** A password is this desk's, and nobody else could read it. */
function holdsPassword(name: string, value: string): boolean {
  return settingNames.some((known) => known === name && isSecret(known, value))
}
