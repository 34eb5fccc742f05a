import type { Desk } from '../../../desk'
import { printChange, printOne } from '../../../kit/output'
import { type Screen, screenOf } from '../../../kit/screen'
import { defineVerb } from '../../../kit/verb'
import { type Beginning, beginning } from '../../../people/beginning'
import type { Category } from '../category'
import { categoryIn } from '../category-in'
import { categoryLine, categoryScreen, categoryView } from '../category-view'

export const categoryShow = defineVerb({
  declare: (command) => command.argument('<category>'),
  output: { one: categoryView },
  async run(desk, typed) {
    const begun = await beginning(desk)
    const category = await categoryIn(begun.store.db, begun.actor, typed)
    const language = begun.settings['desk.language']
    await printOne(desk, categoryView, { category, language }, async () =>
      categoryScreen(await screenFor(desk, begun.zone, category), category),
    )
  },
})

/** What a change made of a category, or what was taken away (`fate`). */
export async function showChanged(
  desk: Desk,
  { zone, settings }: Pick<Beginning, 'zone' | 'settings'>,
  category: Category,
  fate?: string,
): Promise<void> {
  const language = settings['desk.language']
  await printChange(desk, categoryView, { category, language }, async () =>
    categoryLine(await screenFor(desk, zone, category), category, fate),
  )
}

async function screenFor(desk: Desk, zone: string, { label, description }: Category): Promise<Screen> {
  return screenOf(desk, zone, [...Object.values(label), ...Object.values(description)])
}
