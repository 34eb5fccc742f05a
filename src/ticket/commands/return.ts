import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { returnTicket } from '../level/return-ticket'
import { ticketView } from '../ticket-view'
import { checkAttachFlags, filesNamed } from './attached-files'
import { changePrepared, filesSentence, withAttachFlags, withChangeFlags } from './change'
import { anyText, asksForText, bodyFromFlags } from './message-body'
import { withMessage } from './message-in-hand'
import { checkNumberUsage } from './typed-numbers'

export const giveBack = defineVerb({
  declare: (command) =>
    withChangeFlags(
      withAttachFlags(
        command.argument('<number...>').option('-m, --message <text>').option('-F, --file <path>'),
      ).option('--recover'),
    ),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    checkAttachFlags(desk, flags)
    checkNumberUsage(desk, typed, flags)
    const given = await bodyFromFlags(desk, flags)
    const sources = filesNamed(flags)
    let sent: readonly { size: number }[] = []
    await changePrepared(desk, typed, flags, {
      question: ({ levels }, count) => levels.askReturnSeveral(count),
      attempt: asksForText(given, flags)
        ? (actor, request) => returnTicket(desk, actor, { ...request, body: anyText })
        : undefined,
      prepare: (numbers, work) => withMessage(desk, { command: 'return', numbers, given, sources }, flags, work),
      deed: (actor, request, { body, files }) => {
        sent = files
        return returnTicket(desk, actor, { ...request, body }, files)
      },
      sentence: (screen, { ticket: { status, assignee } }, mailed) => {
        const name = assignee === null ? undefined : safeText(assignee.name ?? assignee.email)
        return [
          screen.words.statuses[status],
          screen.words.levels.handedBack(name),
          ...filesSentence(screen, sent),
          ...mailed.parts,
          mailed.takeBack,
        ]
      },
    })
  },
})
