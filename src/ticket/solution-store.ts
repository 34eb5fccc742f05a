import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { Rating } from './rating'
import { type Resolution, resolutions } from './ticket'

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

export interface Solution {
  id: string
  resolution: Resolution
  solvedAt: Date
  closesAt: Date
  /** Whether it has not been reopened since. */
  stands: boolean
  reopenedAt: Date | null
}

/** Writes down that a ticket was solved. */
export async function insertSolution(tx: Tx, solution: NewSolution): Promise<void> {
  const latest = await latestRow(tx, solution.ticketId)
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

/** What the requester thought of the latest solution. That a ticket was merged is none. */
export async function ratingOf(db: Reader, ticketId: string): Promise<Rating | null> {
  const latest = await solutionRows(db, ticketId).where('resolution', '!=', 'merged').executeTakeFirst()
  if (latest === undefined) return null
  const row = await db.selectFrom('ratings').selectAll().where('solution_id', '=', latest.id).executeTakeFirst()
  return row === undefined ? null : { score: row.score, comment: row.comment, at: new Date(row.rated_at) }
}

/** What the requester thought of a solution. */
export async function insertRating(tx: Tx, solutionId: string, rating: Rating, ratedBy: string): Promise<void> {
  const { score, comment, at } = rating
  await tx
    .insertInto('ratings')
    .values({ solution_id: solutionId, score, comment, rated_by: ratedBy, rated_at: formatInstant(at) })
    .execute()
}

/** The solution holds after all. */
export async function restoreSolution(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('solutions').set({ reopened_at: null }).where('id', '=', id).execute()
}

/** The solution by which a ticket is solved, or was before it was reopened. */
export async function latestSolution(db: Reader, ticketId: string): Promise<Solution | undefined> {
  const row = await latestRow(db, ticketId)
  if (row === undefined) return undefined
  return {
    id: row.id,
    resolution: resolutions.find((known) => known === row.resolution) ?? 'answered',
    solvedAt: new Date(row.solved_at),
    closesAt: new Date(row.closes_at),
    stands: row.reopened_at === null,
    reopenedAt: row.reopened_at === null ? null : new Date(row.reopened_at),
  }
}

function latestRow(db: Reader, ticketId: string) {
  return solutionRows(db, ticketId).executeTakeFirst()
}

/** The latest first. */
function solutionRows(db: Reader, ticketId: string) {
  return db.selectFrom('solutions').selectAll().where('ticket_id', '=', ticketId).orderBy('position', 'desc').limit(1)
}
