import { printOne } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { demandJob } from '../../people/job'
import { mailAddress } from '../../people/mail-address'
import { loadMailWords } from '../../words/catalogue'
import { testedMailView } from '../mail-view'
import { demandSender } from '../outbox/send-now'
import { takenOrRefused, testMail } from '../test-mail'

export const mailTest = defineVerb({
  declare: (command) => command.argument('<address>'),
  output: { one: testedMailView },
  async run(desk, typed) {
    const address = mailAddress(typed)
    demandSender(await demandJob(desk, 'desk:edit', 'mail'), false)
    const tested = takenOrRefused(await testMail(desk, address))
    await printOne(desk, testedMailView, tested, async () => {
      const words = await loadMailWords(desk.language)
      const screen = await screenOf(desk, 'UTC', [tested.response])
      return doneLine(screen, words.testTaken(tested.via, safeText(tested.response)), words.testOnTheWay)
    })
  },
})
