import { defineVerb } from '../../kit/verb'
import { closeTicket } from '../close-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, withChangeFlags } from './change'

export const close = defineVerb({
  declare: (command) => withChangeFlags(command.argument('<number...>')),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    await changeAndShow(
      desk,
      typed,
      flags,
      (actor, request) => closeTicket(desk, actor, request),
      (screen, { ticket }) => [screen.words.statuses[ticket.status], screen.words.takeBack],
    )
  },
})
