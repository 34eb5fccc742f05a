import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { withoutNul } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { consentManners } from '../../people/consent'
import { followUp as followUpTicket } from '../follow-up'
import { checkSubject } from '../ticket'
import { ticketView } from '../ticket-view'
import { checkNumber } from '../words'
import { checkAttachFlags, filesNamed } from './attached-files'
import { changePrepared, filesSentence, withAttachFlags, withChangeFlags } from './change'
import { anyText, asksForText, bodyFromFlags } from './message-body'
import { withMessage } from './message-in-hand'

export const followUp = defineVerb({
  declare: (command) =>
    withChangeFlags(
      withAttachFlags(command.argument('<number>').option('-m, --message <text>').option('-F, --file <path>'))
        .option('--subject <text>')
        .option('--consent')
        .option('--consent-by <manner>')
        .option('--recover'),
    ),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    checkAttachFlags(desk, flags)
    checkNumber(typed)
    if (flags.consent === true && flags.consentBy !== undefined) {
      throw new DeskError('conflicting-flags', { flags: ['--consent', '--consent-by'] })
    }
    const subject = flags.subject === undefined ? undefined : checkSubject(withoutNul(flags.subject, '--subject'))
    const manner =
      flags.consentBy === undefined ? undefined : checkChoice('--consent-by', flags.consentBy, consentManners)
    const given = await bodyFromFlags(desk, flags)
    const sources = filesNamed(flags)
    const consent = manner ?? (flags.consent === true ? 'own' : undefined)
    let followed = 0
    await changePrepared(desk, typed, flags, {
      question: ({ askSeveral }, count) => askSeveral.followUp(count),
      attempt: asksForText(given, flags)
        ? (actor, request) => followUpTicket(desk, actor, { ...request, subject, body: anyText, consent })
        : undefined,
      prepare: (numbers, work) => withMessage(desk, { command: 'follow-up', numbers, given, sources }, flags, work),
      deed: (actor, request, { body, files }) => {
        followed = request.number
        return followUpTicket(desk, actor, { ...request, subject, body, consent }, files)
      },
      sentence: (screen, { ticket, attachments }, mailed) => [
        screen.words.statuses[ticket.status],
        screen.words.followUpOf(followed),
        ...filesSentence(screen, attachments),
        ...mailed.parts,
      ],
    })
  },
})
