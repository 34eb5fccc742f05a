import type { Desk } from '../../desk'
import { foreseenParts } from '../../journal/mail-news'
import { keepDraft } from '../../kit/draft'
import { DeskError } from '../../kit/errors'
import { printChanges, printOne } from '../../kit/output'
import { tell } from '../../kit/output-format'
import { doneLine, joinParts, type Screen, screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import type { Person } from '../../people/user'
import { personText } from '../../people/user-view'
import { readDetails } from '../details'
import { type Refused, SeveralRefused } from '../several-refused'
import { type TicketDetails, ticketView } from '../ticket-view'
import { type LastDeed, lastDeeds, undoDeed } from '../undo-last'
import { shownSubject } from './change'

export const undo = defineVerb({
  declare: (command) => command.option('-n, --dry-run'),
  output: { one: ticketView },
  async run(desk, flags) {
    const { store, actor, rules, zone } = await beginning(desk)
    const deeds = await lastDeeds(store.db, actor, rules, desk.now())
    const refused: Refused[] = []
    const done: Done[] = []
    for (const one of deeds) {
      try {
        const { gone } = await undoDeed(desk, actor, one, flags.dryRun === true)
        done.push({ ...one, gone })
      } catch (error) {
        if (!(error instanceof DeskError)) throw error
        refused.push({ number: one.ticket.number, error })
      }
    }
    const details: TicketDetails[] = []
    const options = { now: desk.now(), history: false }
    for (const { ticket } of done) details.push(await readDetails(store.db, actor, rules, ticket.number, options))
    const kept = flags.dryRun === true ? undefined : await keepText(desk, done)
    await print(desk, zone, deeds.length > 1, details, done, flags.dryRun === true)
    if (kept !== undefined) tell(desk, kept)
    const [first] = refused
    if (first !== undefined && deeds.length === 1) throw first.error
    if (first !== undefined) throw new SeveralRefused(deeds.length, refused)
  },
})

/** What was taken back, and who cannot have the ticket back. */
type Done = LastDeed & { gone: Person | null }

async function print(
  desk: Desk,
  zone: string,
  several: boolean,
  details: readonly TicketDetails[],
  done: readonly Done[],
  dryRun: boolean,
): Promise<void> {
  const sentences = async (): Promise<string> => {
    const subjects = details.map(({ ticket }) => ticket.subject)
    const screen = await screenOf(desk, zone, subjects)
    const lines: string[] = []
    for (const [index, one] of details.entries()) {
      const { id } = one.ticket
      const mails = dryRun ? await foreseenParts(desk, screen, ({ ticketId }) => ticketId === id) : undefined
      lines.push(sentence(screen, one, done[index], mails))
    }
    return lines.join('\n')
  }
  const [only] = details
  if (several) return details.length === 0 ? undefined : printChanges(desk, ticketView, details, sentences)
  if (only !== undefined) await printOne(desk, ticketView, only, sentences)
}

/** `mails`: those that it would cause, where it was only tried. */
function sentence(
  screen: Screen,
  { ticket }: TicketDetails,
  last: Done | undefined,
  mails: readonly string[] | undefined,
): string {
  const { words } = screen
  const types = last?.deed.entries.map(({ type }) => words.events[type as keyof typeof words.events] ?? type) ?? []
  const begins = [`#${ticket.number} ${shownSubject(screen, ticket)}`, words.statuses[ticket.status]]
  if (mails !== undefined) {
    return joinParts(screen, [...begins, words.wouldTakeBack(types.join(', ')), ...mails, words.nothingDone])
  }
  const gone = last?.gone ?? null
  const lost = gone === null ? [] : [words.workedHere(personText(gone))]
  return doneLine(screen, ...begins, words.tookBack(types.join(', ')), ...lost)
}

/** What the text was written for; a hand-over's is a note, but what it is to be taken up for is the hand-over. */
function commandOf({ deed, message }: LastDeed): string {
  const types = new Set(deed.entries.map(({ type }) => type))
  if (types.has('ticket.escalated')) return 'escalate'
  return types.has('ticket.returned') ? 'return' : (message?.kind ?? 'note')
}

/** Nothing that was typed is lost: the text of what was taken back can be taken up again. */
async function keepText(desk: Desk, done: readonly Done[]): Promise<string | undefined> {
  const written = done.find(({ message }) => message !== null)
  if (written?.message === undefined || written.message === null) return undefined
  const { body, files } = written.message
  return keepDraft(desk, {
    command: commandOf(written),
    ticket: written.ticket.number,
    subject: null,
    text: body,
    files,
  })
}
