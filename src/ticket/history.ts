import type { Changes } from '../journal/entry'
import { readEntries } from '../journal/store'
import type { Person } from '../people/user'
import { peopleById } from '../people/user-store'
import type { Reader } from '../store/schema'
import { type EntryReader, toldEntries } from './untold'
import { veiledChanges, veiledPerson, veilOf } from './veil'

/** One thing that happened to a ticket, read from the journal. */
export interface HistoryItem {
  at: Date
  /** Null: the desk itself. */
  actor: Person | null
  channel: string
  type: string
  changes: Changes
  /** What was taken back: types of entries. */
  undone: readonly string[]
  /** The ticket's version afterwards. */
  version: number | null
}

/** A ticket's history, oldest first, as far as the reader may know of it. */
export async function ticketHistory(db: Reader, ticketId: string, reader: EntryReader): Promise<HistoryItem[]> {
  const shown = await toldEntries(db, await readEntries(db, { ticketId }), reader)
  const people = await peopleById(
    db,
    shown.flatMap((entry) => entry.actorId ?? []),
  )
  const veil = await veilOf(db, reader)
  const history: HistoryItem[] = []
  for (const entry of shown) {
    const { at, ...told } = particulars(entry.payload, reader)
    const item = {
      at: new Date(at ?? entry.at),
      actor: entry.actorId === null ? null : veiledPerson(people.get(entry.actorId) ?? null, veil, new Date(entry.at)),
      channel: entry.channel,
      type: entry.type,
      ...told,
      changes: veiledChanges(told.changes, veil, new Date(entry.at)),
    }
    // Only what the clock did says when it happened; it was written down when somebody came by.
    if (at === undefined) history.push(item)
    else placeByTime(history, item)
  }
  return history
}

/** Puts what the clock did where it belongs in time; what happened in that very moment found it done already. */
export function placeByTime(history: HistoryItem[], item: HistoryItem): void {
  // What the clock did to the ticket itself came of the last deed that let it.
  const cause = item.type.startsWith('ticket.')
    ? history.findLastIndex(({ type }) => type === 'ticket.solved' || type === 'ticket.held')
    : -1
  const later = history.findIndex(({ at }, index) => index > cause && at >= item.at)
  history.splice(later === -1 ? history.length : later, 0, item)
}

interface Particulars extends Pick<HistoryItem, 'changes' | 'version' | 'undone'> {
  /** Said where it was written down later than it happened. */
  at?: string
}

/** What a ticket's entries carry in their payload; an erased one says nothing. */
function particulars(payload: string | null, { pending }: EntryReader): Particulars {
  if (payload === null) return { changes: {}, version: null, undone: [] }
  const { at, changes, version, undone = [] } = JSON.parse(payload) as Partial<Particulars>
  // That somebody was let in by what was taken back tells of those who are pending, too; who is in stands in the changes.
  const toldUndone = pending ? undone : undone.filter((type) => type !== 'ticket.edited')
  const told = { changes: changes ?? {}, version: version ?? null, undone: toldUndone }
  return at === undefined ? told : { ...told, at }
}
