import { checkConfirmation, confirm } from '../../../kit/confirm'
import { printChange } from '../../../kit/output'
import { screenOf } from '../../../kit/screen'
import { safeText } from '../../../kit/text/safe-text'
import { defineVerb } from '../../../kit/verb'
import { beginning } from '../../../people/beginning'
import { shortName } from '../../../people/tenant'
import { removeView } from '../edit-views'
import { typedFlags } from '../saved-view'
import { viewByName } from '../saved-view-store'
import { savedViewView, viewLine } from '../saved-view-view'

export const viewRemove = defineVerb({
  declare: (command) => command.argument('<name>'),
  output: { one: savedViewView },
  async run(desk, typed) {
    checkConfirmation(desk)
    const name = shortName(typed)
    const { store, actor, zone } = await beginning(desk)
    const view = await viewByName(store.db, actor.id, name)
    await confirm(desk, desk.words.askRemoveView(name, safeText(typedFlags(view.flags))))
    await removeView(desk, actor, name)
    await printChange(desk, savedViewView, view, async () => {
      const screen = await screenOf(desk, zone)
      return viewLine(screen, view, screen.words.removed)
    })
  },
})
