import { defineVerb } from '../../kit/verb'
import { noteOnTicket } from '../note-on-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, withChangeFlags } from './change'
import { bodyFromFlags, withBody } from './message-body'

export const note = defineVerb({
  // -m and -F are words of writing, not of sending: no flag of `reply` that would mail anybody exists here.
  declare: (command) =>
    withChangeFlags(
      command.argument('<number>').option('-m, --message <text>').option('-F, --file <path>').option('--recover'),
    ),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    const given = await bodyFromFlags(desk, flags)
    await changeAndShow(
      desk,
      typed,
      flags,
      (actor, request) =>
        withBody(desk, given, flags, { command: 'note', number: request.number }, (body) =>
          noteOnTicket(desk, actor, { ...request, body }),
        ),
      (screen, { ticket }) => [screen.words.statuses[ticket.status], screen.words.noteAdded],
    )
  },
})
