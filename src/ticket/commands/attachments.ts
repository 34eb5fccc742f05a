import { printMany } from '../../kit/output'
import { screenOf, sizeText } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { attachmentView } from '../attachment/attachment-view'
import { readAttachments } from '../details'
import { checkNumber, numberMeant } from '../words'

export const attachments = defineVerb({
  declare: (command) => command.argument('<number>'),
  output: { many: attachmentView },
  async run(desk, typed) {
    const checked = checkNumber(typed)
    const { store, actor, rules, zone } = await beginning(desk)
    const number = await numberMeant(desk, checked)
    const found = await readAttachments(store.db, actor, rules, number)
    await printMany(desk, attachmentView, found, async () => {
      const { words, paint, ...screen } = await screenOf(
        desk,
        zone,
        found.map(({ name }) => name),
      )
      if (found.length === 0) return words.noAttachments(number)
      const { renderTable } = await import('../../kit/table')
      const columns = [
        { title: '#', align: 'right' as const },
        { title: words.columns.name, flexible: true },
        { title: words.columns.size, align: 'right' as const },
        { title: words.columns.type, paint: (cell: string) => paint.dim(cell) },
      ]
      const rows = found.map(({ name, size, type }, index) => [
        String(index + 1),
        safeText(name),
        sizeText({ words }, size),
        safeText(type),
      ])
      const table = renderTable({ words, paint, ...screen }, columns, rows)
      return `${table}\n${paint.dim(words.downloadWith(number))}`
    })
  },
})
