import type { Json } from '../kit/json'
import { flag, instant, type JsonSchema, listOf, objectOf, oneOf, orNull, text, whole } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { Person } from '../people/user'
import type { Attachment } from './attachment/attachment'
import { attachmentFields, attachmentJson } from './attachment/attachment-view'
import type { HistoryItem } from './history'
import type { LevelTimes, ShownHandover } from './level/handover'
import type { TicketLink } from './link/link'
import { type Participant, participantStatuses } from './participant/participant'
import type { Rating } from './rating'
import { reportJson } from './report/report'
import type { ListedTicket } from './team/ticket-team'
import {
  dueOf,
  holdReasons,
  type Message,
  priorities,
  resolutions,
  type ShownTicket,
  statuses,
  type Ticket,
} from './ticket'

/** A ticket as `show` gives it: the ticket, its conversation and, where it was asked for, its history. */
export interface TicketDetails {
  ticket: ShownTicket & Pick<ListedTicket, 'team'>
  messages: readonly Message[]
  links: readonly TicketLink[]
  /** Besides the requester. */
  participants: readonly Participant[]
  /** All of them, also those that came with messages. */
  attachments: readonly Attachment[]
  /** What the requester thought of the latest solution. */
  rating: Rating | null
  /** The number of the ticket in which this one goes on. */
  mergedInto: number | null
  history: readonly HistoryItem[] | null
  /** Somebody has it whom the reader must not know. */
  isSecretlyAssigned?: boolean
  /** How it last came from one level to the other, for staff; null: it never did. */
  handover: ShownHandover | null
  /** How long it was at each level; null where the history was not asked for. */
  levelTimes: LevelTimes | null
}

const person: JsonSchema = objectOf({ email: text, name: orNull(text) })

const link: JsonSchema = { type: 'object' }

const participant: JsonSchema = objectOf({
  email: text,
  name: orNull(text),
  status: oneOf(['requester', ...participantStatuses]),
})

const listFields: Record<string, JsonSchema> = {
  number: whole,
  subject: text,
  status: oneOf(statuses),
  new: flag,
  level: whole,
  priority: oneOf(priorities),
  emergency: flag,
  category: text,
  topic: orNull(text),
  module: orNull(text),
  tenant: text,
  requester: person,
  assignee: orNull(person),
  team: orNull(text),
  createdAt: instant,
  updatedAt: instant,
  dueAt: orNull(instant),
  overdue: flag,
}

const message: JsonSchema = objectOf({
  id: text,
  kind: oneOf(['reply', 'note']),
  author: person,
  channel: text,
  createdAt: instant,
  body: text,
  mergedFrom: orNull(whole),
  deskOnly: flag,
  attachments: listOf(objectOf(attachmentFields)),
})

const report: JsonSchema = objectOf({
  affectedUser: orNull(text),
  where: orNull(text),
  device: orNull(text),
  browser: orNull(text),
  customerDevice: orNull(text),
  customerBrowser: orNull(text),
  occurredAt: orNull(instant),
  occurredIsAbout: orNull(flag),
  occurredIsDay: orNull(flag),
  console: orNull(text),
  document: orNull(objectOf({ id: text, name: text })),
  documentClean: orNull(flag),
  tried: orNull(text),
})

const ratingFields: JsonSchema = objectOf({ score: whole, comment: orNull(text), at: instant })

const handover: JsonSchema = objectOf({
  to: whole,
  at: instant,
  by: orNull(person),
  reason: orNull(text),
  missing: listOf(text),
  times: whole,
})

const historyItem: JsonSchema = objectOf({
  at: instant,
  actor: orNull(person),
  channel: text,
  type: text,
  changes: { type: 'object' },
})

/** Tickets in lists; the columns are those of `tsv` and `csv` (CLI.md, JSON). */
export const ticketListView: View<ListedTicket> = {
  fields: listFields,
  columns: Object.keys(listFields),
  toJson: listJson,
}

/** One ticket, as `show`, `open` and every verb that changes one print it. */
export const ticketView: View<TicketDetails> = {
  fields: {
    ...listFields,
    description: orNull(text),
    channel: text,
    report: orNull(report),
    participants: listOf(participant),
    messages: listOf(message),
    attachments: listOf(objectOf(attachmentFields)),
    links: listOf(link),
    version: whole,
    solvedAt: orNull(instant),
    closesAt: orNull(instant),
    rating: orNull(ratingFields),
    resolution: orNull(oneOf(resolutions)),
    heldUntil: orNull(instant),
    heldFor: orNull(oneOf(holdReasons)),
    mergedInto: orNull(whole),
    history: orNull(listOf(historyItem)),
    handover: orNull(handover),
    levels: orNull(listOf(objectOf({ level: whole, minutes: whole }))),
  },
  columns: Object.keys(listFields),
  toJson: ({ ticket, messages, links, participants, attachments, rating, mergedInto, history, ...way }) => ({
    ...listJson({ ticket, lateness: ticket.lateness, team: ticket.team }),
    description: ticket.description,
    channel: ticket.channel,
    report: reportJson(ticket.report),
    participants: participantsJson(ticket, participants),
    messages: messages.map((message) => messageJson(message, attachments)),
    attachments: attachments.map(attachmentJson),
    links: links.map(linkJson),
    version: ticket.version,
    solvedAt: 'solvedAt' in ticket ? formatInstant(ticket.solvedAt) : null,
    closesAt: 'closesAt' in ticket ? formatInstant(ticket.closesAt) : null,
    rating: rating === null ? null : { ...rating, at: formatInstant(rating.at) },
    resolution: 'resolution' in ticket ? ticket.resolution : null,
    heldUntil: ticket.held === null ? null : formatInstant(ticket.held.until),
    heldFor: ticket.held?.for ?? null,
    mergedInto,
    history: history === null ? null : history.map(historyJson),
    handover: handoverJson(way.handover),
    levels: levelsJson(way.levelTimes),
  }),
}

function handoverJson(handed: ShownHandover | null): Json {
  if (handed === null) return null
  const { to, at, by, reason, missing, times } = handed
  const who = by === null ? null : personJson(by)
  return { to, at: formatInstant(at), by: who, reason, missing: [...missing], times }
}

function levelsJson(times: LevelTimes | null): Json {
  if (times === null) return null
  return ([1, 2] as const).map((level) => ({ level, minutes: Math.floor(times[level] / 60_000) }))
}

function linkJson(link: TicketLink): Json {
  if (link.kind === 'url') return { kind: link.kind, url: link.url }
  const { kind, number, subject, status } = link
  return { kind, number, subject, status }
}

function participantsJson({ requester }: Ticket, participants: readonly Participant[]): Json {
  const { email, name } = requester
  const others = participants.map(({ person: other, status }) => ({ email: other.email, name: other.name, status }))
  return [{ email, name, status: 'requester' }, ...others]
}

function listJson({ ticket, lateness, team }: ListedTicket): Record<string, Json> {
  const due = dueOf(ticket)
  return {
    number: ticket.number,
    subject: ticket.subject,
    status: ticket.status,
    new: isShownAsNew(ticket),
    level: ticket.level,
    priority: ticket.priority,
    emergency: ticket.emergency,
    category: ticket.category,
    topic: ticket.topic,
    module: ticket.module,
    tenant: ticket.tenant.name,
    requester: personJson(ticket.requester),
    assignee: ticket.assignee === null ? null : personJson(ticket.assignee),
    team,
    createdAt: formatInstant(ticket.createdAt),
    updatedAt: formatInstant(ticket.updatedAt),
    dueAt: due === null ? null : formatInstant(due.at),
    overdue: lateness === 'late',
  }
}

/** Only what still waits for somebody can be new: a ticket solved without an answer is not. */
export function isShownAsNew(ticket: Ticket): boolean {
  return ticket.isNew && (ticket.status === 'open' || ticket.status === 'waiting')
}

function messageJson(message: Message, all: readonly Attachment[]): Json {
  const { id, kind, author, channel, createdAt, body, mergedFrom = null, deskOnly = false } = message
  const attachments = all.filter(({ messageId }) => messageId === id).map(attachmentJson)
  return {
    id,
    kind,
    author: personJson(author),
    channel,
    createdAt: formatInstant(createdAt),
    body,
    mergedFrom,
    deskOnly,
    attachments,
  }
}

function historyJson({ at, actor, channel, type, changes }: HistoryItem): Json {
  return { at: formatInstant(at), actor: actor === null ? null : personJson(actor), channel, type, changes }
}

export function personJson({ email, name }: Pick<Person, 'email' | 'name'>): Json {
  return { email, name }
}
