import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Ticket } from './ticket'

/**
 * What the requester thought of a solution: 1 (bad) to 5 (good), with a comment. A solution is rated once, by the
 * requester, from when the ticket is solved until some days after it was closed. A rating never reopens.
 */
export interface Rating {
  score: number
  comment: string | null
  at: Date
}

export const lowestScore = 1
export const highestScore = 5

/** How long after the closing a solution can be rated, in local days. */
export const ratingDays = 14

/** A score as typed; throws `wrong-value`. */
export function checkScore(typed: string): number {
  const score = Number(typed)
  if (/^\d$/.test(typed) && score >= lowestScore && score <= highestScore) return score
  const allowed = ['1', '2', '3', '4', '5']
  throw new DeskError('wrong-value', { name: '--score', value: typed, allowed, suggestion: null })
}

/** Throws `already-rated`, or `rating-too-late` for a closed ticket from `until` on. */
export function refuseRating(ticket: Ticket, earlier: Rating | null, now: Date, until: Date | null): void {
  const { number } = ticket
  if (earlier !== null) throw new DeskError('already-rated', { number, score: earlier.score })
  if (until === null || now < until) return
  const lastMoment = new Date(until.getTime() - 60_000)
  throw new DeskError('rating-too-late', { number, until: formatInstant(lastMoment) })
}
