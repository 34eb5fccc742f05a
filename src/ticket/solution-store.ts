import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { Rating } from './rating'
import type { Resolution } from './ticket'

/** One solving of a ticket. A ticket that is reopened and solved again has several. */
export interface NewSolution {
  id: string
  ticketId: string
  resolution: Resolution
  solvedAt: Date
  closesAt: Date
  /** Null: the desk itself. */
  solvedBy: string | null
}

/** Writes down that a ticket was solved. */
export async function insertSolution(tx: Tx, solution: NewSolution): Promise<void> {
  const latest = await latestSolution(tx, solution.ticketId)
  await tx
    .insertInto('solutions')
    .values({
      id: solution.id,
      ticket_id: solution.ticketId,
      position: (latest?.position ?? 0) + 1,
      resolution: solution.resolution,
      solved_at: formatInstant(solution.solvedAt),
      closes_at: formatInstant(solution.closesAt),
      solved_by: solution.solvedBy,
      reopened_at: null,
    })
    .execute()
}

/** Writes down that the latest solution did not hold. */
export async function markReopened(tx: Tx, ticketId: string, at: Date): Promise<void> {
  await tx
    .updateTable('solutions')
    .set({ reopened_at: formatInstant(at) })
    .where('ticket_id', '=', ticketId)
    .where('reopened_at', 'is', null)
    .execute()
}

/** Takes the latest solution back, as if it had never been. */
export async function deleteLatestSolution(tx: Tx, ticketId: string): Promise<void> {
  const latest = await latestSolution(tx, ticketId)
  if (latest !== undefined) await tx.deleteFrom('solutions').where('id', '=', latest.id).execute()
}

/** The latest solution holds after all. */
export async function unmarkReopened(tx: Tx, ticketId: string): Promise<void> {
  const latest = await latestSolution(tx, ticketId)
  if (latest === undefined) return
  await tx.updateTable('solutions').set({ reopened_at: null }).where('id', '=', latest.id).execute()
}

/** What the requester thought of the latest solution. */
export async function ratingOf(db: Reader, ticketId: string): Promise<Rating | null> {
  const latest = await latestSolution(db, ticketId)
  if (latest === undefined) return null
  const row = await db.selectFrom('ratings').selectAll().where('solution_id', '=', latest.id).executeTakeFirst()
  return row === undefined ? null : { score: row.score, comment: row.comment, at: new Date(row.rated_at) }
}

function latestSolution(db: Reader, ticketId: string) {
  return db
    .selectFrom('solutions')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
}
