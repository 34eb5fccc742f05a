import { checkChoice } from '../../kit/choice'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { collect, defineVerb } from '../../kit/verb'
import { addUser } from '../add-user'
import { beginning } from '../beginning'
import { mailAddress } from '../mail-address'
import { deskGroups, tenantGroups } from '../permission'
import { shownUser } from '../shown-user'
import { membershipText, personText, userView } from '../user-view'

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
    const email = mailAddress(typed)
    for (const group of flags.group ?? [])
      checkChoice<string>('--group', group, [...new Set([...deskGroups, ...tenantGroups])])
    const words = {
      email,
      name: flags.name === undefined ? null : checkLine('--name', flags.name),
      telephone: flags.phone === undefined ? null : checkLine('--phone', flags.phone, 60),
    }
    const { actor, rules, settings, store, zone } = await beginning(desk)
    const wanted = { ...words, groups: flags.group, tenant: desk.tenant }
    const created = await addUser(desk, actor, { rules, settings }, wanted, flags.idempotencyKey)
    const shown = await shownUser(store.db, actor, rules, created)
    const { user } = shown
    await printChange(desk, userView, shown, async () => {
      const screen = await screenOf(desk, zone)
      const { words } = screen
      const places = membershipText(shown, words.deskItself, ', ')
      return doneLine(screen, personText(user), words.userStatuses[user.status], places)
    })
  },
})
