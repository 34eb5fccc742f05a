import { readEntries } from '../journal/store'
import { type TicketRules, visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import { peopleById } from '../people/user-store'
import type { Reader } from '../store/schema'
import type { Attachment } from './attachment/attachment'
import { clockDeed } from './by-the-clock'
import { readConversation } from './conversation'
import { type HistoryItem, placeByTime, ticketHistory } from './history'
import { handoversIn, handoverTypes, type ShownHandover, timesAtLevels, timesEscalated } from './level/handover'
import { listLinks } from './link/link-store'
import type { Participant } from './participant/participant'
import { listParticipants } from './participant/participant-store'
import { ratingOf } from './solution-store'
import { ticketByNumber, ticketsByIds } from './store'
import { teamNamerFor } from './team/team-namer'
import { shownAsOf, type Ticket } from './ticket'
import { ticketChanges } from './ticket-entry'
import type { TicketDetails } from './ticket-view'
import { type EntryReader, entryReader } from './untold'
import { type Veil, veiledPerson, veiledTicket, veilOf } from './veil'

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
  const veil = await veilOf(db, reader)
  const teamName = await teamNamerFor(db, actor, rules)
  const shown = { ...veiledTicket(shownAsOf(ticket, options.now), veil), team: teamName(ticket) }
  return {
    ticket: shown,
    isSecretlyAssigned: ticket.assignee !== null && shown.assignee === null,
    ...(await readConversation(db, ticket, reader)),
    links: await listLinks(db, ticket.id, reader.visibility, options.now),
    participants: await shownParticipants(db, ticket, reader, veil),
    rating: reader.ratings ? await ratingOf(db, ticket.id) : null,
    mergedInto: await mergedInto(db, ticket, reader),
    history: options.history ? withClock(await ticketHistory(db, ticket.id, reader), ticket, options.now) : null,
    handover: reader.notes ? await lastHandover(db, ticket.id) : null,
    levelTimes: options.history ? timesAtLevels(await readEntries(db, { ticketId: ticket.id }), options.now) : null,
  }
}

/** The last way between the levels that stands; null: there was none. */
async function lastHandover(db: Reader, ticketId: string): Promise<ShownHandover | null> {
  const handovers = handoversIn(await readEntries(db, { ticketId, types: handoverTypes }))
  const last = handovers.at(-1)
  if (last === undefined) return null
  const { to, at, messageId, reason, missing, actorId } = last
  const by = actorId === null ? null : ((await peopleById(db, [actorId])).get(actorId) ?? null)
  return { to, at, messageId, reason, missing, by, times: timesEscalated(handovers) }
}

/** Who is pending is for those to know who can let them in. */
async function shownParticipants(
  db: Reader,
  { id }: Ticket,
  { pending }: EntryReader,
  veil: Veil | undefined,
): Promise<Participant[]> {
  const all = (await listParticipants(db, id)).filter(({ person }) => veiledPerson(person, veil) !== null)
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
