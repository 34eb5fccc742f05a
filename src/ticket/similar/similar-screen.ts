import { joinParts, type Screen } from '../../kit/screen'
import { shortenText, wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import type { Ticket } from '../ticket'

/** A ticket that waits already, as it is offered to whoever is about to open one like it. */
export interface OfferedTicket
  extends Pick<Ticket, 'number' | 'subject' | 'status' | 'requester' | 'assignee' | 'createdAt'> {
  /** What was said in it first; null: nothing yet. */
  firstWords: string | null
}

/** So much of what was said tells whether it is the same. */
const mostLines = 2

const indent = '      '

/** Tickets to choose from: what each is about, whose it is since when, who has it, and how it begins. */
export function similarScreen(screen: Screen, tickets: readonly OfferedTicket[]): string {
  return tickets.map((ticket) => ticketLines(screen, ticket).join('\n')).join('\n')
}

function ticketLines(screen: Screen, ticket: OfferedTicket): string[] {
  const { words, paint, columns, zone, language, now } = screen
  const { requester, assignee } = ticket
  const room = columns - indent.length
  const title = wrapText(`#${ticket.number} ${safeText(ticket.subject)}`, room, screen.measure)
  const facts = joinParts(
    screen,
    [
      words.statuses[ticket.status],
      safeText(requester.name ?? requester.email),
      formatLocal(ticket.createdAt, zone, language, 'day', now),
      assignee === null ? words.nobodyYet : words.isWith(safeText(assignee.name ?? assignee.email)),
    ],
    0,
    room,
  ).split('\n')
  return [
    ...title.map((line, index) => `${index === 0 ? '  ' : indent}${paint.bold(line)}`),
    ...[...facts, ...excerpt(screen, ticket.firstWords, room)].map((line) => `${indent}${paint.dim(line)}`),
  ]
}

/** The beginning of a text, its lines run together. */
function excerpt({ measure, symbols }: Screen, text: string | null, room: number): string[] {
  if (text === null) return []
  const lines = wrapText(
    safeText(text.slice(0, room * (mostLines + 1) * 2).replaceAll(/\s+/g, ' ')).trim(),
    room,
    measure,
  )
  if (lines.length <= mostLines) return lines
  const [last = ''] = lines.slice(mostLines - 1)
  const ending = shortenText(last, room - measure(symbols.ellipsis) - 1, measure, '')
  return [...lines.slice(0, mostLines - 1), `${ending} ${symbols.ellipsis}`]
}
