import { checkConfirmation, confirm } from '../../../kit/confirm'
import { safeText } from '../../../kit/text/safe-text'
import { defineVerb } from '../../../kit/verb'
import { beginning } from '../../../people/beginning'
import { demand } from '../../../people/permission'
import { printedRemoved, removedJson } from '../../../people/removed-before'
import { categoryIn } from '../category-in'
import { categoryView } from '../category-view'
import { removeCategory } from '../edit-category'
import { showChanged } from './category-show'

export const categoryRemove = defineVerb({
  declare: (command) => command.argument('<category>').option('--idempotency-key <key>'),
  output: { one: categoryView },
  async run(desk, typed, flags) {
    checkConfirmation(desk)
    const begun = await beginning(desk)
    const { actor, rules, store, zone } = begun
    const call = { key: flags.idempotencyKey, actorId: actor.id, tenantId: '', command: 'category remove' }
    if (await printedRemoved(desk, { db: store.db, zone }, categoryView, { ...call, request: { category: typed } }))
      return
    const category = await categoryIn(store.db, actor, typed)
    demand(actor, 'desk:edit', null, rules)
    await confirm(desk, desk.words.askRemoveCategory(safeText(category.label[desk.language])))
    const gives = removedJson(categoryView, { category, language: begun.settings['desk.language'] })
    await removeCategory(
      desk,
      { actor, rules, idempotencyKey: flags.idempotencyKey },
      { typed, meant: category.id, gives },
    )
    await showChanged(desk, begun, category, desk.words.removed)
  },
})
