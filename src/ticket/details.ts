import { type TicketRules, visibilityOf } from '../people/permission'
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
import { ticketByNumber, ticketsByIds } from './store'
import { shownAsOf, type Ticket } from './ticket'
import { ticketChanges } from './ticket-entry'
import type { TicketDetails } from './ticket-view'
import { type EntryReader, entryReader } from './untold'

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
  const reader = entryReader(actor, rules, ticket)
  return {
    ticket: shownAsOf(ticket, options.now),
    ...(await readConversation(db, ticket, reader)),
    links: await listLinks(db, ticket.id, reader.visibility, options.now),
    participants: await shownParticipants(db, ticket, reader),
    rating: reader.ratings ? await ratingOf(db, ticket.id) : null,
    mergedInto: await mergedInto(db, ticket, reader),
    history: options.history ? withClock(await ticketHistory(db, ticket.id, reader), ticket, options.now) : null,
  }
}

/** Who is pending is for those to know who can let them in. */
async function shownParticipants(db: Reader, { id }: Ticket, { pending }: EntryReader): Promise<Participant[]> {
  const all = await listParticipants(db, id)
  return pending ? all : all.filter(({ status }) => status === 'accepted')
}

/** Where it goes on; null also for those who may not see that ticket. */
async function mergedInto(db: Reader, { mergedInto: id }: Ticket, { visibility }: EntryReader): Promise<number | null> {
  return id === null ? null : ((await ticketsByIds(db, [id], visibility)).get(id)?.number ?? null)
}

/** The attachments of a ticket that the actor may see. Throws `ticket-not-found`. */
export async function readAttachments(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  number: number,
): Promise<Attachment[]> {
  const ticket = await ticketByNumber(db, number, visibilityOf(actor, rules))
  const { attachments } = await readConversation(db, ticket, entryReader(actor, rules, ticket))
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
