import type { Changes } from '../journal/entry'
import { readEntries } from '../journal/store'
import type { Person } from '../people/user'
import { peopleById } from '../people/user-store'
import type { Reader } from '../store/schema'

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

/** A ticket's history, oldest first. Whoever may not see notes is not told of them either. */
export async function ticketHistory(db: Reader, ticketId: string, withNotes: boolean): Promise<HistoryItem[]> {
  const entries = await readEntries(db, { ticketId })
  const shown = entries.filter((entry) => withNotes || !isAboutNote(entry))
  const people = await peopleById(
    db,
    shown.flatMap((entry) => entry.actorId ?? []),
  )
  return shown.map((entry) => ({
    at: new Date(entry.at),
    actor: entry.actorId === null ? null : (people.get(entry.actorId) ?? null),
    channel: entry.channel,
    type: entry.type,
    ...particulars(entry.payload),
  }))
}

function isAboutNote({ type, payload }: { type: string; payload: string | null }): boolean {
  if (type !== 'ticket.undone') return type === 'ticket.noted'
  const { undone } = JSON.parse(payload ?? '{}') as { undone?: readonly string[] }
  return undone?.includes('ticket.noted') === true
}

/** What a ticket's entries carry in their payload; an erased one says nothing. */
function particulars(payload: string | null): Pick<HistoryItem, 'changes' | 'version' | 'undone'> {
  const content =
    payload === null ? {} : (JSON.parse(payload) as { changes?: Changes; version?: number; undone?: readonly string[] })
  return { changes: content.changes ?? {}, version: content.version ?? null, undone: content.undone ?? [] }
}
