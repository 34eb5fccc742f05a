import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { grantView } from '../../people/grant-view'
import { mailAddress } from '../../people/mail-address'
import { personText } from '../../people/user-view'
import { loadAccessWords } from '../../words/catalogue'
import { removeAdvisor } from '../end-access'

/** Asks nothing: to let nobody in any more is the careful thing, and a new code is quickly made. */
export const accessRemove = defineVerb({
  declare: (command) => command.argument('<advisor>').option('--idempotency-key <key>'),
  output: { one: grantView },
  async run(desk, typed, flags) {
    const advisor = mailAddress(typed)
    const { actor, rules, zone } = await beginning(desk)
    const grant = await removeAdvisor(desk, actor, rules, { advisor, tenant: desk.tenant }, flags.idempotencyKey)
    await printChange(desk, grantView, grant, async () => {
      const words = await loadAccessWords(desk.language)
      const screen = await screenOf(desk, zone, [grant.advisor.name ?? ''])
      return doneLine(screen, words.removedFrom(personText(grant.advisor), grant.tenant))
    })
  },
})
