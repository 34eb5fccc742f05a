import { flag, text } from '../kit/json'
import { printMany } from '../kit/output'
import { screenOf } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { beginning } from '../people/beginning'
import { isStaff } from '../people/permission'
import { listTenants } from '../people/tenant-store'
import { tenantIdsOf } from '../people/user'
import { type Category, offeredTo } from './category'
import { listCategories } from './category-store'

/** A category with its texts in the language of whoever asks. */
interface SpokenCategory {
  id: string
  label: string
  description: string
  partnerOnly: boolean
}

const categoryView: View<SpokenCategory> = {
  fields: { id: text, label: text, description: text, partnerOnly: flag },
  columns: ['id', 'label', 'description', 'partnerOnly'],
  toJson: (category) => ({ ...category }),
}

const list = defineVerb({
  declare: (command) => command,
  output: { many: categoryView, pages: false },
  async run(desk) {
    const { store, actor, settings } = await beginning(desk)
    const all = await listCategories(store.db)
    // Staff see all; everybody else what they may choose.
    const ofPartner = (await listTenants(store.db, tenantIdsOf(actor.memberships))).some(({ partner }) => partner)
    const categories: Category[] = offeredTo(all, isStaff(actor) || ofPartner)
    const spoken = categories.map(({ id, label, description, partnerOnly }) => ({
      id,
      label: label[desk.language],
      description: description[desk.language],
      partnerOnly,
    }))
    await printMany(desk, categoryView, spoken, async () => {
      const { renderTable } = await import('../kit/table')
      const screen = await screenOf(
        desk,
        settings['desk.time-zone'],
        spoken.flatMap(({ label, description }) => [label, description]),
      )
      const { words } = screen
      const columns = [
        { title: words.columns.id },
        { title: words.columns.label },
        { title: words.columns.description, flexible: true },
      ]
      const rows = spoken.map(({ id, label, description, partnerOnly }) => [
        id,
        safeText(label),
        safeText(partnerOnly ? `${description} (${words.partnersOnly})` : description),
      ])
      return renderTable(screen, columns, rows)
    })
  },
})

export const category: Noun = { verbs: { list: async () => list } }
