import type { Desk } from '../../desk'
import { DeskError, isTrouble } from '../../kit/errors'
import { collect, defineVerb } from '../../kit/verb'
import { mailAddress } from '../../people/mail-address'
import type { UserActor } from '../../people/session'
import { type ReplyRequest, replyToTicket } from '../reply-to-ticket'
import { ticketView } from '../ticket-view'
import { checkAttachFlags, filesNamed } from './attached-files'
import { copySentence, lettingIn } from './cc-words'
import { changePrepared, filesSentence, reopening, withAttachFlags, withChangeFlags } from './change'
import { anyText, asksForText, bodyFromFlags } from './message-body'
import { withMessage } from './message-in-hand'
import { offeringFollowUp } from './offer-follow-up'
import { checkNumberUsage } from './typed-numbers'

export const reply = defineVerb({
  declare: (command) =>
    withChangeFlags(
      withAttachFlags(command.argument('<number...>').option('-m, --message <text>').option('-F, --file <path>'))
        .option('--recover')
        .option('--cc <email>', '', collect)
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
    const cc = flags.cc?.map(mailAddress)
    // A prepared answer needs no text of one's own.
    const alone = answer !== undefined && !flags.recover && flags.message === undefined && flags.file === undefined
    const given = alone ? { text: '' } : await bodyFromFlags(desk, flags)
    const sources = filesNamed(flags)
    let sent: readonly { size: number }[] = []
    const lead = new Map<number, string[]>()
    const asked = { answer, solve, keepOpen, reopen, cc }
    await changePrepared(desk, typed, flags, {
      question: ({ askSeveral }, count) => (solve ? askSeveral.replyAndSolve(count) : askSeveral.reply(count)),
      attempt: asksForText(given, flags)
        ? (actor, request) => tryReply(desk, actor, { ...request, ...asked, body: anyText, outsideIsMeant: true })
        : undefined,
      prepare: (numbers, work) => withMessage(desk, { command: 'reply', numbers, given, sources }, flags, work),
      deed: async (actor, request, { body, files }) => {
        sent = files
        const own = { ...request, ...asked, body }
        const done = await offeringFollowUp(desk, actor, own, files, () =>
          lettingIn(desk, (outsideIsMeant) => replyToTicket(desk, actor, { ...own, outsideIsMeant }, files)),
        )
        if (answer !== undefined && !solve) {
          lead.set(request.number, await (await import('./lead-words')).leadAfter(desk, request.number))
        }
        return done
      },
      sentence: (screen, details, mailed) => [
        screen.words.statuses[details.ticket.status],
        ...reopening(screen, details.ticket),
        ...copySentence(screen, details, cc),
        ...filesSentence(screen, sent),
        ...(lead.get(details.ticket.number) ?? []),
        ...mailed.parts,
        mailed.takeBack,
      ],
      thenNext: solve,
    })
  },
})

/** Whether an answer is possible at all. What is written for a ticket that is closed by now can become a follow-up. */
async function tryReply(desk: Desk, actor: UserActor, request: ReplyRequest): Promise<void> {
  try {
    await replyToTicket(desk, actor, request)
  } catch (error) {
    const mayFollow = request.together === undefined && desk.foreseen === undefined
    if (!isTrouble(error, 'ticket-closed') || !mayFollow) throw error
  }
}
