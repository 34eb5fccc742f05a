import type { Desk } from '../../desk'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { disableUser, enableUser } from '../disable-user'
import { mailAddress } from '../mail-address'
import { shownUser } from '../shown-user'
import { personText, userView } from '../user-view'
import { withGivenBack } from './given-back'

export const userDisable = defineVerb({
  declare: (command) => command.argument('<email>'),
  output: { one: userView },
  run: async (desk, typed) => changeAndShow(desk, typed, disableUser),
})

export const userEnable = defineVerb({
  declare: (command) => command.argument('<email>'),
  output: { one: userView },
  run: async (desk, typed) => changeAndShow(desk, typed, enableUser),
})

async function changeAndShow(desk: Desk, typed: string, deed: typeof disableUser): Promise<void> {
  const email = mailAddress(typed)
  const { actor, rules, store, zone } = await beginning(desk)
  const { result, givenBack } = await withGivenBack(store.db, email, desk.words, () => deed(desk, actor, rules, email))
  const shown = await shownUser(store.db, actor, rules, result, desk.now())
  const { user } = shown
  await printChange(desk, userView, shown, async () => {
    const screen = await screenOf(desk, zone, [user.name ?? ''])
    return doneLine(screen, personText(user), screen.words.userStatuses[user.status], ...givenBack)
  })
}
