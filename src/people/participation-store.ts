import type { Reader, Tx } from '../store/schema'

// Taking part in tickets, as far as it is a fact about people: who leaves a tenant leaves its tickets.

/** Somebody's part in a ticket that is not theirs; who is not accepted only waits for it. */
export interface Participation {
  ticketId: string
  accepted: boolean
}

/** The tickets of a tenant in which somebody takes part without their being theirs, oldest first. */
export async function listParticipations(db: Reader, userId: string, tenantId: string): Promise<Participation[]> {
  const rows = await db
    .selectFrom('participants')
    .innerJoin('tickets', 'tickets.id', 'participants.ticket_id')
    .select(['participants.ticket_id', 'participants.status'])
    .where('participants.user_id', '=', userId)
    .where('tickets.tenant_id', '=', tenantId)
    .orderBy('tickets.number')
    .execute()
  return rows.map(({ ticket_id, status }) => ({ ticketId: ticket_id, accepted: status === 'accepted' }))
}

export async function deleteParticipation(tx: Tx, userId: string, ticketId: string): Promise<void> {
  await tx.deleteFrom('participants').where('user_id', '=', userId).where('ticket_id', '=', ticketId).execute()
}
