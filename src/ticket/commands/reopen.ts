import { defineVerb } from '../../kit/verb'
import { reopenTicket } from '../reopen-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, doneSentence, withChangeFlags } from './change'

export const reopen = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number>')),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    await changeAndShow(
      desk,
      typed,
      flags,
      (actor, request) => reopenTicket(desk, actor, request),
      (screen, { ticket }) => doneSentence(screen, ticket.number, screen.words.statuses[ticket.status]),
    )
  },
})
