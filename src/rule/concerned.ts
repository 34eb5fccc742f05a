import type { Entry } from '../journal/entry'
import type { User } from '../people/user'
import { usersById } from '../people/user-store'
import type { Reader } from '../store/schema'
import { ticketsByIds } from '../ticket/store'
import type { Ticket } from '../ticket/ticket'

/** What entries are about, as it is now, by id. */
export interface Concerned {
  tickets: ReadonlyMap<string, Ticket>
  /** Who acted, and whose the tickets are; whoever was merged into somebody is that one, also under the old id. */
  users: ReadonlyMap<string, User>
}

/** Reads what entries are about at once, however many they are. */
export async function concernedBy(db: Reader, entries: readonly Entry[]): Promise<Concerned> {
  const tickets = await ticketsByIds(db, [...new Set(entries.flatMap(({ ticketId }) => ticketId ?? []))], { all: true })
  const owners = [...tickets.values()].flatMap(({ requester, assignee }) => [requester.id, assignee?.id ?? []].flat())
  const actors = entries.flatMap(({ actorId }) => actorId ?? [])
  return { tickets, users: await usersById(db, [...actors, ...owners]) }
}
