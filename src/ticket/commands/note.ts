import { defineVerb } from '../../kit/verb'
import { noteOnTicket } from '../note-on-ticket'
import { ticketView } from '../ticket-view'
import { checkAttachFlags, filesNamed } from './attached-files'
import { changePrepared, filesSentence, withAttachFlags, withChangeFlags } from './change'
import { anyText, asksForText, bodyFromFlags } from './message-body'
import { withMessage } from './message-in-hand'
import { checkNumberUsage } from './typed-numbers'

export const note = defineVerb({
  // -m and -F are words of writing, not of sending: no flag of `reply` that would mail anybody exists here.
  declare: (command) =>
    withChangeFlags(
      withAttachFlags(command.argument('<number...>').option('-m, --message <text>').option('-F, --file <path>'))
        .option('--desk-only')
        .option('--recover'),
    ),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    checkAttachFlags(desk, flags)
    checkNumberUsage(desk, typed, flags)
    const given = await bodyFromFlags(desk, flags)
    const sources = filesNamed(flags)
    const { deskOnly = false } = flags
    let sent: readonly { size: number }[] = []
    await changePrepared(desk, typed, flags, {
      question: ({ askSeveral }, count) => askSeveral.note(count),
      attempt: asksForText(given, flags)
        ? (actor, request) => noteOnTicket(desk, actor, { ...request, body: anyText, deskOnly })
        : undefined,
      prepare: (numbers, work) => withMessage(desk, { command: 'note', numbers, given, sources }, flags, work),
      deed: (actor, request, { body, files }) => {
        sent = files
        return noteOnTicket(desk, actor, { ...request, body, deskOnly }, files)
      },
      sentence: (screen, { ticket }) => [
        screen.words.statuses[ticket.status],
        ...filesSentence(screen, sent),
        deskOnly ? screen.words.levels.deskNoteAdded : screen.words.noteAdded,
        screen.words.takeBack,
      ],
    })
  },
})
