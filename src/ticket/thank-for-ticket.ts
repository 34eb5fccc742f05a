import type { Desk } from '../desk'
import type { Entry } from '../journal/entry'
import { readEntries } from '../journal/store'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, demandStaff, type TicketChange, type TicketChanged } from './change-ticket'
import { latestSolution, restoreSolution } from './solution-store'
import { outcomeOf } from './state-table'
import { solve, solveAgain } from './ticket'

/**
 * Closes again what a mere "thank you" reopened: the solution holds as if nothing had happened, with its time, its window
 * and its rating. Staff only. Throws `no-thanks` where it was not that, or not only that.
 */
export async function thankForTicket(desk: Desk, actor: UserActor, request: ChangeRequest): Promise<TicketChanged> {
  return changeTicket(desk, actor, 'ticket solve', request, { thanks: true }, async (change) => {
    demandStaff(change)
    const { ticket, deed } = change
    // A solved ticket is solved, and a closed one is refused as always.
    if ('already' in outcomeOf('solve', ticket.status)) return
    solve(ticket, deed.now, deed.now)
    const solution = await latestSolution(deed.tx, ticket.id)
    const { number } = ticket
    if (solution === undefined || solution.stands) throw new DeskError('no-thanks', { number, reason: 'not-reopened' })
    await refuseMore(change)
    await restoreSolution(deed.tx, solution.id)
    change.ticket = solveAgain(ticket, solution)
    // With when it was reopened, so that undoing gives that back.
    const reopenedAt = solution.reopenedAt === null ? null : formatInstant(solution.reopenedAt)
    change.happened('ticket.solved', { closesAt: formatInstant(solution.closesAt), thanks: true, reopenedAt })
  })
}

/** The last that happened must be an answer of the customer's side, with the reopening that came of it. */
async function refuseMore({ deed, ticket }: TicketChange): Promise<void> {
  const { number } = ticket
  const [replied, reopened] = (await readEntries(deed.tx, { ticketId: ticket.id })).slice(-2)
  if (reopened?.type !== 'ticket.reopened') throw new DeskError('no-thanks', { number, reason: 'went-on' })
  const inOneDeed = replied?.type === 'ticket.replied' && versionOf(replied) === versionOf(reopened)
  // An answer of the staff that reopens leaves the ticket waiting.
  if (inOneDeed && ticket.status === 'open') return
  throw new DeskError('no-thanks', { number, reason: 'not-by-answer' })
}

function versionOf({ payload }: Entry): number | undefined {
  return payload === null ? undefined : (JSON.parse(payload) as { version?: number }).version
}
