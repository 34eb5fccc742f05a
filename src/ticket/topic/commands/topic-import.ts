import { DeskError } from '../../../kit/errors'
import { flag, whole } from '../../../kit/json'
import { printChange } from '../../../kit/output'
import { doneLine, joinParts, screenOf } from '../../../kit/screen'
import { defineVerb } from '../../../kit/verb'
import type { View } from '../../../kit/view'
import { beginning } from '../../../people/beginning'
import { importTopics, type TopicsImported } from '../import-topics'
import { filesOfFolder, readTopics } from '../topic-folder'

const importView: View<TopicsImported & { dryRun: boolean }> = {
  fields: { added: whole, edited: whole, unchanged: whole, dryRun: flag },
  columns: ['added', 'edited', 'unchanged', 'dryRun'],
  toJson: (imported) => ({ ...imported }),
}

export const topicImport = defineVerb({
  declare: (command) => command.argument('<path>').option('-n, --dry-run'),
  output: { one: importView },
  async run(desk, folder, flags) {
    const dryRun = flags.dryRun === true
    const names = filesOfFolder(desk, folder)
    const read = names instanceof DeskError ? { files: [], problems: [] } : await readTopics(desk, folder, names)
    const { actor, rules, zone } = await beginning(desk)
    if (names instanceof DeskError) throw names
    const imported = await importTopics(desk, actor, rules, { folder, ...read, dryRun })
    await printChange(desk, importView, { ...imported, dryRun }, async () => {
      const screen = await screenOf(desk, zone)
      const { topicsAdded, topicsEdited, topicsUnchanged, wouldImport } = screen.words
      const { added, edited, unchanged } = imported
      const facts = [topicsAdded(added), topicsEdited(edited), topicsUnchanged(unchanged)]
      return dryRun ? `${wouldImport} ${joinParts(screen, facts)}` : doneLine(screen, ...facts)
    })
  },
})
