import type { Desk } from '../../desk'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, joinParts, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { readDetails } from '../details'
import { lastShown } from '../last-shown'
import { mergeTickets } from '../merge-tickets'
import { ticketsByNumbers } from '../store'
import { asOf, type Ticket } from '../ticket'
import { ticketView } from '../ticket-view'
import { checkNumber, numberMeant } from '../words'
import { lettingIn } from './cc-words'
import { showPreview } from './change-several'
import { checkNumberUsage, typedTickets } from './typed-numbers'

export const merge = defineVerb({
  declare: (command) =>
    command.argument('<number...>').option('--into <number>').option('-n, --dry-run').option('--idempotency-key <key>'),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    if (flags.into === undefined) throw new DeskError('missing-flag', { flag: '--into' })
    checkNumberUsage(desk, typed, {})
    const dryRun = flags.dryRun === true
    const target = checkNumber(flags.into)
    const named = await typedTickets(desk, typed)
    if (!dryRun) checkConfirmation(desk)
    const begun = await beginning(desk)
    const { store, actor, rules, zone } = begun
    const into = await numberMeant(desk, target)
    const numbers = [...new Set(await Promise.all(named.map(async (one) => (one === '.' ? lastShown(desk) : one))))]
    if (numbers.length === 0) throw new DeskError('missing-argument', { argument: 'number', hashMark: false })
    const request = { numbers, into, idempotencyKey: flags.idempotencyKey }
    // Tried before anybody is asked: nobody has to agree to what cannot be.
    const attempt = async (outsideIsMeant: boolean) =>
      mergeTickets(desk, actor, { ...request, outsideIsMeant, dryRun: true })
    if (dryRun) await attempt(desk.globals.yes)
    else {
      if (!desk.globals.yes) {
        await attempt(true)
        await preview(desk, begun, numbers)
        await lettingIn(desk, attempt)
        await confirm(desk, desk.words.askMergeTickets(into))
      }
      await lettingIn(desk, (outsideIsMeant) =>
        mergeTickets(desk, actor, { ...request, outsideIsMeant, dryRun: false }),
      )
    }
    const details = await readDetails(store.db, actor, rules, into, { now: desk.now(), history: false })
    await printChange(desk, ticketView, details, async () => {
      const screen = await screenOf(desk, zone)
      const { words } = screen
      const merged = numbers.map((number) => `#${number}`).join(', ')
      const begins = headline(details.ticket)
      if (dryRun) return joinParts(screen, [begins, words.wouldTakeIn(merged), words.nothingDone])
      return doneLine(screen, begins, words.statuses[details.ticket.status], words.tookIn(merged))
    })
  },
})

async function preview(
  desk: Desk,
  begun: Awaited<ReturnType<typeof beginning>>,
  numbers: readonly number[],
): Promise<void> {
  const tickets = await ticketsByNumbers(begun.store.db, numbers, visibilityOf(begun.actor, begun.rules))
  await showPreview(
    desk,
    begun,
    [...tickets.values()].map((ticket) => asOf(ticket, desk.now())),
  )
}

function headline({ number, subject }: Ticket): string {
  return `#${number} ${safeText(subject)}`
}
