import { DeskError } from '../../kit/errors'
import { defineVerb } from '../../kit/verb'
import { replyToTicket } from '../reply-to-ticket'
import { ticketView } from '../ticket-view'
import { checkAttachFlags, filesNamed } from './attached-files'
import { changePrepared, filesSentence, reopening, withAttachFlags, withChangeFlags } from './change'
import { bodyFromFlags } from './message-body'
import { withMessage } from './message-in-hand'
import { offeringFollowUp } from './offer-follow-up'
import { checkNumberUsage } from './typed-numbers'

export const reply = defineVerb({
  declare: (command) =>
    withChangeFlags(
      withAttachFlags(command.argument('<number...>').option('-m, --message <text>').option('-F, --file <path>'))
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
    checkAttachFlags(desk, flags)
    checkNumberUsage(desk, typed, flags)
    // A prepared answer needs no text of one's own.
    const alone = answer !== undefined && !flags.recover && flags.message === undefined && flags.file === undefined
    const given = alone ? { text: '' } : await bodyFromFlags(desk, flags)
    const sources = filesNamed(flags)
    let sent: readonly { size: number }[] = []
    await changePrepared(desk, typed, flags, {
      prepare: (numbers, work) => withMessage(desk, { command: 'reply', numbers, given, sources }, flags, work),
      deed: (actor, request, { body, files }) => {
        sent = files
        const own = { ...request, body, answer, solve, keepOpen, reopen }
        return offeringFollowUp(desk, actor, own, files, () => replyToTicket(desk, actor, own, files))
      },
      sentence: (screen, { ticket }) => [
        screen.words.statuses[ticket.status],
        ...reopening(screen, ticket),
        ...filesSentence(screen, sent),
        screen.words.nobodyMailed,
      ],
    })
  },
})
