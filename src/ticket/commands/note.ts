import { defineVerb } from '../../kit/verb'
import { noteOnTicket } from '../note-on-ticket'
import { ticketView } from '../ticket-view'
import { checkAttachFlags, filesNamed, withAttachedFiles } from './attached-files'
import { changeAndShow, filesSentence, withAttachFlags, withChangeFlags } from './change'
import { bodyFromFlags, withBody } from './message-body'

export const note = defineVerb({
  // -m and -F are words of writing, not of sending: no flag of `reply` that would mail anybody exists here.
  declare: (command) =>
    withChangeFlags(
      withAttachFlags(command.argument('<number>').option('-m, --message <text>').option('-F, --file <path>')).option(
        '--recover',
      ),
    ),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    checkAttachFlags(desk, flags)
    const given = await bodyFromFlags(desk, flags)
    const sources = filesNamed(flags)
    let sent: readonly { size: number }[] = []
    await changeAndShow(
      desk,
      typed,
      flags,
      (actor, request) =>
        withAttachedFiles(desk, sources, { command: 'note', number: request.number, given }, (files) => {
          sent = files
          return withBody(desk, given, flags, { command: 'note', number: request.number }, (body) =>
            noteOnTicket(desk, actor, { ...request, body }, files),
          )
        }),
      (screen, { ticket }) => [
        screen.words.statuses[ticket.status],
        ...filesSentence(screen, sent),
        screen.words.noteAdded,
      ],
    )
  },
})
