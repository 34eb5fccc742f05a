import { may, type TicketRules, visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Reader } from '../store/schema'
import type { Attachment } from './attachment'
import { listAttachments } from './attachment-store'
import { clockDeed } from './by-the-clock'
import { ticketChanges } from './change-ticket'
import { type HistoryItem, placeByTime, ticketHistory } from './history'
import { ratingOf } from './solution-store'
import { listMessages, numbersOf, ticketByNumber } from './store'
import { asOf, type Ticket } from './ticket'
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
    attachments: await listAttachments(db, ticket.id, withNotes),
    rating: await ratingOf(db, ticket.id),
    mergedInto: await mergedInto(db, ticket),
    history: options.history ? withClock(await ticketHistory(db, ticket.id, withNotes), ticket, options.now) : null,
  }
}

async function mergedInto(db: Reader, { mergedInto: id }: Ticket): Promise<number | null> {
  return id === null ? null : ((await numbersOf(db, [id])).get(id) ?? null)
}

/** The attachments of a ticket that the actor may see. Throws `ticket-not-found`. */
export async function readAttachments(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  number: number,
): Promise<Attachment[]> {
  const ticket = await ticketByNumber(db, number, visibilityOf(actor, rules))
  return listAttachments(db, ticket.id, may(actor, 'tickets:note', ticket.tenant.id, rules))
}

/** What the clock did and nobody has written down yet is told all the same. */
function withClock(history: HistoryItem[], ticket: Ticket, now: Date): readonly HistoryItem[] {
  const done = clockDeed(ticket, now)
  if (done === undefined) return history
  const { at, type, before, after } = done
  const changes = ticketChanges(before, after)
  placeByTime(history, { at, actor: null, channel: 'cron', type, changes, version: null })
  return history
}
