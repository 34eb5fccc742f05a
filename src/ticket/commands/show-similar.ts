import type { Desk } from '../../desk'
import { screenOf } from '../../kit/screen'
import { asciiText } from '../../kit/text/ascii-text'
import { wrapText } from '../../kit/text/fit-text'
import { type TicketRules, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Settings } from '../../settings/setting'
import type { Reader } from '../../store/schema'
import { type OfferedTicket, similarScreen } from '../similar/similar-screen'
import { listMessages, ticketsByNumbers } from '../store'
import type { Ticket } from '../ticket'
import { veiledTickets } from '../veil'

/** Shows tickets that are like a new one, in that order, as far as the actor may see them, with what tells whether they are the same. */
export async function showSimilar(
  desk: Desk,
  {
    store: { db },
    actor,
    rules,
    settings,
  }: { store: { db: Reader }; actor: UserActor; rules: TicketRules; settings: Settings },
  similar: readonly { number: number }[],
): Promise<void> {
  const tickets = await offered(
    db,
    actor,
    rules,
    similar.map(({ number }) => number),
  )
  const texts = tickets.flatMap(({ subject, firstWords, requester, assignee }) => [
    subject,
    firstWords ?? '',
    requester.name ?? '',
    assignee?.name ?? '',
  ])
  const screen = await screenOf(desk, settings['desk.time-zone'], texts)
  const found = wrapText(desk.words.similarFound(tickets.length), screen.columns, screen.measure).join('\n')
  const drawn = `\n${found}\n\n${similarScreen(screen, tickets)}\n\n`
  desk.stderr.write(desk.ascii ? asciiText(drawn) : drawn)
}

async function offered(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  numbers: readonly number[],
): Promise<OfferedTicket[]> {
  const known = await ticketsByNumbers(db, numbers, visibilityOf(actor, rules))
  const tickets: (OfferedTicket & Ticket)[] = []
  for (const number of numbers) {
    const ticket = known.get(number)
    if (ticket === undefined) continue
    const firstWords = ticket.description ?? (await listMessages(db, ticket.id, false))[0]?.body ?? null
    tickets.push({ ...ticket, firstWords })
  }
  return veiledTickets(db, actor, rules, tickets)
}
