import type { EntryType } from '../journal/entry'
import { followedTypes } from '../sla/follow-clocks'
import { hasServiceLevels } from '../sla/service-level-store'
import type { Reader } from '../store/schema'
import { eventTypeNames } from '../workspace/event-type'

/** Entries that cause a letter by themselves, whatever rules there are. */
const ofLetters: readonly EntryType[] = [
  'user.invited',
  'password.reset',
  'user.added',
  'user.joined',
  'guest.invited',
  'access.redeemed',
  'access.assigned',
  'access.ended',
  'ticket.opened',
  'ticket.replied',
  'ticket.solved',
  'ticket.reminded',
  'recipient.added',
]

/** Whether an entry of that type may cause a letter by itself. */
export function causesLetter(type: string): boolean {
  return ofLetters.some((known) => known === type)
}

/** Entries that somebody may have to be told of: those, and all that a rule can be about. */
const reactingTypes: ReadonlySet<string> = new Set([...ofLetters, ...eventTypeNames])
const withClocks: ReadonlySet<string> = new Set([...reactingTypes, ...followedTypes])

/** The entries that cause something on that desk: where nothing was promised, no clock follows them. */
export async function reactingTypesOf(db: Reader): Promise<ReadonlySet<string>> {
  return (await hasServiceLevels(db)) ? withClocks : reactingTypes
}
