import type { EntryType } from '../journal/entry'
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

/** Entries that somebody may have to be told of: those, and all that a rule can be about. */
export const reactingTypes: ReadonlySet<string> = new Set([...ofLetters, ...eventTypeNames])
