import { instantFrom } from '../../hours/typed-instant'
import { instant, orNull, text } from '../../kit/json'
import { printMany } from '../../kit/output'
import { type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { formatInstant } from '../../kit/time/instant'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning } from '../../people/beginning'
import { personSchema } from '../../people/grant-view'
import { demand } from '../../people/permission'
import { tenantDemanded } from '../../people/tenant-meant'
import { personText } from '../../people/user-view'
import { type AccessWords, loadAccessWords } from '../../words/catalogue'
import { type Look, looksInto } from '../look-log'

const lookView: View<Look> = {
  fields: {
    at: instant,
    advisor: orNull(personSchema),
    tenant: text,
    area: text,
    permission: text,
    object: orNull(text),
  },
  columns: ['at', 'advisor', 'tenant', 'area', 'permission', 'object'],
  toJson: ({ advisor, ...look }) => ({
    ...look,
    advisor: advisor === null ? null : { email: advisor.email, name: advisor.name },
  }),
}

/** The tenant's own log of what advisors looked at. */
export const accessLog = defineVerb({
  declare: (command) => command.option('--since <time>'),
  output: { many: lookView },
  async run(desk, flags) {
    if (flags.since !== undefined) await instantFrom(desk, flags.since, 'UTC')
    const { actor, rules, store, zone } = await beginning(desk)
    const tenant = await tenantDemanded(store.db, actor, rules, desk.tenant)
    demand(actor, 'access:log', tenant, rules)
    const from = flags.since === undefined ? undefined : formatInstant(await instantFrom(desk, flags.since, zone))
    const looks = await looksInto(store.db, tenant, from)
    await printMany(desk, lookView, looks, async () => {
      const { renderTable } = await import('../../kit/table')
      const words = await loadAccessWords(desk.language)
      if (looks.length === 0) return words.noLooks
      const screen = await screenOf(
        desk,
        zone,
        looks.map(({ advisor }) => advisor?.name ?? ''),
      )
      const columns = [
        { title: screen.words.columns.at },
        { title: words.columns.advisor, flexible: true },
        { title: words.columns.area },
        { title: words.columns.object },
      ]
      return renderTable(
        screen,
        columns,
        looks.map((look) => rowOf(screen, words, look)),
      )
    })
  },
})

function rowOf(screen: Screen, words: AccessWords, look: Look): string[] {
  return [
    formatLocal(new Date(look.at), screen.zone, screen.language, 'day', screen.now),
    look.advisor === null ? screen.symbols.nothing : personText(look.advisor),
    words.areas[look.area] ?? look.area,
    look.object === null ? screen.symbols.nothing : safeText(look.object),
  ]
}
