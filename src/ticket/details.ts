import { may, type TicketRules, visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Reader } from '../store/schema'
import type { Attachment } from './attachment'
import { clockDeed } from './by-the-clock'
import { readConversation } from './conversation'
import { type HistoryItem, placeByTime, ticketHistory } from './history'
import { listLinks } from './link-store'
import type { Participant } from './participant'
import { listParticipants } from './participant-store'
import { ratingOf } from './solution-store'
import { numbersOf, ticketByNumber } from './store'
import { asOf, type Ticket } from './ticket'
import { ticketChanges } from './ticket-entry'
import type { TicketDetails } from './ticket-view'

/**
 * A ticket as the actor may see it at that moment: its conversation, without notes where they are not for them. Whoever just
 * took themselves out of it is shown what came of that (`evenAfterLeaving`), and nothing later.
 */
export async function readDetails(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  number: number,
  options: { now: Date; history: boolean; evenAfterLeaving?: boolean },
): Promise<TicketDetails> {
  const visibility = options.evenAfterLeaving === true ? ({ all: true } as const) : visibilityOf(actor, rules)
  const ticket = await ticketByNumber(db, number, visibility)
  const withNotes = may(actor, 'tickets:note', ticket.tenant.id, rules)
  // What the requester thought of it is for who worked on it (DOMAIN 4).
  const seesRatings =
    withNotes || ticket.requester.id === actor.id || may(actor, 'tickets:edit', ticket.tenant.id, rules)
  return {
    ticket: asOf(ticket, options.now),
    ...(await readConversation(db, ticket, withNotes)),
    links: await listLinks(db, ticket.id, visibilityOf(actor, rules), options.now),
    participants: await shownParticipants(db, actor, rules, ticket),
    rating: seesRatings ? await ratingOf(db, ticket.id) : null,
    mergedInto: await mergedInto(db, ticket),
    history: options.history ? withClock(await told(db, ticket, withNotes, seesRatings), ticket, options.now) : null,
  }
}

async function told(db: Reader, { id }: Ticket, withNotes: boolean, withRatings: boolean): Promise<HistoryItem[]> {
  const history = await ticketHistory(db, id, withNotes)
  return withRatings ? history : history.filter(({ type }) => type !== 'ticket.rated')
}

/** Who is pending is for those to know who can let them in. */
async function shownParticipants(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  { id, tenant }: Ticket,
): Promise<Participant[]> {
  const all = await listParticipants(db, id)
  return may(actor, 'tickets:edit', tenant.id, rules) ? all : all.filter(({ status }) => status === 'accepted')
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
  const { attachments } = await readConversation(db, ticket, may(actor, 'tickets:note', ticket.tenant.id, rules))
  return attachments
}

/** What the clock did and nobody has written down yet is told all the same. */
function withClock(history: HistoryItem[], ticket: Ticket, now: Date): readonly HistoryItem[] {
  const done = clockDeed(ticket, now)
  if (done === undefined) return history
  const { at, type, before, after } = done
  const changes = ticketChanges(before, after)
  placeByTime(history, { at, actor: null, channel: 'cron', type, changes, undone: [], version: null })
  return history
}
