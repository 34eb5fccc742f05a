import { may, type TicketRules, visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Reader } from '../store/schema'
import { ticketHistory } from './history'
import { listMessages, ticketByNumber } from './store'
import { asOf } from './ticket'
import type { TicketDetails } from './ticket-view'

/** A ticket as the actor may see it at that moment: its conversation, without notes where they are not for them. */
export async function readDetails(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  number: number,
  options: { now: Date; history: boolean },
): Promise<TicketDetails> {
  const ticket = await ticketByNumber(db, number, visibilityOf(actor, rules))
  const withNotes = may(actor, 'tickets:note', ticket.tenant.id, rules)
  return {
    ticket: asOf(ticket, options.now),
    messages: await listMessages(db, ticket.id, withNotes),
    history: options.history ? await ticketHistory(db, ticket.id, withNotes) : null,
  }
}
