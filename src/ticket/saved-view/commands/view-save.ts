import { checkConfirmation, confirm } from '../../../kit/confirm'
import { DeskError } from '../../../kit/errors'
import { printChange } from '../../../kit/output'
import { screenOf } from '../../../kit/screen'
import { safeText } from '../../../kit/text/safe-text'
import { defineVerb } from '../../../kit/verb'
import { beginning } from '../../../people/beginning'
import { shortName } from '../../../people/tenant'
import { checkListFlags, filterFrom, listFlagNames, withListFlags } from '../../commands/list-words'
import { saveView } from '../edit-views'
import { isSameView, typedFlags } from '../saved-view'
import { findView, viewByName } from '../saved-view-store'
import { savedViewView, viewLine } from '../saved-view-view'
import { flagsToSave } from './view-words'

export const viewSave = defineVerb({
  declare: (command) => withListFlags(command.argument('<name>')),
  output: { one: savedViewView },
  async run(desk, typed, given) {
    const flags = flagsToSave(given, desk.globals.tenant)
    if (Object.keys(flags).length === 0) {
      throw new DeskError('nothing-to-save', { flags: listFlagNames.map((flag) => `--${flag}`) })
    }
    const name = shortName(typed)
    const words = await checkListFlags(desk, given)
    const { store, actor, rules, zone } = await beginning(desk)
    // What it would not find now, it will not find later.
    await filterFrom(desk, { db: store.db, actor, rules, zone }, words, desk.globals.tenant)
    const before = await findView(store.db, actor.id, name)
    if (before !== undefined && !isSameView(before.flags, flags)) {
      checkConfirmation(desk)
      await confirm(desk, desk.words.askReplaceView(name, safeText(typedFlags(before.flags))))
    }
    if (before === undefined || !isSameView(before.flags, flags)) await saveView(desk, actor, name, flags)
    const view = await viewByName(store.db, actor.id, name)
    await printChange(desk, savedViewView, view, async () => viewLine(await screenOf(desk, zone), view))
  },
})
