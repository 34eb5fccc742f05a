import { keepingDraft } from '../../kit/draft'
import { defineVerb } from '../../kit/verb'
import { noteOnTicket } from '../note-on-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, withChangeFlags } from './change'
import { bodyFromFlags, messageBody } from './message-body'

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
      async (actor, request) => {
        const body = await messageBody(desk, given, flags, 'note', request.number)
        const draft = { command: 'note', ticket: request.number, subject: null, text: body }
        return keepingDraft(desk, draft, () => noteOnTicket(desk, actor, { ...request, body }))
      },
      (screen, { ticket }) => [screen.words.statuses[ticket.status], screen.words.noteAdded],
    )
  },
})
