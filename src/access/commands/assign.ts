import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { grantView } from '../../people/grant-view'
import { mailAddress } from '../../people/mail-address'
import { personText } from '../../people/user-view'
import { loadAccessWords } from '../../words/catalogue'
import { assignAdvisor } from '../assign-advisor'

export const accessAssign = defineVerb({
  declare: (command) => command.argument('<advisor>').option('--agreed-with <email>').option('--idempotency-key <key>'),
  output: { one: grantView },
  async run(desk, typed, flags) {
    if (flags.agreedWith === undefined) throw new DeskError('missing-flag', { flag: '--agreed-with' })
    const wish = { advisor: mailAddress(typed), agreedWith: mailAddress(flags.agreedWith), tenant: desk.tenant }
    const { actor, rules, zone } = await beginning(desk)
    const { grant, changed } = await assignAdvisor(desk, actor, rules, wish, flags.idempotencyKey)
    await printChange(desk, grantView, grant, async () => {
      const words = await loadAccessWords(desk.language)
      const screen = await screenOf(desk, zone, [grant.advisor.name ?? ''])
      const person = personText(grant.advisor)
      const agreed = grant.agreedWith === null ? '' : words.agreedWith(safeText(grant.agreedWith))
      const what = changed ? words.assigned(person, grant.tenant) : words.wasAssigned(person, grant.tenant)
      return doneLine(screen, what, agreed, ...(changed ? [] : [screen.words.nothingChanged]))
    })
  },
})
