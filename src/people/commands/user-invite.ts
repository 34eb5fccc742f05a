import { mailNews, mailParts } from '../../journal/mail-news'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { collect, defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { inviteUser } from '../invite-user'
import { shownUser } from '../shown-user'
import { personText, type UserWithToken, withTokenView } from '../user-view'
import { personFrom } from './person-words'

export const userInvite = defineVerb({
  declare: (command) =>
    command
      .argument('<email>')
      .option('--name <name>')
      .option('--phone <number>')
      .option('--group <group>', '', collect)
      .option('--print-token'),
  output: { one: withTokenView },
  async run(desk, typed, flags) {
    const person = personFrom(desk, typed, flags)
    const shown = flags.printToken === true
    const { actor, rules, settings, store, zone } = await beginning(desk)
    const { email, token } = await inviteUser(desk, actor, { rules, settings }, person, shown)
    const { user, tenantNames } = await shownUser(store.db, actor, rules, email, desk.now())
    const invited: UserWithToken = { user, tenantNames, activationToken: shown ? token : null }
    await printChange(desk, withTokenView, invited, async () => {
      const screen = await screenOf(desk, zone, [user.name ?? ''])
      const { words } = screen
      const mails = mailParts(screen, await mailNews(desk))
      const line = doneLine(screen, personText(user), words.userStatuses[user.status], ...mails)
      return shown ? `${line}\n  helpdesk activate ${token}` : `${line}\n  ${words.inviteByHand}`
    })
  },
})
