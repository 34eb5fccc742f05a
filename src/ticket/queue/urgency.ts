import { type Priority, priorities, type Ticket } from '../ticket'

/**
 * How urgent a ticket is for somebody, as a sum that can be said in words. Emergencies come first, then the priority:
 * these parts are so large that the others can only decide between tickets that have both alike, and the list and `next`
 * never contradict each other there. What is due comes next, the first one
 * first: only tickets that are due in the same moment, or all not, are weighed against each other. The others count hours: a ticket is as urgent as long as its customer waits for a
 * word, one's own as if they had waited a day longer (whoever knows it answers fastest), a new one as if half a day
 * (nobody has told them yet that they were heard).
 */
export interface Urgency {
  total: number
  parts: readonly UrgencyPart[]
}

export const urgencyParts = ['emergency', 'priority', 'due', 'waiting', 'mine', 'new'] as const
export type UrgencyPart =
  | { id: 'emergency' | 'mine' | 'new'; points: number }
  | { id: 'priority'; points: number; priority: Priority }
  | { id: 'due'; points: number; at: Date }
  | { id: 'waiting'; points: number; since: Date }

/** What has to be known of a ticket to tell how urgent it is. */
export type Urgent = Pick<Ticket, 'number' | 'emergency' | 'priority' | 'isNew'> & {
  assigneeId: string | null
  /** When something is due; null: nothing was promised. */
  dueAt: Date | null
  /** Since when the customer waits for a word. */
  waitingSince: Date
}

const hour = 60 * 60 * 1000
const emergencyPoints = 10_000
const pointsPerPriority = 1000
/** Told as a part of the sum; what is due later, or not at all, is not weighed beside it. */
const duePoints = 120
const minePoints = 24
const newPoints = 12
/** Five weeks: with what else counts it stays below the step to the next priority. */
const mostWaitingPoints = 840

/** The sum for whoever asks, by its parts; those that add nothing are left out. */
export function urgency(ticket: Urgent, me: { id: string }, now: Date): Urgency {
  const waited = Math.floor((now.getTime() - ticket.waitingSince.getTime()) / hour)
  const parts: UrgencyPart[] = [
    { id: 'emergency', points: ticket.emergency ? emergencyPoints : 0 },
    {
      id: 'priority',
      points: priorities.indexOf(ticket.priority) * pointsPerPriority,
      priority: ticket.priority,
    },
    ...(ticket.dueAt === null ? [] : [{ id: 'due' as const, points: duePoints, at: ticket.dueAt }]),
    {
      id: 'waiting',
      points: Math.min(Math.max(waited, 0), mostWaitingPoints),
      since: ticket.waitingSince,
    },
    { id: 'mine', points: ticket.assigneeId === me.id ? minePoints : 0 },
    { id: 'new', points: ticket.isNew ? newPoints : 0 },
  ]
  const counted = parts.filter(({ points }) => points > 0)
  return { total: counted.reduce((sum, { points }) => sum + points, 0), parts: counted }
}

/** The most urgent one with its sum; of two that are equally urgent the older one. */
export function mostUrgent<T extends Urgent>(
  tickets: readonly T[],
  me: { id: string },
  now: Date,
): { ticket: T; urgency: Urgency } | undefined {
  const [first, ...others] = tickets.map((ticket) => ({ ticket, urgency: urgency(ticket, me, now) }))
  if (first === undefined) return undefined
  return others.reduce((best, other) => (isBefore(other, best) ? other : best), first)
}

function isBefore(one: { ticket: Urgent; urgency: Urgency }, other: { ticket: Urgent; urgency: Urgency }): boolean {
  const difference = one.urgency.total - other.urgency.total
  return difference > 0 || (difference === 0 && one.ticket.number < other.ticket.number)
}

/** What was said in one ticket: when it began, and its replies, oldest first. */
export interface Talk {
  createdAt: Date
  words: readonly Word[]
}

export interface Word {
  at: Date
  byCustomer: boolean
}

/**
 * Since when the customer waits: since the oldest of their words that nobody has answered, so that asking once more never
 * puts anybody back; where all are answered, since the last answer. What was `merged` waits where it waited before, until
 * somebody answers in the ticket in which it goes on.
 */
export function waitingSince(own: Talk, merged: readonly (Talk & { mergedAt: Date })[] = []): Date {
  const turns = [own, ...merged.map((talk) => goneOn(talk, own))].map(turnIn)
  const waiting = turns.filter(({ isOurs }) => isOurs).map(({ since }) => since.getTime())
  return new Date(waiting.length > 0 ? Math.min(...waiting) : Math.max(...turns.map(({ since }) => since.getTime())))
}

function goneOn({ createdAt, words, mergedAt }: Talk & { mergedAt: Date }, survivor: Talk): Talk {
  return { createdAt, words: [...words, ...survivor.words.filter(({ at }) => at > mergedAt)] }
}

/** Whose turn it is, and since when. */
function turnIn({ createdAt, words }: Talk): { isOurs: boolean; since: Date } {
  const index = words.findLastIndex(({ byCustomer }) => !byCustomer)
  const answer = words[index]
  if (answer === undefined) return { isOurs: true, since: createdAt }
  const next = words[index + 1]
  return next === undefined ? { isOurs: false, since: answer.at } : { isOurs: true, since: next.at }
}
