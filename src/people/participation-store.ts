import type { Reader, Tx } from '../store/schema'

// Taking part in tickets, as far as it is a fact about people: who leaves a tenant leaves its tickets.

/** The tickets of a tenant in which somebody takes part without their being theirs, by id, oldest first. */
export async function listParticipations(db: Reader, userId: string, tenantId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('participants')
    .innerJoin('tickets', 'tickets.id', 'participants.ticket_id')
    .select('participants.ticket_id')
    .where('participants.user_id', '=', userId)
    .where('tickets.tenant_id', '=', tenantId)
    .orderBy('tickets.number')
    .execute()
  return rows.map(({ ticket_id }) => ticket_id)
}

export async function deleteParticipation(tx: Tx, userId: string, ticketId: string): Promise<void> {
  await tx.deleteFrom('participants').where('user_id', '=', userId).where('ticket_id', '=', ticketId).execute()
}
