import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'

// Having tickets, as far as it is a fact about people: who leaves gives back what they work on.

/** A ticket that somebody has, as far as it may come back to them: what is closed stays as it is. */
export interface HeldTicket {
  id: string
  tenantId: string
  categoryId: string
  level: 1 | 2
  version: number
}

/** What somebody has, oldest first. */
export async function listHeldTickets(db: Reader, userId: string): Promise<HeldTicket[]> {
  const rows = await db
    .selectFrom('tickets')
    .select(['id', 'tenant_id', 'category_id', 'level', 'version'])
    .where('assignee_id', '=', userId)
    .where('status', '!=', 'closed')
    .orderBy('number')
    .execute()
  return rows.map(({ tenant_id, category_id, level, ...same }) => ({
    ...same,
    tenantId: tenant_id,
    categoryId: category_id,
    level: level === 2 ? 2 : 1,
  }))
}

/** How many tickets somebody has that may come back to them. */
export async function countHeldTickets(db: Reader, userId: string): Promise<number> {
  const row = await db
    .selectFrom('tickets')
    .select((count) => count.fn.countAll<number | string>().as('held'))
    .where('assignee_id', '=', userId)
    .where('status', '!=', 'closed')
    .executeTakeFirst()
  return Number(row?.held ?? 0)
}

/** Gives a ticket to nobody: a new version of it. */
export async function freeTicket(tx: Tx, { id, version }: HeldTicket, now: Date): Promise<void> {
  await tx
    .updateTable('tickets')
    .set({ assignee_id: null, version: version + 1, updated_at: formatInstant(now) })
    .where('id', '=', id)
    .execute()
}
