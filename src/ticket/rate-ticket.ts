import type { Desk } from '../desk'
import { endOfLocalDay } from '../hours/local-day'
import { DeskError } from '../kit/errors'
import { knownZone } from '../kit/time/time-zone'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, refuseMerged, type TicketChange, type TicketChanged } from './change-ticket'
import { ratingDays, refuseRating } from './rating'
import { insertRating, latestSolution, ratingOf } from './solution-store'
import { move } from './ticket'

export interface RatingRequest extends ChangeRequest {
  score: number
  comment: string | null
}

/**
 * Rates the solution of a ticket; its requester only. Throws `rating-not-yours`, `rating-too-early`, `rating-too-late`,
 * `already-rated`, `ticket-merged`.
 */
export async function rateTicket(desk: Desk, actor: UserActor, request: RatingRequest): Promise<TicketChanged> {
  const { score, comment } = request
  return changeTicket(desk, actor, 'ticket rate', request, { score, comment }, async (change) => {
    const { deed, ticket } = change
    refuseOthers(change)
    await refuseMerged(change)
    change.ticket = move(ticket, 'rate', deed.now).ticket
    const solution = await latestSolution(deed.tx, ticket.id)
    // That a ticket was merged solved nothing, also for whoever may not see where it goes on.
    if (solution === undefined || solution.resolution === 'merged')
      throw new DeskError('rating-too-early', { number: ticket.number })
    refuseRating(ticket, await ratingOf(deed.tx, ticket.id), deed.now, await endOfRating(change))
    await insertRating(deed.tx, solution.id, { score, comment, at: deed.now }, actor.id)
    change.happened('ticket.rated', { changes: { rating: { from: null, to: score } } })
  })
}

function refuseOthers({ actor, ticket }: TicketChange): void {
  const { number, requester } = ticket
  if (actor.id !== requester.id) throw new DeskError('rating-not-yours', { number, requester: requester.email })
}

/** From when on a closed ticket cannot be rated any more; null: it is not closed. */
async function endOfRating({ ticket, settings }: TicketChange): Promise<Date | null> {
  if (ticket.status !== 'closed') return null
  return endOfLocalDay(ticket.closedAt, ratingDays, knownZone(settings['desk.time-zone']))
}
