import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Visibility } from '../people/permission'
import { portionsOf } from '../store/portions'
import type { Reader, Schema } from '../store/schema'
import { mayBeSeen, selectTickets, ticketOf } from './store'
import type { Priority, Status, Ticket, TicketGlance } from './ticket'

/** What a list is narrowed to. Undefined: not asked. Ids where the name says id, otherwise what the ticket says. */
export interface TicketFilter {
  statuses: readonly Status[]
  tenantId?: string
  assigneeId?: string
  unassigned?: boolean
  category?: string
  topic?: string
  level?: 1 | 2
  priority?: Priority
  emergency?: boolean
  isNew?: boolean
  overdue?: boolean
  since?: Date
  /** The id of whoever watches them. */
  watchedBy?: string
  requesterIds?: readonly string[]
  assigneeIds?: readonly string[]
  /** What is a team's, as a condition of the store that knows (`of-team-store.ts`). */
  ofTeam?: Expression<SqlBool>
  number?: number
  /** What was looked for, as a condition of the store that looks. */
  found?: Expression<SqlBool>
  /** Only what is on hold, or only what is not; undefined: both. */
  held?: boolean
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
  let query = selectTickets(db, visibility).where(conditions(filter, options.now)).orderBy(column, direction)
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

/** How many tickets the filter finds, and how many of them are new and overdue: the line below a list. */
export async function countTickets(
  db: Reader,
  visibility: Visibility,
  filter: TicketFilter,
  now: Date,
): Promise<{ all: number; isNew: number; overdue: number }> {
  const row = await db
    .selectFrom('tickets')
    .where(mayBeSeen(visibility))
    .where(conditions(filter, now))
    .select((count) => [
      count.fn.countAll<number | string>().as('all'),
      sql<number | string | null>`sum(case when ${newCondition(now)} then 1 else 0 end)`.as('is_new'),
      sql<number | string | null>`sum(case when ${overdueCondition(now)} then 1 else 0 end)`.as('overdue'),
    ])
    .executeTakeFirstOrThrow()
  return { all: Number(row.all), isNew: Number(row.is_new ?? 0), overdue: Number(row.overdue ?? 0) }
}

/** The open and waiting tickets of these people that may be seen, by requester, newest first. */
export async function openTicketsOf(
  db: Reader,
  visibility: Visibility,
  requesterIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TicketGlance[]>> {
  const tickets = new Map<string, TicketGlance[]>()
  for (const portion of portionsOf(requesterIds)) {
    const rows = await db
      .selectFrom('tickets')
      .select(['number', 'subject', 'status', 'requester_id'])
      .where('requester_id', 'in', portion)
      .where('status', 'in', ['open', 'waiting'])
      .where(mayBeSeen(visibility))
      .orderBy('number', 'desc')
      .execute()
    for (const { number, subject, status, requester_id } of rows) {
      const own = tickets.get(requester_id) ?? []
      own.push({ number, subject, status: status === 'waiting' ? 'waiting' : 'open' })
      tickets.set(requester_id, own)
    }
  }
  return tickets
}

const sortColumns = {
  queue: { column: 'tickets.queue_key', tied: false },
  number: { column: 'tickets.number', tied: false },
  created: { column: 'tickets.created_at', tied: true },
  updated: { column: 'tickets.updated_at', tied: true },
} as const

/** What the filter asks of a ticket, as a condition for any query over tickets. */
export function conditions(filter: TicketFilter, now: Date): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const { tenantId, assigneeId, category, topic, level, priority, since, watchedBy } = filter
  return ticket.and([
    statusCondition(filter.statuses, now),
    ...(tenantId === undefined ? [] : [ticket('tickets.tenant_id', '=', tenantId)]),
    ...(assigneeId === undefined ? [] : [ticket('tickets.assignee_id', '=', assigneeId)]),
    ...(watchedBy === undefined ? [] : [watchedCondition(watchedBy)]),
    ...(filter.unassigned ? [ticket('tickets.assignee_id', 'is', null)] : []),
    ...(category === undefined ? [] : [ticket('tickets.category_id', '=', category)]),
    ...(topic === undefined ? [] : [ticket('tickets.topic_id', '=', topic)]),
    ...(level === undefined ? [] : [ticket('tickets.level', '=', level)]),
    ...(priority === undefined ? [] : [ticket('tickets.priority', '=', priority)]),
    ...(filter.emergency ? [ticket('tickets.emergency', '=', 1)] : []),
    ...(filter.isNew ? [newCondition(now)] : []),
    ...(filter.overdue ? [overdueCondition(now)] : []),
    ...(filter.held === undefined ? [] : [holdCondition(filter.held, now)]),
    ...(since === undefined ? [] : [ticket('tickets.created_at', '>=', formatInstant(since))]),
    ...(filter.requesterIds === undefined ? [] : [isAmong('tickets.requester_id', filter.requesterIds)]),
    ...(filter.number === undefined ? [] : [ticket('tickets.number', '=', filter.number)]),
    ...(filter.assigneeIds === undefined ? [] : [isAmong('tickets.assignee_id', filter.assigneeIds)]),
    ...(filter.ofTeam === undefined ? [] : [filter.ofTeam]),
    ...(filter.found === undefined ? [] : [filter.found]),
  ])
}

/** What was closed before anybody looked at it, by a merge, is no longer new to anybody. */
function newCondition(now: Date): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  return ticket.and([ticket('tickets.is_new', '=', 1), statusCondition(['open', 'waiting'], now)])
}

function watchedCondition(userId: string): Expression<SqlBool> {
  return expressionBuilder<Schema, 'tickets'>()('tickets.id', 'in', (query) =>
    query.selectFrom('watchers').select('watchers.ticket_id').where('watchers.user_id', '=', userId),
  )
}

/** Nobody has nobody's tickets: no list of people means everybody, an empty one means none. */
function isAmong(column: 'tickets.requester_id' | 'tickets.assignee_id', ids: readonly string[]): Expression<SqlBool> {
  if (ids.length === 0) return sql<boolean>`1 = 0`
  return expressionBuilder<Schema, 'tickets'>()(column, 'in', [...ids])
}

/** What is late, and the staff's turn: as `dueOf` in the noun says. */
export function overdueCondition(now: Date): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const moment = formatInstant(now)
  return ticket.and([
    ticket('tickets.due_at', '<', moment),
    ticket('tickets.status', '=', 'open'),
    ticket.or([
      ticket('tickets.held_for', 'is', null),
      ticket('tickets.held_for', '!=', 'customer'),
      ticket('tickets.held_until', '<=', moment),
    ]),
  ])
}

/** A hold that is over is none, whether that was written down or not. */
function holdCondition(held: boolean, now: Date): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const moment = formatInstant(now)
  if (held) return ticket('tickets.held_until', '>', moment)
  return ticket.or([ticket('tickets.held_until', 'is', null), ticket('tickets.held_until', '<=', moment)])
}

/** The status of the moment: a row that says solved is closed once its window is over. */
function statusCondition(statuses: readonly Status[], now: Date): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const wanted = new Set(statuses)
  const moment = formatInstant(now)
  if (wanted.size === 4) return sql<boolean>`1 = 1`
  // Said with literals, so that the engine sees that its partial indexes for the queue fit.
  if (wanted.size === 2 && wanted.has('open') && wanted.has('waiting')) {
    return sql<boolean>`tickets.status in ('open', 'waiting')`
  }
  const isSolved = ticket('tickets.status', '=', 'solved')
  const of: Readonly<Record<Status, Expression<SqlBool>>> = {
    open: sql<boolean>`tickets.status = 'open'`,
    waiting: sql<boolean>`tickets.status = 'waiting'`,
    solved: ticket.and([isSolved, ticket('tickets.closes_at', '>', moment)]),
    closed: ticket.or([
      ticket('tickets.status', '=', 'closed'),
      ticket.and([isSolved, ticket('tickets.closes_at', '<=', moment)]),
    ]),
  }
  return ticket.or([...wanted].map((status) => of[status]))
}

type TicketQuery = ReturnType<typeof selectTickets>

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
export function readCursor(cursor: string, sorting: Sorting): { key: string | number; number: number } {
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
