import type { Desk } from '../../desk'
import { foreseenParts } from '../../journal/mail-news'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, joinParts, screenOf } from '../../kit/screen'
import { shortenText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { defineVerb } from '../../kit/verb'
import { type Beginning, beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { readDetails } from '../details'
import { lastShown } from '../last-shown'
import { type MergeRequest, mergeTickets } from '../merge/merge-tickets'
import { ticketByNumber, ticketsByNumbers } from '../store'
import { asOf } from '../ticket'
import { ticketView } from '../ticket-view'
import { checkNumber, numberMeant } from '../words'
import { lettingIn } from './cc-words'
import { shownSubject } from './change'
import { showPreview } from './change-several'
import { checkNumberUsage, typedTickets } from './typed-numbers'

export const merge = defineVerb({
  declare: (command) =>
    command.argument('<number...>').option('--into <number>').option('-n, --dry-run').option('--idempotency-key <key>'),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    if (flags.into === undefined && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--into' })
    checkNumberUsage(desk, typed, {})
    const target = flags.into === undefined ? undefined : checkNumber(flags.into)
    const named = await typedTickets(desk, typed)
    if (flags.dryRun !== true) checkConfirmation(desk)
    const begun = await beginning(desk)
    const { numbers, into } = await ticketsMeant(desk, begun, named, target)
    const request = { numbers, into, idempotencyKey: flags.idempotencyKey }
    if (flags.dryRun !== true) await mergeAsking(desk, begun, request)
    else await mergeTickets(desk, begun.actor, { ...request, outsideIsMeant: desk.globals.yes, dryRun: true })
    await printMerged(desk, begun, request, flags.dryRun === true)
  },
})

type Meant = Pick<MergeRequest, 'numbers' | 'into'>

/** Which tickets go, and into which; where that was not said, somebody is asked. */
async function ticketsMeant(
  desk: Desk,
  begun: Beginning,
  named: readonly (number | '.')[],
  target: string | undefined,
): Promise<Meant> {
  const into = target === undefined ? undefined : await numberMeant(desk, target)
  const numbers = [...new Set(await Promise.all(named.map(async (one) => (one === '.' ? lastShown(desk) : one))))]
  if (numbers.length === 0) throw new DeskError('missing-argument', { argument: 'number', hashMark: false })
  if (into !== undefined) return { numbers, into }
  const { askSurvivor } = await import('./ask-survivor')
  const survivor = await askSurvivor(desk, begun, numbers)
  // One of those that were named may be the one that goes on.
  const sources = numbers.filter((number) => number !== survivor)
  return { numbers: sources.length === 0 ? numbers : sources, into: survivor }
}

async function mergeAsking(desk: Desk, begun: Beginning, request: Meant & { idempotencyKey: string | undefined }) {
  const { actor } = begun
  const attempt = async (outsideIsMeant: boolean): Promise<void> =>
    mergeTickets(desk, actor, { ...request, outsideIsMeant, dryRun: true })
  if (!desk.globals.yes) {
    // Tried before anybody is asked: nobody has to agree to what cannot be.
    await attempt(true)
    await preview(desk, begun, request.numbers)
    await lettingIn(desk, attempt)
    await confirm(desk, await question(desk, begun, request))
  }
  await lettingIn(desk, (outsideIsMeant) => mergeTickets(desk, actor, { ...request, outsideIsMeant, dryRun: false }))
}

/** What stands in the question, and after it, besides the survivor's subject. */
const besidesSubject = 54

async function question(desk: Desk, { store, actor, rules, zone }: Beginning, { into }: Meant): Promise<string> {
  const { subject } = await ticketByNumber(store.db, into, visibilityOf(actor, rules))
  const { columns, measure, symbols } = await screenOf(desk, zone, [subject])
  const shown = shortenText(safeText(subject), Math.max(20, columns - besidesSubject), measure, symbols.ellipsis)
  return desk.words.askMergeTickets(into, shown)
}

async function printMerged(
  desk: Desk,
  { store, actor, rules, zone }: Beginning,
  { numbers, into }: Meant,
  dryRun: boolean,
): Promise<void> {
  const details = await readDetails(store.db, actor, rules, into, { now: desk.now(), history: false })
  await printChange(desk, ticketView, details, async () => {
    const screen = await screenOf(desk, zone, [details.ticket.subject])
    const { words } = screen
    const merged = numbers.map((number) => `#${number}`).join(', ')
    const begins = `#${into} ${shownSubject(screen, details.ticket)}`
    if (dryRun) {
      const mails = await foreseenParts(desk, screen)
      return joinParts(screen, [begins, words.wouldTakeIn(merged), ...mails, words.nothingDone])
    }
    return doneLine(screen, begins, words.statuses[details.ticket.status], words.tookIn(merged))
  })
}

async function preview(desk: Desk, begun: Beginning, numbers: readonly number[]): Promise<void> {
  const tickets = await ticketsByNumbers(begun.store.db, numbers, visibilityOf(begun.actor, begun.rules))
  await showPreview(
    desk,
    begun,
    [...tickets.values()].map((ticket) => asOf(ticket, desk.now())),
  )
}
