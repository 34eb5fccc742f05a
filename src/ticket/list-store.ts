import { sql } from 'kysely'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Visibility } from '../people/permission'
import type { Reader } from '../store/schema'
import { selectTickets, ticketOf } from './store'
import type { Priority, Status, Ticket } from './ticket'

/** What a list is narrowed to. Undefined: not asked. Ids where the name says id, otherwise what the ticket says. */
export interface TicketFilter {
  statuses: readonly Status[]
  tenantId?: string
  assigneeId?: string
  unassigned?: boolean
  category?: string
  level?: 1 | 2
  priority?: Priority
  emergency?: boolean
  isNew?: boolean
  since?: Date
}

export const sortings = ['queue', 'number', 'created', 'updated'] as const
export interface Sorting {
  by: (typeof sortings)[number]
  descending: boolean
}

export interface TicketPage {
  tickets: Ticket[]
  /** Hand it in as `after` for the next page; null at the end. */
  nextCursor: string | null
}

/**
 * Tickets that may be seen, narrowed and sorted. Pages go by the last ticket's own sort key, so that a page deep in the
 * list costs what the first one does and nothing is shown twice when tickets come in between.
 */
export async function listTickets(
  db: Reader,
  visibility: Visibility,
  filter: TicketFilter,
  options: { now: Date; sorting: Sorting; limit?: number; after?: string },
): Promise<TicketPage> {
  const { column, tied } = sortColumns[options.sorting.by]
  const direction = options.sorting.descending ? 'desc' : 'asc'
  let query = narrowed(selectTickets(db, visibility), filter, options.now).orderBy(column, direction)
  if (tied) query = query.orderBy('tickets.number', direction)
  if (options.after !== undefined) query = after(query, options.after, options.sorting)
  if (options.limit !== undefined) query = query.limit(options.limit + 1)
  const rows = await query.execute()
  const shown = options.limit === undefined ? rows : rows.slice(0, options.limit)
  const tickets = shown.map(ticketOf)
  const last = shown.at(-1)
  const more = rows.length > shown.length && last !== undefined
  return { tickets, nextCursor: more ? cursorOf(last, options.sorting) : null }
}

/** How many tickets the filter finds, and how many of them are new: the line below a list. */
export async function countTickets(
  db: Reader,
  visibility: Visibility,
  filter: TicketFilter,
  now: Date,
): Promise<{ all: number; isNew: number }> {
  const query = narrowed(selectTickets(db, visibility), filter, now).clearSelect()
  const row = await query
    .select((count) => [
      count.fn.countAll<number | string>().as('all'),
      count.fn.sum<number | string | null>('tickets.is_new').as('is_new'),
    ])
    .executeTakeFirstOrThrow()
  return { all: Number(row.all), isNew: Number(row.is_new ?? 0) }
}

type TicketQuery = ReturnType<typeof selectTickets>

const sortColumns = {
  queue: { column: 'tickets.queue_key', tied: false },
  number: { column: 'tickets.number', tied: false },
  created: { column: 'tickets.created_at', tied: true },
  updated: { column: 'tickets.updated_at', tied: true },
} as const

function narrowed(tickets: TicketQuery, filter: TicketFilter, now: Date): TicketQuery {
  let query = withStatuses(tickets, filter.statuses, now)
  if (filter.tenantId !== undefined) query = query.where('tickets.tenant_id', '=', filter.tenantId)
  if (filter.assigneeId !== undefined) query = query.where('tickets.assignee_id', '=', filter.assigneeId)
  if (filter.unassigned) query = query.where('tickets.assignee_id', 'is', null)
  if (filter.category !== undefined) query = query.where('tickets.category_id', '=', filter.category)
  if (filter.level !== undefined) query = query.where('tickets.level', '=', filter.level)
  if (filter.priority !== undefined) query = query.where('tickets.priority', '=', filter.priority)
  if (filter.emergency) query = query.where('tickets.emergency', '=', 1)
  if (filter.isNew) query = query.where('tickets.is_new', '=', 1).where('tickets.status', 'in', ['open', 'waiting'])
  if (filter.since !== undefined) query = query.where('tickets.created_at', '>=', formatInstant(filter.since))
  return query
}

/** The status of the moment: a row that says solved is closed once its window is over. */
function withStatuses(query: TicketQuery, statuses: readonly Status[], now: Date): TicketQuery {
  const wanted = new Set(statuses)
  const moment = formatInstant(now)
  if (wanted.size === 4) return query
  // Said with literals, so that the engine sees that its partial index for the queue fits.
  if (wanted.size === 2 && wanted.has('open') && wanted.has('waiting')) {
    return query.where(sql<boolean>`tickets.status in ('open', 'waiting')`)
  }
  return query.where((row) =>
    row.or([
      ...(wanted.has('open') ? [row('tickets.status', '=', 'open')] : []),
      ...(wanted.has('waiting') ? [row('tickets.status', '=', 'waiting')] : []),
      ...(wanted.has('solved')
        ? [row.and([row('tickets.status', '=', 'solved'), row('tickets.closes_at', '>', moment)])]
        : []),
      ...(wanted.has('closed')
        ? [
            row('tickets.status', '=', 'closed'),
            row.and([row('tickets.status', '=', 'solved'), row('tickets.closes_at', '<=', moment)]),
          ]
        : []),
    ]),
  )
}

function after(query: TicketQuery, cursor: string, sorting: Sorting): TicketQuery {
  const { column, tied } = sortColumns[sorting.by]
  const { key, number } = readCursor(cursor, sorting)
  const beyond = sorting.descending ? '<' : '>'
  if (!tied) return query.where(column, beyond, key)
  const tie = String(key)
  return query.where((row) =>
    row.or([row(column, beyond, tie), row.and([row(column, '=', tie), row('tickets.number', beyond, number)])]),
  )
}

function cursorOf(
  row: { queue_key: string; number: number; created_at: string; updated_at: string },
  sorting: Sorting,
) {
  const keys = { queue: row.queue_key, number: row.number, created: row.created_at, updated: row.updated_at }
  const content = [sorting.by, sorting.descending, keys[sorting.by], row.number]
  return Buffer.from(JSON.stringify(content)).toString('base64url')
}

/** A cursor belongs to one sorting; one of another list, or one that was cut, is `wrong-cursor`. */
function readCursor(cursor: string, sorting: Sorting): { key: string | number; number: number } {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(content) && content.length === 4) {
      const [by, descending, key, number]: unknown[] = content
      const isKey = typeof key === 'string' || typeof key === 'number'
      if (by === sorting.by && descending === sorting.descending && isKey && typeof number === 'number') {
        return { key, number }
      }
    }
  } catch {
    // Told below.
  }
  throw new DeskError('wrong-cursor', { value: cursor })
}
