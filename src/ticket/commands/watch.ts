import { defineVerb, type Verb } from '../../kit/verb'
import { ticketView } from '../ticket-view'
import { watchTicket } from '../watch-ticket'
import { changeAndShow, withChangeFlags } from './change'

export const watch = watching(true)
export const unwatch = watching(false)

function watching(watches: boolean): Verb {
  return defineVerb({
    declare: (command) => withChangeFlags(command.argument('<number...>')),
    output: { one: ticketView },
    async run(desk, typed, flags) {
      await changeAndShow(
        desk,
        typed,
        flags,
        (actor, request) => watchTicket(desk, actor, { ...request, watches }),
        ({ words }, { ticket }) => [words.statuses[ticket.status], watches ? words.isWatched : words.isNotWatched],
      )
    },
  })
}
