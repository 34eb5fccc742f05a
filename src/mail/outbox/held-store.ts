import { formatInstant } from '../../kit/time/instant'
import { portionsOf } from '../../store/portions'
import type { Reader, Tx } from '../../store/schema'

/** How many mails are held, since when the oldest, and when somebody was last told so by mail. */
export async function readHeld(db: Reader): Promise<{ count: number; oldest: string | null; toldAt: string | null }> {
  const held = await db
    .selectFrom('outbox')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow()
  if (Number(held.count) === 0) return { count: 0, oldest: null, toldAt: null }
  const told = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.max('created_at').as('at'))
    .where('kind', '=', 'held')
    .where('created_at', '>=', held.oldest)
    .executeTakeFirstOrThrow()
  return { count: Number(held.count), oldest: held.oldest, toldAt: told.at }
}

/** Lets these go that are held; gives how many they were. */
export async function releaseHeld(tx: Tx, ids: readonly string[], now: Date): Promise<number> {
  let released = 0
  for (const portion of portionsOf(ids)) {
    const result = await tx
      .updateTable('outbox')
      .set({ state: 'queued', next_attempt_at: formatInstant(now) })
      .where('state', '=', 'held')
      .where('id', 'in', [...portion])
      .executeTakeFirst()
    released += Number(result.numUpdatedRows)
  }
  return released
}

/** Whether administrators still have to be told of what is held. */
export async function isHeldUntold(db: Reader): Promise<boolean> {
  return isToBeTold(await readHeld(db))
}

/** Whoever was told since the oldest of what is held was made knows of it. */
export function isToBeTold({ count, oldest, toldAt }: Awaited<ReturnType<typeof readHeld>>): boolean {
  return count > 0 && oldest !== null && (toldAt === null || toldAt < oldest)
}
