import { listOf, oneOf } from '../../kit/json'
import { printMany } from '../../kit/output'
import { type Screen, screenOf } from '../../kit/screen'
import { padText, wrapText } from '../../kit/text/fit-text'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning } from '../../people/beginning'
import { advisorRights, permissions } from '../../people/permission'
import { loadAccessWords } from '../../words/catalogue'

const rightView: View<(typeof advisorRights)[number]> = {
  fields: { area: oneOf(advisorRights.map(({ area }) => area)), permissions: listOf(oneOf(permissions)) },
  columns: ['area', 'permissions'],
  toJson: ({ area, permissions: shown }) => ({ area, permissions: [...shown] }),
}

/** The fixed rights, which are the same for every advisor and every tenant. */
export const accessPermissions = defineVerb({
  declare: (command) => command,
  output: { many: rightView },
  async run(desk) {
    const { zone } = await beginning(desk)
    await printMany(desk, rightView, advisorRights, async () => {
      const words = await loadAccessWords(desk.language)
      const screen = await screenOf(desk, zone)
      const rows = advisorRights.map(({ area }) => words.rights[area] ?? ([area, ''] as const))
      const header = [words.columns.area, words.columns.shows] as const
      const below = wrapText(words.fixedRights, screen.columns, screen.measure).map((line) => screen.paint.dim(line))
      return [...rightLines(screen, [header, ...rows]), ...below].join('\n')
    })
  },
})

/** Two columns, nothing cut: whoever reads what advisors see is to read all of it. */
function rightLines(
  { columns, measure, paint }: Screen,
  rows: readonly (readonly [area: string, shows: string])[],
): string[] {
  const width = Math.max(...rows.map(([area]) => measure(area))) + 2
  return rows.flatMap(([area, shows], row) =>
    wrapText(shows, Math.max(20, columns - width), measure).map((line, index) => {
      const shown = `${padText(index === 0 ? area : '', width, measure)}${line}`
      return row === 0 ? paint.bold(shown) : shown
    }),
  )
}
