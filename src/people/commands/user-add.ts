import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { collect, defineVerb } from '../../kit/verb'
import { addUser } from '../add-user'
import { beginning } from '../beginning'
import { shownUser } from '../shown-user'
import { membershipTexts, personText, userView } from '../user-view'
import { personFrom } from './person-words'

export const userAdd = defineVerb({
  declare: (command) =>
    command
      .argument('<email>')
      .option('--name <name>')
      .option('--phone <number>')
      .option('--group <group>', '', collect)
      .option('--idempotency-key <key>'),
  output: { one: userView },
  async run(desk, typed, flags) {
    const person = personFrom(desk, typed, flags)
    const { actor, rules, settings, store, zone } = await beginning(desk)
    const created = await addUser(desk, actor, { rules, settings }, person, flags.idempotencyKey)
    const shown = await shownUser(store.db, actor, rules, created, desk.now())
    const { user } = shown
    await printChange(desk, userView, shown, async () => {
      const screen = await screenOf(desk, zone)
      const { words } = screen
      const places = membershipTexts(user.memberships, shown.tenantNames, words).join(', ')
      return doneLine(screen, personText(user), words.userStatuses[user.status], places)
    })
  },
})
