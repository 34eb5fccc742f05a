import { printMany } from '../../../kit/output'
import { screenOf } from '../../../kit/screen'
import { safeText } from '../../../kit/text/safe-text'
import { defineVerb } from '../../../kit/verb'
import { beginning } from '../../../people/beginning'
import { typedFlags } from '../saved-view'
import { listViews } from '../saved-view-store'
import { savedViewView } from '../saved-view-view'

export const viewList = defineVerb({
  declare: (command) => command,
  output: { many: savedViewView },
  async run(desk) {
    const { store, actor, zone } = await beginning(desk)
    const views = await listViews(store.db, actor.id)
    await printMany(desk, savedViewView, views, async () => {
      const { renderTable } = await import('../../../kit/table')
      const rows = views.map(({ name, flags }) => [name, safeText(typedFlags(flags))])
      const screen = await screenOf(desk, zone, rows.flat())
      const { words } = screen
      if (views.length === 0) return words.noViews
      return renderTable(screen, [{ title: words.columns.name }, { title: words.columns.flags, flexible: true }], rows)
    })
  },
})
