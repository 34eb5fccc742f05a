import { DeskError } from '../../kit/errors'
import { defineVerb } from '../../kit/verb'
import { replyToTicket } from '../reply-to-ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, reopening, withChangeFlags } from './change'
import { bodyFromFlags, withBody } from './message-body'

export const reply = defineVerb({
  declare: (command) =>
    withChangeFlags(
      command
        .argument('<number>')
        .option('-m, --message <text>')
        .option('-F, --file <path>')
        .option('--recover')
        .option('--answer <topic>')
        .option('--solve')
        .option('--keep-open')
        .option('--reopen'),
    ),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    const { answer, solve = false, keepOpen = false, reopen = false } = flags
    if (solve && keepOpen) throw new DeskError('conflicting-flags', { flags: ['--solve', '--keep-open'] })
    if (keepOpen && reopen) throw new DeskError('conflicting-flags', { flags: ['--keep-open', '--reopen'] })
    // A prepared answer needs no text of one's own.
    const alone = answer !== undefined && !flags.recover && flags.message === undefined && flags.file === undefined
    const given = alone ? { text: '' } : await bodyFromFlags(desk, flags)
    await changeAndShow(
      desk,
      typed,
      flags,
      (actor, request) =>
        withBody(desk, given, flags, { command: 'reply', number: request.number }, (body) =>
          replyToTicket(desk, actor, { ...request, body, answer, solve, keepOpen, reopen }),
        ),
      (screen, { ticket }) => [
        screen.words.statuses[ticket.status],
        ...reopening(screen, ticket),
        screen.words.nobodyMailed,
      ],
    )
  },
})
