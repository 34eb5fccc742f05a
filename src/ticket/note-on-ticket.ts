import type { Desk } from '../desk'
import { demand } from '../people/permission'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, type TicketChanged } from './change-ticket'
import { move } from './ticket'

/** Adds a note that only staff see; it changes nothing else, and is possible on a closed ticket too. */
export async function noteOnTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { body: string },
): Promise<TicketChanged> {
  return changeTicket(desk, actor, 'ticket note', request, { body: request.body }, async (change) => {
    demand(actor, 'tickets:note', change.ticket.tenant, change.rules)
    change.ticket = move(change.ticket, 'note', change.deed.now).ticket
    const message = await change.write('note', request.body)
    change.happened('ticket.noted', { message: message.id })
  })
}
