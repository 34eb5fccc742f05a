import { defineVerb } from '../../kit/verb'
import { reopenTicket } from '../reopen-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, withChangeFlags } from './change'

export const reopen = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number...>')),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    await changeAndShow(
      desk,
      typed,
      flags,
      (actor, request) => reopenTicket(desk, actor, request),
      (screen, { ticket }) => [screen.words.statuses[ticket.status], screen.words.takeBack],
    )
  },
})
