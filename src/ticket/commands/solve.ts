import { keepingDraft } from '../../kit/draft'
import { checkTextFlags, textFromFlags, textOf } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { solveTicket } from '../solve-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, reopening, withChangeFlags } from './change'
import { checkedText } from './message-body'
import { checkNumberUsage } from './typed-numbers'

export const solve = defineVerb({
  declare: (command) =>
    withChangeFlags(command.argument('<number...>').option('-m, --message <text>').option('-F, --file <path>')),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    checkTextFlags(flags)
    checkNumberUsage(desk, typed, flags)
    const given = checkedText(await textFromFlags(desk, flags))
    await changeAndShow(
      desk,
      typed,
      flags,
      async (actor, request) => {
        const body = given === undefined ? null : textOf(given)
        const again = `reply ${request.number} --solve`
        const draft = { command: 'reply', ticket: request.number, subject: null, text: body, again }
        return keepingDraft(desk, draft, () => solveTicket(desk, actor, { ...request, body }))
      },
      (screen, { ticket }) => [
        screen.words.statuses[ticket.status],
        ...reopening(screen, ticket),
        screen.words.nobodyMailed,
        screen.words.takeBack,
      ],
      { thenNext: true },
    )
  },
})
