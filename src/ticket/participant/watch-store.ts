import { formatInstant } from '../../kit/time/instant'
import type { Tx } from '../../store/schema'

/** Whether somebody watches a ticket now and did not before. */
export async function insertWatcher(tx: Tx, ticketId: string, userId: string, since: Date): Promise<boolean> {
  const result = await tx
    .insertInto('watchers')
    .values({ ticket_id: ticketId, user_id: userId, since: formatInstant(since) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

/** Whether somebody watched it, and does not any more. */
export async function deleteWatcher(tx: Tx, ticketId: string, userId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('watchers')
    .where('ticket_id', '=', ticketId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}
