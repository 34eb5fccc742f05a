import type { Reader, Tx } from '../../store/schema'
import { ticketsByIds } from '../store'
import type { Ticket } from '../ticket'

/** The tickets that were merged into this one, in the order of their numbers. */
export async function listMerged(db: Reader, survivorId: string): Promise<Ticket[]> {
  const rows = await db.selectFrom('tickets').select('id').where('merged_into', '=', survivorId).execute()
  if (rows.length === 0) return []
  // Whoever may see the survivor may see what went into it.
  const tickets = await ticketsByIds(
    db,
    rows.map(({ id }) => id),
    { all: true },
  )
  return [...tickets.values()].sort((one, other) => one.number - other.number)
}

/** What was merged into the source goes on in the survivor, too: one step leads to it. */
export async function moveMerged(tx: Tx, sourceId: string, survivorId: string): Promise<void> {
  await tx.updateTable('tickets').set({ merged_into: survivorId }).where('merged_into', '=', sourceId).execute()
}

/** Whoever watches the one watches the other from now on. */
export async function copyWatchers(tx: Tx, sourceId: string, survivorId: string): Promise<void> {
  const rows = await tx.selectFrom('watchers').select(['user_id', 'since']).where('ticket_id', '=', sourceId).execute()
  for (const row of rows) {
    await tx
      .insertInto('watchers')
      .values({ ...row, ticket_id: survivorId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
