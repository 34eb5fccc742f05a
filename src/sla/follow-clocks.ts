import type { Entry } from '../journal/entry'
import type { Language } from '../kit/language'
import type { Tx } from '../store/schema'
import { hasServiceLevels } from './service-level-store'

/** Entries that may start, stop or end a clock; others of a ticket are nothing to it. */
export const clockTypes: ReadonlySet<string> = new Set([
  'ticket.opened',
  'ticket.replied',
  'ticket.edited',
  'ticket.solved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.held',
  'ticket.released',
  'ticket.merged',
  'ticket.escalated',
  'ticket.returned',
  'ticket.undone',
])

/** Who has a ticket is nothing to its clocks, unless it goes into its tenant's own hands or out of them. */
function isOfClocks(type: string, payload: string | null): boolean {
  return clockTypes.has(type) || (type === assigned && payload?.includes('"ofTenant"') === true)
}
const assigned = 'ticket.assigned'

/** Entries that may mean that a tenant has a first level of its own from then on, or none any more. */
const firstLevelTypes: ReadonlySet<string> = new Set([
  'user.added',
  'user.joined',
  'user.left',
  'user.activated',
  'user.disabled',
  'user.enabled',
  'user.merged',
  'guest.accepted',
  'guest.removed',
])

export const followedTypes: readonly string[] = [...clockTypes, assigned, ...firstLevelTypes]

/** Where something is worked out from entries: inside the transaction that moves on to the next ones. */
export interface Following {
  tx: Tx
  now: Date
  language: Language
}

/**
 * Works out when the tickets are due that entries are about, and when cron has to look at their clocks. Costs a question on a
 * desk that promised nothing: calendars and time zones are loaded for the others.
 */
export async function followClocks(following: Following, entries: readonly Entry[]): Promise<void> {
  const since = new Map<string, number>()
  for (const { ticketId, type, at, payload } of entries) {
    if (ticketId !== null && isOfClocks(type, payload) && !since.has(ticketId)) since.set(ticketId, Date.parse(at))
  }
  const people = entries.filter(({ type }) => firstLevelTypes.has(type))
  if (since.size + people.length === 0 || !(await hasServiceLevels(following.tx))) return
  if (people.length > 0) await (await import('./first-level-clocks')).followFirstLevels(following, people)
  if (since.size === 0) return
  const { saveDueTimes } = await import('./due-times')
  await saveDueTimes(following, since)
}
