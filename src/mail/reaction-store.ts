import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'

/** Up to which entry of the journal it was worked out what entries cause. */
export async function readCursor(db: Reader): Promise<number> {
  const row = await db.selectFrom('reaction_cursor').select('position').executeTakeFirstOrThrow()
  return row.position
}

export async function moveCursor(tx: Tx, position: number): Promise<void> {
  await tx.updateTable('reaction_cursor').set({ position }).execute()
}

/** An entry whose mails could not be worked out. */
export interface ReactionFailure {
  position: number
  failures: number
  error: string
  failedAt: Date
  /** It failed so often that it was left aside. */
  parked: boolean
}

/** Oldest first. */
export async function listReactionFailures(db: Reader): Promise<ReactionFailure[]> {
  const rows = await db.selectFrom('reaction_failures').selectAll().orderBy('position').execute()
  return rows.map(({ failed_at, parked, ...same }) => ({
    ...same,
    failedAt: new Date(failed_at),
    parked: parked === 1,
  }))
}

/** Writes down one failure more of an entry and gives how many there were. */
export async function noteFailure(tx: Tx, position: number, error: string, now: Date, most: number): Promise<number> {
  const known = await tx
    .selectFrom('reaction_failures')
    .select('failures')
    .where('position', '=', position)
    .executeTakeFirst()
  const failures = (known?.failures ?? 0) + 1
  const news = {
    failures,
    error,
    failed_at: formatInstant(now),
    parked: failures >= most ? (1 as const) : (0 as const),
  }
  await tx
    .insertInto('reaction_failures')
    .values({ position, ...news })
    .onConflict((conflict) => conflict.column('position').doUpdateSet(news))
    .execute()
  return failures
}

export async function forgetFailures(tx: Tx, upTo: number): Promise<void> {
  await tx.deleteFrom('reaction_failures').where('position', '<=', upTo).where('parked', '=', 0).execute()
}
