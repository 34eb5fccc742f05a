import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import type { Person } from '../people/user'
import { assignTo } from './assign-to'
import { type ChangeRequest, changeTicket, demandWorker, type TicketChanged } from './change-ticket'
import { knowsTeams } from './team/ticket-team'
import { handsAfter, receiverOf } from './whose-ticket'

/** What became of it, who had the ticket before (null: nobody, or nothing changed), and which team has it where it was given to one. */
export type TicketAssigned = TicketChanged & { readonly from: Person | null; readonly team?: string }

/** Gives a ticket to somebody who can have it, or to nobody and no team (`null`). Throws `not-allowed`, `user-not-found`, `not-staff`, `not-second-level`. */
export async function assignTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { assignee: string | null },
): Promise<TicketAssigned> {
  let from: Person | null = null
  const changed = await changeTicket(
    desk,
    actor,
    'ticket assign',
    request,
    { assignee: request.assignee },
    async (change) => {
      demandWorker(change)
      const assignee = request.assignee === null ? null : await receiverOf(change, request.assignee)
      const keepsTeam = assignee !== null || !knowsTeams(actor, change.rules)
      const moved = await assignTo(change.deed.tx, change.ticket, assignee, keepsTeam)
      if (!moved.changed) return
      from = change.ticket.assignee
      change.ticket = moved.ticket
      change.happened('ticket.assigned', await handsAfter(change.deed.tx, from))
    },
  )
  return { ...changed, from }
}
