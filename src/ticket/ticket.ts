import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { TeamName } from '../people/team'
import type { Person } from '../people/user'
import { type Report, reportJson } from './report/report'
import { outcomeOf, type Refusal, type TicketDeed } from './state-table'

/**
 * A ticket is one request about one topic. It is `open` while it is the staff's turn, `waiting` while it is the
 * requester's, `solved` when both sides are done, and `closed` when the time to reopen it is over: the end of the
 * window's last local day, fixed when it is solved and decided by the clock, whether cron ran or not (DOMAIN 4).
 * Its status changes only as `state-table.ts` says. "New" is no status: nobody has answered or taken the ticket yet.
 * An emergency is urgent. Every change raises the version, by which somebody can say what they were looking at.
 * What is on hold is out of the queue and comes back by the clock. Whatever somebody says or does begins the time anew
 * after which the requester is reminded.
 */
export type Ticket = TicketFacts & TicketState

export const statuses = ['open', 'waiting', 'solved', 'closed'] as const
export type Status = (typeof statuses)[number]

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** How a ticket was solved. `unanswered` and `merged` are the desk's own: nobody says them. */
export const resolutions = ['answered', 'fixed', 'out-of-scope', 'withdrawn', 'unanswered', 'merged'] as const
export type Resolution = (typeof resolutions)[number]

export type TicketState =
  | { status: 'open' }
  | { status: 'waiting' }
  | { status: 'solved'; solvedAt: Date; closesAt: Date; resolution: Resolution }
  | { status: 'closed'; solvedAt: Date; closesAt: Date; closedAt: Date; resolution: Resolution }

/** Whose turn it is while the ticket is on hold; null: nobody said. */
export const holdReasons = ['customer', 'third-party'] as const
export type HoldReason = (typeof holdReasons)[number]

export interface Hold {
  until: Date
  for: HoldReason | null
}

/** What is due of a ticket, and when. */
export const dueMetrics = ['first-answer', 'next-answer', 'solution'] as const
export interface Due {
  at: Date
  metric: (typeof dueMetrics)[number]
  /** From then on it is due soon. */
  warnAt: Date | null
  /** Whether nights and holidays count for it, too. */
  aroundTheClock: boolean
}

/** How a due time stands to a moment. What is done on the dot is in time. */
export type Lateness = 'ahead' | 'soon' | 'late'

export interface TicketFacts {
  id: string
  number: number
  tenant: { id: string; name: string }
  requester: Person
  assignee: Person | null
  /** The team that somebody gave it to; null: it is of whoever owns what it is about (`teamOf`). */
  givenTeam: TeamName | null
  category: string
  /** The id of the known issue that it is; null: none. */
  topic: string | null
  subject: string
  description: string | null
  report: Report | null
  module: string | null
  channel: string
  isNew: boolean
  /** Out of the queue; null: it is in it. */
  held: Hold | null
  /** The id of the ticket in which this one goes on. */
  mergedInto: string | null
  /** When somebody last said or did something about it, or a hold ended: what waits is counted from here. */
  lastWordAt: Date
  /** When the requester was reminded since. */
  remindedAt: Date | null
  /** The first of what service levels promise, as it was worked out last; null: nothing is due. */
  due: Due | null
  /** When its clocks have to be looked at next: somebody is to be warned, or something is late. */
  clockAt: Date | null
  level: 1 | 2
  priority: Priority
  emergency: boolean
  version: number
  createdAt: Date
  updatedAt: Date
}

/** A ticket in one line of somebody's. */
export type TicketGlance = Pick<Ticket, 'number' | 'subject' | 'status'>

/** A reply is seen by the requester, a note by staff only. */
export type MessageKind = 'reply' | 'note'

export interface Message {
  id: string
  kind: MessageKind
  author: Person
  channel: string
  createdAt: Date
  body: string
  /** The number of the ticket in which it was said, if that was merged into this one. */
  mergedFrom?: number
  /** A note that a tenant's own first level does not see. */
  deskOnly?: boolean
  /** Whether its author worked at second level then. */
  bySecondLevel?: boolean | undefined
}

export const longestSubject = 200
/** A description or a message: more than anybody types, less than what a pasted log file has. In characters. */
export const longestText = 1_000_000

export interface OpenRequest {
  id: string
  number: number
  tenant: { id: string; name: string }
  requester: Person
  category: string
  topic: string | null
  subject: string
  description: string | null
  module: string | null
  channel: string
  priority: Priority
  emergency: boolean
  report?: Report | null
}

/** A new ticket; an emergency is urgent whatever else was said. */
export function open(request: OpenRequest, now: Date): Ticket {
  return {
    ...request,
    report: request.report ?? null,
    priority: request.emergency ? 'urgent' : request.priority,
    status: 'open',
    assignee: null,
    givenTeam: null,
    isNew: true,
    held: null,
    mergedInto: null,
    lastWordAt: now,
    remindedAt: null,
    due: null,
    clockAt: null,
    level: 1,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}

/** The ticket as it is at that moment: a solved one whose window is over is closed, a hold that is over is none. */
export function asOf(ticket: Ticket, now: Date): Ticket {
  if (ticket.held !== null && now >= ticket.held.until) return released(ticket, ticket.held.until)
  if (ticket.status !== 'solved' || now < ticket.closesAt) return ticket
  return { ...ticket, status: 'closed', closedAt: ticket.closesAt }
}

/** Back from hold; who waits for an answer waits from then on. */
function released(ticket: Ticket, at: Date): Ticket {
  const lastWordAt = at > ticket.lastWordAt ? at : ticket.lastWordAt
  return { ...ticket, held: null, lastWordAt, remindedAt: null }
}

/** What is due of the ticket as it is: nothing while it is the customer's turn, or nobody's. */
export function dueOf({ status, held, due }: Pick<Ticket, 'status' | 'held' | 'due'>): Due | null {
  return status === 'open' && held?.for !== 'customer' ? due : null
}

export function latenessOf({ at, warnAt }: Due, now: Date): Lateness {
  if (at < now) return 'late'
  return warnAt !== null && warnAt <= now ? 'soon' : 'ahead'
}

/** A ticket as it is shown at a moment: with how its due time stands to that. */
export type ShownTicket = Ticket & { lateness: Lateness | null }

export function shownAsOf(ticket: Ticket, now: Date): ShownTicket {
  const shown = asOf(ticket, now)
  return { ...shown, lateness: latenessNow(shown, now) }
}

/** How what is due of a ticket stands to that moment; null: nothing is. */
export function latenessNow(ticket: Ticket, now: Date): Lateness | null {
  const due = dueOf(ticket)
  return due === null ? null : latenessOf(due, now)
}

/** The window ends with midnight; people are told its last minute, which lies on the day they may still use. */
export function lastMoment({ closesAt }: { closesAt: Date }): Date {
  return new Date(closesAt.getTime() - 60_000)
}

/** What became of a deed. `changed` is false where it was so already: that is a success, and no change. */
export interface Moved {
  ticket: Ticket
  changed: boolean
  reopened: boolean
}

/**
 * Does a deed to a ticket as the state table says. Throws `ticket-closed` or `ticket-not-solved` where the table
 * refuses.
 */
export function move(ticket: Ticket, deed: Exclude<TicketDeed, 'solve'>, now: Date): Moved {
  return follow(ticket, deed, now, { solvedAt: now, closesAt: now, resolution: 'answered' })
}

/** Solves a ticket; `closesAt` is the end of the window in which it can be reopened. */
export function solve(ticket: Ticket, now: Date, closesAt: Date, resolution: Resolution = 'answered'): Moved {
  return follow(ticket, 'solve', now, { solvedAt: now, closesAt, resolution })
}

/** What is kept of a solving. */
export type Solved = Pick<Extract<Ticket, { status: 'solved' }>, 'solvedAt' | 'closesAt' | 'resolution'>

function follow(ticket: Ticket, deed: TicketDeed, now: Date, solved: Solved): Moved {
  const current = asOf(ticket, now)
  const outcome = outcomeOf(deed, current.status)
  if ('refused' in outcome) throw refusal(outcome.refused, current, deed)
  if ('already' in outcome) return { ticket: current, changed: false, reopened: false }
  if ('stays' in outcome) return { ticket: marked(current, deed, now), changed: true, reopened: false }
  const moved = enter(current, outcome.becomes, now, solved)
  return { ticket: marked(moved, deed, now), changed: true, reopened: outcome.reopened === true }
}

/** Puts a ticket on hold. Throws `ticket-solved` or `ticket-closed`. */
export function hold(ticket: Ticket, held: Hold, now: Date): Moved {
  const moved = move(ticket, 'hold', now)
  const same = ticket.held?.until.getTime() === held.until.getTime() && ticket.held.for === held.for
  return same ? { ...moved, ticket, changed: false } : { ...moved, ticket: { ...moved.ticket, held } }
}

/** Takes a ticket back into the queue before its time. */
export function release(ticket: Ticket, now: Date): Moved {
  const current = asOf(ticket, now)
  if (current.held === null) return { ticket: current, changed: false, reopened: false }
  return { ticket: released(current, now), changed: true, reopened: false }
}

/** Solved as before: what reopened the ticket was a mere "thank you". */
export function solveAgain(ticket: Ticket, solved: Solved): Ticket {
  const { solvedAt, closesAt, resolution } = solved
  return { ...factsOf(ticket), status: 'solved', held: null, solvedAt, closesAt, resolution }
}

/** The ticket after a deed that changed it: one deed, one version, however much it did. */
export function nextVersion(before: Ticket, after: Ticket, now: Date): Ticket {
  return { ...after, version: before.version + 1, updatedAt: now }
}

/**
 * Gives the ticket to somebody, in whichever team, or to nobody: then it is no team's either but by what it is about, unless
 * it keeps its team. A ticket that was ever taken is not new any more.
 */
export function assign(ticket: Ticket, assignee: Person | null, keepsTeam = assignee !== null): Moved {
  const givenTeam = keepsTeam ? ticket.givenTeam : null
  if (ticket.assignee?.id === assignee?.id && ticket.givenTeam === givenTeam) {
    return { ticket, changed: false, reopened: false }
  }
  const taken = { ...ticket, assignee, givenTeam, isNew: ticket.isNew && assignee === null }
  return { ticket: taken, changed: true, reopened: false }
}

/** Gives the ticket to a team, where nobody has it until somebody takes it. */
export function giveTeam(ticket: Ticket, team: TeamName): Moved {
  const isTheirs = ticket.assignee === null && ticket.givenTeam?.id === team.id
  if (isTheirs) return { ticket, changed: false, reopened: false }
  const givenTeam = { id: team.id, name: team.name }
  return { ticket: { ...ticket, assignee: null, givenTeam }, changed: true, reopened: false }
}

/** What staff may change of a ticket's facts. */
export type TicketEdit = Partial<
  Pick<TicketFacts, 'subject' | 'category' | 'topic' | 'module' | 'priority' | 'emergency' | 'requester' | 'report'>
>

/** Changes the facts that are named; an emergency stays urgent. */
export function edit(ticket: Ticket, changes: TicketEdit): Moved {
  const edited: Ticket = { ...ticket, ...changes }
  if (edited.emergency) edited.priority = 'urgent'
  const fields = ['subject', 'category', 'topic', 'module', 'priority', 'emergency'] as const
  const same =
    fields.every((field) => edited[field] === ticket[field]) &&
    edited.requester.id === ticket.requester.id &&
    JSON.stringify(reportJson(edited.report)) === JSON.stringify(reportJson(ticket.report))
  return same ? { ticket, changed: false, reopened: false } : { ticket: edited, changed: true, reopened: false }
}

/**
 * Where a ticket stands in the queue, as text that sorts: emergencies first, then priority, then what is due first, then the
 * oldest. Only digits and dashes, so that every engine and every collation sorts it alike.
 */
export function queueKey(ticket: Pick<TicketFacts, 'emergency' | 'priority' | 'number' | 'due'>): string {
  const urgency = priorities.length - 1 - priorities.indexOf(ticket.priority)
  const due = String(ticket.due?.at.getTime() ?? notDue).padStart(13, '0')
  return `${ticket.emergency ? 0 : 1}-${urgency}-${due}-${String(ticket.number).padStart(10, '0')}`
}

/** Behind every due time; the last instant of 13 digits is in the year 2286. */
const notDue = 9_999_999_999_999

/** A subject in one line, 1 to 200 characters. Throws `empty-text` or `text-too-long`. */
export function checkSubject(typed: string): string {
  const subject = typed.replace(/\s+/g, ' ').trim()
  if (subject === '') throw new DeskError('empty-text', { name: 'subject' })
  const length = Array.from(subject).length
  if (length > longestSubject) throw new DeskError('text-too-long', { name: 'subject', length, limit: longestSubject })
  return subject
}

/** A message or description: not empty, not endless; blank lines at both ends go. */
export function checkText(typed: string, name: string): string {
  const text = typed.replace(/\r\n?/g, '\n').replace(/^\s*\n|\s+$/g, '')
  if (text.trim() === '') throw new DeskError('empty-text', { name })
  if (text.length > longestText) throw new DeskError('text-too-long', { name, length: text.length, limit: longestText })
  return text
}

function enter(ticket: Ticket, status: Status, now: Date, solving: Solved): Ticket {
  const facts = factsOf(ticket)
  if (status === 'open' || status === 'waiting') return { ...facts, status }
  const { solvedAt, closesAt, resolution } = 'solvedAt' in ticket ? ticket : solving
  const solved = { ...facts, held: null, solvedAt, closesAt, resolution }
  return status === 'solved' ? { ...solved, status } : { ...solved, status, closedAt: now }
}

/** The ticket without what belongs to the state it leaves. */
function factsOf(ticket: Ticket): TicketFacts {
  const { status: _, ...facts } = ticket
  for (const ofState of ['solvedAt', 'closesAt', 'closedAt', 'resolution']) Reflect.deleteProperty(facts, ofState)
  return facts
}

/** Who answers while the ticket is on hold, wants it reopened or hands it over, wants it back in the queue. */
const endsHold: ReadonlySet<TicketDeed> = new Set(['requester-reply', 'reopen', 'escalate', 'return'])

/** What a deed leaves on the ticket besides the status. */
function marked(ticket: Ticket, deed: TicketDeed, now: Date): Ticket {
  if (deed === 'rate' || deed === 'follow-up') return ticket
  const isNew = ticket.isNew && !deed.startsWith('staff-reply')
  const held = endsHold.has(deed) ? null : ticket.held
  return { ...ticket, isNew, held, lastWordAt: now, remindedAt: null }
}

function refusal(trouble: Refusal, { number, status }: Ticket, deed: TicketDeed): DeskError {
  if (trouble === 'ticket-not-solved') return new DeskError(trouble, { number, status })
  return trouble === 'ticket-solved' ? new DeskError(trouble, { number, deed }) : new DeskError(trouble, { number })
}

/** The state's columns as text, null where the state has none. */
export function stateInstants(ticket: Ticket): {
  solvedAt: string | null
  closesAt: string | null
  closedAt: string | null
} {
  return {
    solvedAt: 'solvedAt' in ticket ? formatInstant(ticket.solvedAt) : null,
    closesAt: 'closesAt' in ticket ? formatInstant(ticket.closesAt) : null,
    closedAt: 'closedAt' in ticket ? formatInstant(ticket.closedAt) : null,
  }
}
