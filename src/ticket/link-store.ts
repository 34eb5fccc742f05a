import { formatInstant } from '../kit/time/instant'
import type { Tx } from '../store/schema'

/** Writes down that the ticket takes up where the other one ended. */
export async function insertFollowUp(
  tx: Tx,
  link: { id: string; ticketId: string; ofId: string; createdBy: string; createdAt: Date },
): Promise<void> {
  const { id, ticketId, ofId, createdBy, createdAt } = link
  await tx
    .insertInto('ticket_links')
    .values({
      id,
      ticket_id: ticketId,
      kind: 'follow-up',
      other_id: ofId,
      url: null,
      created_by: createdBy,
      created_at: formatInstant(createdAt),
    })
    .execute()
}
