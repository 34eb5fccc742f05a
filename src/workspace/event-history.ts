import type { Changes } from '../journal/entry'
import type { Person } from '../people/user'
import { peopleById } from '../people/user-store'
import type { Reader } from '../store/schema'
import { entriesAbout } from './fed-event-store'

/** One thing that was told of a payment or EDS order. */
export interface EventStep {
  at: Date
  /** Who fed it in; null for somebody who is no more. */
  actor: Person | null
  channel: string
  type: string
  changes: Changes
}

/** What was told of a payment or EDS order, oldest first, from the journal. */
export async function eventHistory(db: Reader, subjectId: string): Promise<EventStep[]> {
  const entries = await entriesAbout(db, subjectId)
  const people = await peopleById(
    db,
    entries.flatMap(({ actorId }) => actorId ?? []),
  )
  return entries.map(({ at, actorId, channel, type, payload }) => ({
    at: new Date(at),
    actor: actorId === null ? null : (people.get(actorId) ?? null),
    channel,
    type,
    changes: (JSON.parse(payload ?? '{}') as { changes?: Changes }).changes ?? {},
  }))
}
