import { formatInstant } from '../../kit/time/instant'
import type { Reader } from '../../store/schema'
import { writtenByStaff } from '../../ticket/store'
import type { Ticket } from '../../ticket/ticket'

// What letters are made from, as far as no other store knows it.

/** What somebody said in a ticket. */
export interface SaidMessage {
  id: string
  kind: 'reply' | 'note'
  authorId: string
  /** Whether they were of second level when they said it. */
  isBySecondLevel: boolean
  body: string
}

/** A message with whose word it is; undefined for one that was taken back. */
export async function standingMessage(db: Reader, id: string): Promise<SaidMessage | undefined> {
  const row = await db
    .selectFrom('messages')
    .select(['id', 'kind', 'author_id', 'body', 'by_second_level'])
    .where('id', '=', id)
    .where('taken_back_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    id: row.id,
    kind: row.kind === 'note' ? 'note' : 'reply',
    authorId: row.author_id,
    isBySecondLevel: row.by_second_level === 1,
    body: row.body,
  }
}

/** The last answer of the staff in a ticket. */
export async function lastAnswer(
  db: Reader,
  { id, requester }: Pick<Ticket, 'id' | 'requester'>,
): Promise<{ id: string; body: string } | undefined> {
  return db
    .selectFrom('messages')
    .innerJoin('tickets', 'tickets.id', 'messages.ticket_id')
    .select(['messages.id', 'messages.body'])
    .where('messages.ticket_id', '=', id)
    .where('messages.kind', '=', 'reply')
    .where('messages.author_id', '!=', requester.id)
    .where('messages.taken_back_at', 'is', null)
    .where(writtenByStaff())
    .orderBy('messages.position', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Whether somebody has an older ticket than that. */
export async function hasOlderTicket(db: Reader, requesterId: string, number: number): Promise<boolean> {
  const row = await db
    .selectFrom('tickets')
    .select('id')
    .where('requester_id', '=', requesterId)
    .where('number', '<', number)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The Message-ID of the last mail about a ticket that went to an address, or will. */
export async function lastMailOf(db: Reader, ticketId: string, address: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('message_id')
    .where('ticket_id', '=', ticketId)
    .where('address', '=', address)
    .where('state', 'not in', ['cancelled', 'suppressed', 'failed'])
    .orderBy('created_at', 'desc')
    .orderBy('entry_position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.message_id
}

/** Somebody's newest token that still opens something. */
export async function unspentToken(
  db: Reader,
  userId: string,
  now: Date,
): Promise<{ id: string; createdAt: Date; expiresAt: Date } | undefined> {
  const row = await db
    .selectFrom('one_time_tokens')
    .select(['id', 'created_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', formatInstant(now))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { id: row.id, createdAt: new Date(row.created_at), expiresAt: new Date(row.expires_at) }
}

/** Whether a letter brings that secret already; none is older than the secret. */
export async function isBrought(db: Reader, secret: string, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('created_at', '>=', formatInstant(since))
    .where('secret', '=', secret)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A letter that was caused without any rule. */
export interface CausedLetter {
  id: string
  kind: string
  address: string
  recipientId: string | null
}

/** The letters that these entries caused by themselves, in the order in which they were written. */
export async function lettersOf(db: Reader, positions: readonly number[]): Promise<CausedLetter[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'kind', 'address', 'recipient_id'])
    .where('entry_position', 'in', [...positions])
    .where('kind', '!=', 'notice')
    .orderBy('entry_position')
    .orderBy('kind')
    .orderBy('address')
    .execute()
  return rows.map(({ recipient_id: recipientId, ...letter }) => ({ ...letter, recipientId }))
}
