import { formatInstant } from '../kit/time/instant'
import type { Reader } from '../store/schema'

/** Since when the oldest mail is due that nobody has sent, if it was due before that moment. */
export async function oldestDueBefore(db: Reader, moment: Date): Promise<Date | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('next_attempt_at')
    .where('state', 'in', ['queued', 'deferred'])
    .where('next_attempt_at', '<', formatInstant(moment))
    .orderBy('next_attempt_at')
    .limit(1)
    .executeTakeFirst()
  return row === undefined || row.next_attempt_at === null ? undefined : new Date(row.next_attempt_at)
}
