import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'

/** What a ticket may have that can be removed from the desk. */
export type Reference = 'topic' | 'team'

const columns = { topic: 'topic_id', team: 'team_id' } as const

/** A ticket that has it, as far as its journal needs to know. */
export interface ReferringTicket {
  ticketId: string
  tenantId: string
  categoryId: string
  level: number
  version: number
}

/** Every ticket that has this, in whatever status and of whatever tenant. */
export async function ticketsWith(db: Reader, reference: Reference, id: string): Promise<ReferringTicket[]> {
  const rows = await db
    .selectFrom('tickets')
    .select(['id', 'tenant_id', 'category_id', 'level', 'version'])
    .where(columns[reference], '=', id)
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    ticketId: row.id,
    tenantId: row.tenant_id,
    categoryId: row.category_id,
    level: row.level,
    version: row.version,
  }))
}

/** Takes it from all tickets that have it; each is at its next version then. */
export async function clearReference(tx: Tx, reference: Reference, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('tickets')
    .set((ticket) => ({
      [columns[reference]]: null,
      version: ticket('version', '+', 1),
      updated_at: formatInstant(now),
    }))
    .where(columns[reference], '=', id)
    .execute()
}
