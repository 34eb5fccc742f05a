import { flag, text } from '../../kit/json'
import { printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { type Screen, screenOf } from '../../kit/screen'
import { wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb, type Noun } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning } from '../../people/beginning'
import { categoriesIn } from './category-in'

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
  output: { many: categoryView },
  async run(desk) {
    const { store, actor, settings } = await beginning(desk)
    const categories = await categoriesIn(store.db, actor)
    // Machines read the desk's language, whoever asks: their output is never translated.
    const language = isForPeople(desk) ? desk.language : settings['desk.language']
    const spoken = categories.map(({ id, label, description, partnerOnly }) => ({
      id,
      label: label[language],
      description: description[language],
      partnerOnly,
    }))
    await printMany(desk, categoryView, spoken, async () => {
      const texts = spoken.flatMap(({ label, description }) => [label, description])
      const screen = await screenOf(desk, settings['desk.time-zone'], texts)
      return spoken.map((one) => categoryLines(screen, one)).join('\n')
    })
  },
})

/** Id and label, and below what the category is for, whole. */
function categoryLines(screen: Screen, { id, label, description, partnerOnly }: SpokenCategory): string {
  const { words, paint, measure, columns } = screen
  const title = [paint.bold(id), safeText(label), ...(partnerOnly ? [words.partnersOnly] : [])]
  const lines = wrapText(`  ${safeText(description)}`, columns, measure)
  return [title.join(` ${screen.symbols.dot} `), ...lines.map((line) => paint.dim(line))].join('\n')
}

export const category: Noun = {
  verbs: {
    list: async () => list,
    show: async () => (await import('./commands/category-show')).categoryShow,
    add: async () => (await import('./commands/category-edit')).categoryAdd,
    edit: async () => (await import('./commands/category-edit')).categoryEdit,
    remove: async () => (await import('./commands/category-remove')).categoryRemove,
  },
}
