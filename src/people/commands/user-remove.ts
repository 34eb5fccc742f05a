import { checkConfirmation, confirm } from '../../kit/confirm'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning, visibleTenants } from '../beginning'
import { mailAddress } from '../mail-address'
import { removalMeant, removeUser } from '../remove-user'
import { shownUser } from '../shown-user'
import { personText, placeTexts, userView } from '../user-view'
import { withGivenBack } from './given-back'

export const userRemove = defineVerb({
  declare: (command) => command.argument('<email>'),
  output: { one: userView },
  async run(desk, typed) {
    const email = mailAddress(typed)
    checkConfirmation(desk)
    const { actor, rules, store, zone } = await beginning(desk)
    const meant = await removalMeant(store.db, actor, rules, email, desk.tenant, desk.now())
    const isThere = meant.memberships.length > 0 || meant.grants.length > 0
    if (isThere) await confirm(desk, desk.words.askRemove(personText(meant.user), meant.place?.name ?? null))
    const { givenBack } = await withGivenBack(store.db, email, desk.words, async () => {
      if (isThere) await removeUser(desk, actor, rules, email, desk.tenant)
    })
    const shown = await shownUser(store.db, actor, rules, email, desk.now())
    await printChange(desk, userView, shown, async () => {
      const screen = await screenOf(desk, zone, [shown.user.name ?? ''])
      const { words } = screen
      const left = placeTexts(shown, words).join(', ')
      const what = isThere ? words.outOf(meant.place?.name ?? null) : words.nothingChanged
      // Whoever sees only their own tenant cannot be told that there is no other.
      const nowhere = visibleTenants(actor, rules) === undefined ? words.nowhereElse : ''
      return doneLine(screen, personText(shown.user), what, left === '' ? nowhere : words.stillIn(left), ...givenBack)
    })
  },
})
