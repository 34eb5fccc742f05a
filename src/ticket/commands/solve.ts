import { checkChoice } from '../../kit/choice'
import { type Draft, keepingDraft } from '../../kit/draft'
import { DeskError } from '../../kit/errors'
import type { Screen } from '../../kit/screen'
import { checkTextFlags, textFromFlags, textOf } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { sayable } from '../resolution-meant'
import { solveTicket } from '../solve-ticket'
import { thankForTicket } from '../thank-for-ticket'
import type { Ticket } from '../ticket'
import { ticketView } from '../ticket-view'
import { changeAndShow, reopening, withChangeFlags } from './change'
import { checkedText, keptForFollowUp } from './message-body'
import { checkNumberUsage } from './typed-numbers'

export const solve = defineVerb({
  declare: (command) =>
    withChangeFlags(
      command
        .argument('<number...>')
        .option('-m, --message <text>')
        .option('-F, --file <path>')
        .option('--as <resolution>')
        .option('--thanks'),
    ),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    checkTextFlags(flags)
    checkThanks(flags)
    checkNumberUsage(desk, typed, flags)
    const as = flags.as === undefined ? undefined : checkChoice('--as', flags.as, sayable)
    const given = checkedText(await textFromFlags(desk, flags))
    await changeAndShow(desk, typed, flags, {
      question: ({ askSeveral }, count) => askSeveral.solve(count),
      deed: async (actor, request) => {
        if (flags.thanks === true) return thankForTicket(desk, actor, request)
        const body = given === undefined ? null : textOf(given)
        const again = `reply ${request.number} --solve`
        const draft: Draft = { command: 'reply', ticket: request.number, subject: null, text: body, again }
        return keepingDraft(desk, draft, () =>
          keptForFollowUp(draft, () => solveTicket(desk, actor, { ...request, body, as })),
        )
      },
      sentence: (screen, { ticket }, mailed) => [
        screen.words.statuses[ticket.status],
        ...resolution(screen, ticket, as !== undefined),
        ...reopening(screen, ticket),
        ...mailed.parts,
        mailed.takeBack,
      ],
      thenNext: true,
    })
  },
})

/** To close a "thank you" again says nothing and decides nothing. */
function checkThanks(flags: { thanks?: true | undefined; as?: string; message?: string; file?: string }): void {
  if (flags.thanks !== true) return
  for (const flag of ['as', 'message', 'file'] as const) {
    if (flags[flag] !== undefined) throw new DeskError('conflicting-flags', { flags: ['--thanks', `--${flag}`] })
  }
}

/** How it was solved, where that was said or is not the usual. */
function resolution({ words }: Screen, ticket: Ticket, wasSaid: boolean): string[] {
  if (!('resolution' in ticket)) return []
  return wasSaid || ticket.resolution !== 'answered' ? [words.resolutions[ticket.resolution]] : []
}
