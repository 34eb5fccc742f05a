import { joinParts, type Screen } from '../kit/screen'
import { renderTable, type TableColumn } from '../kit/table'
import { padText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import { dueCell, paintDue } from './due-screen'
import type { ShownTicket, Ticket } from './ticket'
import { isShownAsNew } from './ticket-view'

/** What a list is shown with. */
export interface ListManner {
  quiet: boolean
  /** Then an empty list does not mean that all work is done. */
  filtered: boolean
  /** Only what is on hold: until when is what one wants to know of it. */
  heldOnly?: boolean
  /** What the list leaves out because it is on hold, and the command that shows it. */
  onHold?: { count: number; command: string }
}

/** How many tickets a list has, all in all; overdue is nothing where nothing was promised. */
export interface ListCounts {
  all: number
  isNew: number
  overdue: number
}

/** The queue as a person sees it: the number, the state, the person, and below how many there are. */
export function listScreen(
  screen: Screen,
  tickets: readonly ShownTicket[],
  counts: ListCounts,
  nextCursor: string | null,
  manner: ListManner,
): string {
  const { quiet, heldOnly = false } = manner
  if (tickets.length === 0) return quiet ? '' : nothingListed(screen, manner)
  const table = ticketTable(screen, tickets, heldOnly ? 'heldUntil' : 'updated')
  return quiet ? table : `${table}\n${footer(screen, tickets.length, counts, nextCursor, heldText(screen, manner))}`
}

function nothingListed(screen: Screen, manner: ListManner): string {
  const { words, paint } = screen
  const held = heldText(screen, manner)
  if (held === '') return joinParts(screen, [manner.filtered ? words.noMatch : words.noTickets])
  const sentence = manner.filtered ? words.noMatch : words.noTicketsButHeld
  return [joinParts(screen, [sentence]), paint.dim(held)].join('\n')
}

function heldText({ words }: Screen, { onHold }: ListManner): string {
  return onHold === undefined || onHold.count === 0 ? '' : words.heldCount(onHold.count, onHold.command)
}

/**
 * A line for each ticket below the one with the titles; at its end when it is due, where anything is; else when it changed, or
 * until when it is on hold.
 */
export function ticketTable(
  screen: Screen,
  tickets: readonly ShownTicket[],
  wanted: 'updated' | 'heldUntil' = 'updated',
): string {
  const { words, symbols } = screen
  const when = (instant: Date): string => formatLocal(instant, screen.zone, screen.language, 'day', screen.now)
  const last = wanted === 'updated' && tickets.some(({ lateness }) => lateness !== null) ? 'due' : wanted
  const withLevel = tickets.some(({ level }) => level === 2)
  const columns: TableColumn[] = [
    { title: '#', align: 'right', paint: (cell, row) => paintNumber(screen, tickets[row], cell) },
    { title: words.columns.subject, flexible: true, paint: (cell, row) => paintSubject(screen, tickets[row], cell) },
    ...(withLevel ? [{ title: '' }] : []),
    { title: words.columns.from },
    {
      title: words.columns.status,
      paint: (cell, row) => paintStatus(screen, tickets[row], cell),
      expendable: last === 'heldUntil',
    },
    {
      title: words.columns[last],
      paint: (cell, row) => (last === 'due' ? paintDueOf(screen, tickets[row], cell) : screen.paint.dim(cell)),
      expendable: last === 'updated',
    },
  ]
  const rows = tickets.map((ticket) => [
    `${mark(screen, ticket)}${ticket.number}`,
    safeText(ticket.subject),
    ...(withLevel ? [ticket.level === 2 ? symbols.level2 : ''] : []),
    `${shortName(ticket)} ${symbols.dot} ${safeText(ticket.tenant.name)}`,
    words.statuses[ticket.status],
    last === 'due'
      ? dueCell(screen, ticket)
      : last === 'updated'
        ? when(ticket.updatedAt)
        : ticket.held === null
          ? symbols.nothing
          : when(ticket.held.until),
  ])
  return renderTable(screen, columns, rows)
}

/** What stands before the number: an emergency, what is overdue, or that nobody has answered or taken it yet. */
function mark(screen: Screen, ticket: ShownTicket): string {
  if (ticket.emergency) return screen.symbols.emergency
  if (ticket.lateness === 'late') return screen.symbols.overdue
  if (ticket.held !== null) return screen.symbols.held
  return isShownAsNew(ticket) ? screen.symbols.isNew : ' '
}

/** `Anna`, or what stands before the @ of somebody without a name. */
export function shortName({ requester }: Ticket): string {
  const name = requester.name?.trim().split(/\s+/)[0]
  return safeText(name === undefined || name === '' ? (requester.email.split('@')[0] ?? '') : name)
}

function paintDueOf(screen: Screen, ticket: ShownTicket | undefined, cell: string): string {
  return ticket === undefined ? cell : paintDue(screen, ticket, cell)
}

function paintNumber(screen: Screen, ticket: ShownTicket | undefined, cell: string): string {
  return ticket?.emergency === true || ticket?.lateness === 'late' ? screen.paint.red(cell) : cell
}

function paintSubject(screen: Screen, ticket: Ticket | undefined, cell: string): string {
  return ticket !== undefined && isShownAsNew(ticket) ? screen.paint.bold(cell) : cell
}

function paintStatus(screen: Screen, ticket: Ticket | undefined, cell: string): string {
  if (ticket?.status === 'solved') return screen.paint.green(cell)
  return ticket?.status === 'open' ? cell : screen.paint.dim(cell)
}

function footer(screen: Screen, shown: number, counts: ListCounts, nextCursor: string | null, held: string): string {
  const { words, paint } = screen
  const parts = [
    words.shownOf(shown, counts.all),
    ...(counts.isNew === 0 ? [] : [words.newCount(counts.isNew)]),
    ...(counts.overdue === 0 ? [] : [words.overdueCount(counts.overdue)]),
  ]
  const left = joinParts(screen, [...parts, held])
  const more = nextCursor === null ? '' : words.moreBelow
  const room = screen.columns - screen.measure(more)
  const fits = !left.includes('\n') && screen.measure(left) + 2 <= room
  const lines = more === '' ? [left] : fits ? [`${padText(left, room, screen.measure)}${more}`] : [left, more]
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => paint.dim(line))
    .join('\n')
}
