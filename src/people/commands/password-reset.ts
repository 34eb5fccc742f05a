import { mailNews, mailParts } from '../../journal/mail-news'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { mailAddress } from '../mail-address'
import { resetPassword } from '../reset-password'
import { shownUser } from '../shown-user'
import { personText, type UserWithToken, withTokenView } from '../user-view'

export const passwordReset = defineVerb({
  declare: (command) => command.argument('<email>').option('--print-token'),
  output: { one: withTokenView },
  async run(desk, typed, flags) {
    const address = mailAddress(typed)
    const shown = flags.printToken === true
    const { actor, rules, store, zone } = await beginning(desk)
    const { email, token } = await resetPassword(desk, actor, rules, address, shown)
    const person = await shownUser(store.db, actor, rules, email, desk.now())
    const reset: UserWithToken = { ...person, activationToken: shown ? token : null }
    await printChange(desk, withTokenView, reset, async () => {
      const screen = await screenOf(desk, zone, [person.user.name ?? ''])
      const { words } = screen
      const mails = mailParts(screen, await mailNews(desk))
      const line = doneLine(screen, personText(person.user), words.mayResetFor, ...mails)
      return `${line}\n  ${shown ? `helpdesk activate ${token}` : words.resetByHand}`
    })
  },
})
