import { formatInstant } from '../../kit/time/instant'
import type { Reader, Tx } from '../../store/schema'
import type { Participant, ParticipantStatus } from './participant'

/** Who takes part in a ticket besides its requester, in the order in which they came. */
export async function listParticipants(db: Reader, ticketId: string): Promise<Participant[]> {
  const rows = await db
    .selectFrom('participants')
    .innerJoin('tickets', 'tickets.id', 'participants.ticket_id')
    .innerJoin('users', 'users.id', 'participants.user_id')
    .innerJoin('user_addresses', (join) =>
      join.onRef('user_addresses.user_id', '=', 'users.id').on('user_addresses.position', '=', 0),
    )
    .select(['users.id', 'users.name', 'user_addresses.address', 'participants.status'])
    .where('participants.ticket_id', '=', ticketId)
    // Who became the requester since is no further person.
    .whereRef('participants.user_id', '!=', 'tickets.requester_id')
    .orderBy('participants.added_at')
    .orderBy('user_addresses.address')
    .execute()
  return rows.map(({ id, name, address, status }) => ({
    person: { id, email: address, name },
    status: status === 'accepted' ? 'accepted' : 'pending',
  }))
}

/** Whether somebody may read the ticket because they take part in it. */
export async function takesPart(db: Reader, ticketId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('participants')
    .select('user_id')
    .where('ticket_id', '=', ticketId)
    .where('user_id', '=', userId)
    .where('status', '=', 'accepted')
    .executeTakeFirst()
  return row !== undefined
}

/** Since when somebody takes part, or waits for it; undefined for whoever does neither. */
export async function takesPartSince(db: Reader, ticketId: string, userId: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('participants')
    .select('added_at')
    .where('ticket_id', '=', ticketId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row === undefined ? undefined : new Date(row.added_at)
}

/** Puts somebody into a ticket; who is in it already gets the new status. */
export async function saveParticipant(
  tx: Tx,
  ticketId: string,
  participant: { userId: string; status: ParticipantStatus; addedBy: string; addedAt: Date },
): Promise<void> {
  const { userId, status, addedBy, addedAt } = participant
  await tx
    .insertInto('participants')
    .values({ ticket_id: ticketId, user_id: userId, status, added_by: addedBy, added_at: formatInstant(addedAt) })
    .onConflict((conflict) => conflict.columns(['ticket_id', 'user_id']).doUpdateSet({ status, added_by: addedBy }))
    .execute()
}

export async function deleteParticipant(tx: Tx, ticketId: string, userId: string): Promise<void> {
  await tx.deleteFrom('participants').where('ticket_id', '=', ticketId).where('user_id', '=', userId).execute()
}
