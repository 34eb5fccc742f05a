import type { Screen } from '../kit/screen'
import { renderTable, type TableColumn } from '../kit/table'
import { padText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import type { Ticket } from './ticket'
import { isShownAsNew } from './ticket-view'

/** The queue as a person sees it: the number, the state, the person, and below how many there are. */
export function listScreen(
  screen: Screen,
  tickets: readonly Ticket[],
  counts: { all: number; isNew: number },
  nextCursor: string | null,
  options: { quiet: boolean; filtered: boolean },
): string {
  const { words } = screen
  const { quiet, filtered } = options
  if (tickets.length === 0) return quiet ? '' : filtered ? words.noMatch : words.noTickets
  const table = ticketTable(screen, tickets)
  return quiet ? table : `${table}\n${footer(screen, tickets.length, counts, nextCursor)}`
}

/** A line for each ticket below the one with the titles. */
export function ticketTable(screen: Screen, tickets: readonly Ticket[]): string {
  const { words } = screen
  const withLevel = tickets.some(({ level }) => level === 2)
  const columns: TableColumn[] = [
    { title: '#', align: 'right', paint: (cell, row) => paintNumber(screen, tickets[row], cell) },
    { title: words.columns.subject, flexible: true, paint: (cell, row) => paintSubject(screen, tickets[row], cell) },
    ...(withLevel ? [{ title: '' }] : []),
    { title: words.columns.from },
    { title: words.columns.status, paint: (cell, row) => paintStatus(screen, tickets[row], cell) },
    { title: words.columns.updated, paint: (cell) => screen.paint.dim(cell) },
  ]
  const rows = tickets.map((ticket) => [
    `${mark(screen, ticket)}${ticket.number}`,
    safeText(ticket.subject),
    ...(withLevel ? [ticket.level === 2 ? screen.symbols.level2 : ''] : []),
    `${shortName(ticket)} ${screen.symbols.dot} ${safeText(ticket.tenant.name)}`,
    words.statuses[ticket.status],
    formatLocal(ticket.updatedAt, screen.zone, screen.language, 'day', screen.now),
  ])
  return renderTable(screen, columns, rows)
}

/** What stands before the number: an emergency, or that nobody has answered or taken it yet. */
export function mark(screen: Screen, ticket: Ticket): string {
  if (ticket.emergency) return screen.symbols.emergency
  if (ticket.held !== null) return screen.symbols.held
  return isShownAsNew(ticket) ? screen.symbols.isNew : ' '
}

/** `Anna`, or what stands before the @ of somebody without a name. */
export function shortName({ requester }: Ticket): string {
  const name = requester.name?.trim().split(/\s+/)[0]
  return safeText(name === undefined || name === '' ? (requester.email.split('@')[0] ?? '') : name)
}

function paintNumber(screen: Screen, ticket: Ticket | undefined, cell: string): string {
  return ticket?.emergency === true ? screen.paint.red(cell) : cell
}

function paintSubject(screen: Screen, ticket: Ticket | undefined, cell: string): string {
  return ticket !== undefined && isShownAsNew(ticket) ? screen.paint.bold(cell) : cell
}

function paintStatus(screen: Screen, ticket: Ticket | undefined, cell: string): string {
  if (ticket?.status === 'solved') return screen.paint.green(cell)
  return ticket?.status === 'open' ? cell : screen.paint.dim(cell)
}

function footer(
  screen: Screen,
  shown: number,
  counts: { all: number; isNew: number },
  nextCursor: string | null,
): string {
  const { words, symbols, paint } = screen
  const parts = [words.shownOf(shown, counts.all), ...(counts.isNew === 0 ? [] : [words.newCount(counts.isNew)])]
  const left = parts.join(` ${symbols.dot} `)
  const more = nextCursor === null ? '' : words.moreBelow
  const room = screen.columns - screen.measure(more)
  if (more !== '' && screen.measure(left) + 2 > room) return [left, more].map((line) => paint.dim(line)).join('\n')
  return paint.dim(`${padText(left, room, screen.measure)}${more}`.trimEnd())
}
