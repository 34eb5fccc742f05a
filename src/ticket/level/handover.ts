import type { Entry } from '../../journal/entry'
import type { Json, JsonObject } from '../../kit/json'
import type { Person } from '../../people/user'

/**
 * What the journal tells of a ticket's way between the levels. Everything here is worked out from its entries and kept
 * nowhere else. What was taken back never happened.
 */
export interface Handover {
  to: 1 | 2
  at: Date
  /** Who handed it over; null: erased, or the desk. */
  actorId: string | null
  /** The note that says why, or what the answer is. */
  messageId: string | null
  reason: string | null
  /** What was missing when somebody insisted: flags without dashes. */
  missing: readonly string[]
  /** Who had it before. */
  assigneeId: string | null
}

/** The last of them as staff see it. */
export interface ShownHandover extends Pick<Handover, 'to' | 'at' | 'messageId' | 'reason' | 'missing'> {
  by: Person | null
  /** How often the ticket came to second level. */
  times: number
}

/** The entries that tell of a way between the levels. */
export const handoverTypes = ['ticket.escalated', 'ticket.returned', 'ticket.undone'] as const

/** The handovers that stand, oldest first. */
export function handoversIn(entries: readonly Entry[]): Handover[] {
  const standing: Handover[] = []
  for (const entry of entries) {
    const payload = payloadOf(entry)
    if (entry.type === 'ticket.escalated' || entry.type === 'ticket.returned') standing.push(handoverOf(entry, payload))
    // Only the last one can be taken back.
    else if (entry.type === 'ticket.undone' && undidHandover(payload)) standing.pop()
  }
  return standing
}

/** How often the ticket came to second level: three times is a ticket that nobody feels responsible for. */
export function timesEscalated(handovers: readonly Handover[]): number {
  return handovers.filter(({ to }) => to === 2).length
}

/** Who had it at first level before it was escalated last; null: nobody, or nobody knows. */
export function lastAtFirstLevel(handovers: readonly Handover[]): string | null {
  return handovers.findLast(({ to }) => to === 2)?.assigneeId ?? null
}

/** How long a ticket was at each level, in milliseconds. */
export interface LevelTimes {
  1: number
  2: number
}

/**
 * How long somebody had it at each level, until `now`: while it was solved nobody had it. The level stands in each entry
 * outside of what can be erased; that it was solved follows from the entry's type, or from what it changed.
 */
export function timesAtLevels(entries: readonly Entry[], now: Date): LevelTimes {
  const times: LevelTimes = { 1: 0, 2: 0 }
  let since: { level: 1 | 2; at: number } | undefined
  const upTo = (at: number): void => {
    // A clock that was set back takes no time away.
    if (since !== undefined) times[since.level] += Math.max(0, at - since.at)
  }
  for (const entry of entries) {
    const at = new Date(entry.at).getTime()
    upTo(at)
    const level = entry.level === 2 ? 2 : entry.level === 1 ? 1 : (since?.level ?? 1)
    since = isAtWork(entry, since !== undefined) ? { level, at } : undefined
  }
  upTo(now.getTime())
  return times
}

/** Whether somebody has to do something about it after the entry; `was`: before it. */
function isAtWork(entry: Entry, was: boolean): boolean {
  const { status } = objectIn(payloadOf(entry).changes)
  const after = objectIn(status).to
  if (after !== undefined) return after === 'open' || after === 'waiting'
  if (entry.type === 'ticket.opened' || entry.type === 'ticket.reopened') return true
  return was && !['ticket.solved', 'ticket.closed', 'ticket.merged'].includes(entry.type)
}

function handoverOf(entry: Entry, payload: JsonObject): Handover {
  const { message, reason, missing, stood } = payload
  const { assignee } = objectIn(stood)
  return {
    to: entry.type === 'ticket.escalated' ? 2 : 1,
    at: new Date(entry.at),
    actorId: entry.actorId,
    messageId: typeof message === 'string' ? message : null,
    reason: typeof reason === 'string' ? reason : null,
    missing: Array.isArray(missing) ? missing.filter((flag) => typeof flag === 'string') : [],
    assigneeId: typeof assignee === 'string' ? assignee : null,
  }
}

function undidHandover({ undone }: JsonObject): boolean {
  return Array.isArray(undone) && undone.some((type) => type === 'ticket.escalated' || type === 'ticket.returned')
}

function payloadOf({ payload }: Entry): JsonObject {
  return payload === null ? {} : objectIn(JSON.parse(payload) as Json)
}

function objectIn(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
