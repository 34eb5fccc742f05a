import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { CausedLetter } from './undo'

/** The letters that these entries of a ticket caused, whatever became of them. */
export async function listCausedLetters(
  db: Reader,
  ticketId: string,
  positions: readonly number[],
): Promise<CausedLetter[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'kind', 'state', 'address', 'marked_at', 'ended_at'])
    .where('ticket_id', '=', ticketId)
    .where('entry_position', 'in', [...positions])
    .orderBy('created_at')
    .orderBy('address')
    .execute()
  return rows.map(({ marked_at, ended_at, ...letter }) => {
    const sentAt = ended_at ?? marked_at
    return { ...letter, sentAt: sentAt === null ? null : new Date(sentAt) }
  })
}

/** These need not go any more. One that somebody is just sending is out of reach by then, and stays as it is. */
export async function cancelLetters(tx: Tx, letters: readonly CausedLetter[], now: Date): Promise<void> {
  if (letters.length === 0) return
  await tx
    .updateTable('outbox')
    .set({ state: 'cancelled', next_attempt_at: null, ended_at: formatInstant(now) })
    .where(
      'id',
      'in',
      letters.map(({ id }) => id),
    )
    .execute()
}
