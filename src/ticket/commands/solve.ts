import { keepingDraft } from '../../kit/draft'
import { formatLocal } from '../../kit/time/format-local'
import { checkTextFlags, textFromFlags, textOf } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { solveTicket } from '../solve-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, doneSentence, withChangeFlags } from './change'
import { checkedText } from './message-body'

export const solve = defineVerb({
  declare: (command) =>
    withChangeFlags(command.argument('<number>')).option('-m, --message <text>').option('-F, --file <path>'),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    checkTextFlags(flags)
    const given = checkedText(await textFromFlags(desk, flags))
    await changeAndShow(
      desk,
      typed,
      flags,
      async (actor, request) => {
        const body = given === undefined ? null : textOf(given)
        const draft = { command: 'reply', ticket: request.number, subject: null, text: body }
        return keepingDraft(desk, draft, () => solveTicket(desk, actor, { ...request, body }))
      },
      (screen, { ticket }) => {
        const { words, zone, language, now } = screen
        const until = ticket.status === 'solved' ? lastDay(ticket.closesAt) : undefined
        return doneSentence(
          screen,
          ticket.number,
          words.statuses[ticket.status],
          until === undefined ? '' : words.reopenUntil(formatLocal(until, zone, language, 'day', now)),
          words.nobodyMailed,
        )
      },
    )
  },
})

/** The window ends with midnight; people are told its last minute, which lies on the day they may still use. */
function lastDay(closesAt: Date): Date {
  return new Date(closesAt.getTime() - 60_000)
}
