import type { Entry, EntryType } from '../journal/entry'
import type { JsonObject } from '../kit/json'

/**
 * What somebody did last to a ticket can be taken back for ten minutes, as long as nobody touched the ticket since: a reply,
 * a note, a change of status, assignee or level. Only the very last; what was taken back stays so. What was said or solved
 * can be taken back as long as no letter that tells of it is on its way (`sentLetter`).
 */
export const undoWindow = 10 * 60 * 1000

/** One deed as the journal tells it: its entries in the order in which they happened. */
export interface DoneDeed {
  ticketId: string
  at: Date
  /** The ticket's version after it. */
  version: number
  /** The same for all tickets that one command changed. */
  together: string | null
  entries: readonly DoneEntry[]
}

export interface DoneEntry {
  position: number
  type: string
  payload: JsonObject
}

const reversible: ReadonlySet<string> = new Set<EntryType>([
  'ticket.replied',
  'ticket.noted',
  'ticket.assigned',
  'ticket.solved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.held',
  'ticket.released',
  'ticket.escalated',
  'ticket.returned',
])

/** Why a deed cannot be taken back, or undefined where it can: what it was, its age, what came after it. */
export function whyNot(
  deed: DoneDeed,
  ticket: { version: number },
  now: Date,
): 'undone' | 'kind' | 'late' | 'touched' | undefined {
  if (deed.entries.some(({ type }) => type === 'ticket.undone')) return 'undone'
  if (!deed.entries.every(isReversible)) return 'kind'
  // A clock that was set back must not make it last for ever.
  if (Math.abs(now.getTime() - deed.at.getTime()) > undoWindow) return 'late'
  return ticket.version === deed.version ? undefined : 'touched'
}

/** To let somebody in is part of the reply that did it. */
function isReversible({ type, payload }: DoneEntry): boolean {
  return reversible.has(type) ? 'stood' in payload : 'letIn' in payload && type === 'ticket.edited'
}

/** The deeds in entries of one person's, oldest first; of what was erased nothing is known. */
export function deedsIn(entries: readonly Entry[]): DoneDeed[] {
  const deeds: (DoneDeed & { entries: DoneEntry[] })[] = []
  for (const { position, ticketId, at, type, payload } of entries) {
    if (ticketId === null || payload === null) continue
    const content = JSON.parse(payload) as JsonObject
    const version = typeof content.version === 'number' ? content.version : 0
    const together = typeof content.together === 'string' ? content.together : null
    const last = deeds.at(-1)
    const entry = { position, type, payload: content }
    if (last !== undefined && last.ticketId === ticketId && last.version === version) last.entries.push(entry)
    else deeds.push({ ticketId, at: new Date(at), version, together, entries: [entry] })
  }
  return deeds
}

/** A letter that a deed caused, as far as taking the deed back has to do with it. */
export interface CausedLetter {
  id: string
  kind: string
  state: string
  address: string
  /** When it left, where that is known. */
  sentAt: Date | null
}

/** What tells people what was said to them; others hear of it what they hear. */
const telling: ReadonlySet<string> = new Set(['reply', 'solved'])
/** From then on it may have been read, or will be. */
const gone: ReadonlySet<string> = new Set(['leased', 'accepted', 'uncertain'])
/** What still lies here. */
const waiting: ReadonlySet<string> = new Set(['queued', 'held', 'deferred'])

/** The letter by which somebody knows already what was to be taken back; undefined while there is none. */
export function sentLetter(letters: readonly CausedLetter[]): CausedLetter | undefined {
  return letters.find(({ kind, state }) => telling.has(kind) && gone.has(state))
}

/** Those that need not go any more. */
export function waitingLetters(letters: readonly CausedLetter[]): CausedLetter[] {
  return letters.filter(({ state }) => waiting.has(state))
}
