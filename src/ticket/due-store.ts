import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import { formatInstant } from '../kit/time/instant'
import { tenantStands } from '../people/tenant-store'
import type { Reader, Schema } from '../store/schema'
import type { Patience } from './patience'

// What is due by the clock. The conditions are those of the nouns, written so that the partial indexes serve them; the
// nouns decide once more, inside the transaction. Of a deleted tenant nothing is due: nobody may use it.

/** Solved tickets whose window is over, and those after them. */
export const closing = {
  column: 'closes_at',
  where: () => sql<boolean>`tickets.status = 'solved'`,
} as const

/** Tickets on hold. */
export const releasing = {
  column: 'held_until',
  where: () => sql<boolean>`tickets.held_until is not null and tickets.status in ('open', 'waiting')`,
} as const

/** Tickets that wait for an answer and were not reminded of; on hold there are none. */
export const reminding = {
  column: 'last_word_at',
  where: () => sql<boolean>`tickets.status = 'waiting' and tickets.reminded_at is null and tickets.held_until is null`,
} as const

/** Tickets that wait for an answer; where a reminder belongs to it, after that. */
export const solving = {
  column: 'last_word_at',
  where: ({ remindAfter }: Patience) =>
    remindAfter === null
      ? sql<boolean>`tickets.status = 'waiting' and tickets.held_until is null`
      : sql<boolean>`tickets.status = 'waiting' and tickets.held_until is null and tickets.reminded_at is not null`,
} as const

/** Tickets whose clocks want to be looked at. */
export const clocking = {
  column: 'clock_at',
  where: () => sql<boolean>`tickets.clock_at is not null`,
} as const

/**
 * From which instant the time of a due ticket is counted: that of its column, which has an index; where somebody had to be
 * reminded first, not before then (`solvingDueAt`), so that nobody looks at those again and again who were reminded late.
 */
function countedFrom(due: Due, { remindAfter }: Patience): Expression<string | null> {
  const column = sql.ref<string | null>(`tickets.${due.column}`)
  if (due !== solving || remindAfter === null) return column
  const before = `-${remindAfter / 1000} seconds`
  return sql<string>`max(${column}, strftime('%Y-%m-%dT%H:%M:%fZ', tickets.reminded_at, ${before}))`
}

export type Due = typeof closing | typeof clocking | typeof releasing | typeof reminding | typeof solving

/** The ids of tickets whose instant has come, the oldest first. */
export async function listDue(
  db: Reader,
  due: Due,
  patience: Patience,
  upTo: Date,
  page: { limit: number; offset: number },
): Promise<string[]> {
  const rows = await dueQuery(db, due, patience)
    .select('tickets.id')
    .where(`tickets.${due.column}`, '<=', formatInstant(upTo))
    .where(countedFrom(due, patience), '<=', formatInstant(upTo))
    .orderBy(`tickets.${due.column}`)
    .orderBy('tickets.number')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(({ id }) => id)
}

/** The instant of the one that comes first; null: there is none. */
export async function firstDue(db: Reader, due: Due, patience: Patience): Promise<Date | null> {
  const at = countedFrom(due, patience)
  const row = await dueQuery(db, due, patience)
    .select(sql<string | null>`${at}`.as('at'))
    .orderBy(at)
    .limit(1)
    .executeTakeFirst()
  return typeof row?.at === 'string' ? new Date(row.at) : null
}

function dueQuery(db: Reader, due: Due, patience: Patience) {
  return db
    .selectFrom('tickets')
    .where(
      (ticket: ExpressionBuilder<Schema, 'tickets'>): Expression<SqlBool> =>
        ticket.and([due.where(patience), tenantStands('tickets.tenant_id')]),
    )
}
