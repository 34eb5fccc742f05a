import { portionsOf } from '../store/portions'
import { runRepeated, valuesOf } from '../store/repeated'
import type { Reader, Schema, Tx } from '../store/schema'
import type { Entry } from './entry'

export interface JournalHead {
  position: number
  hash: string
}

export async function readHead(db: Reader): Promise<JournalHead> {
  return db.selectFrom('journal_head').select(['position', 'hash']).executeTakeFirstOrThrow()
}

/** Adds entries and moves the head, as the last writes of a deed: positions have no gap and follow commit order. */
export async function appendEntries(tx: Tx, entries: readonly Entry[], head: JournalHead): Promise<void> {
  // Written in portions: an engine takes only so many values in one statement.
  for (let start = 0; start < entries.length; start += 100) {
    const portion = entries.slice(start, start + 100)
    const rows = portion.map(rowOf)
    await runRepeated(tx, `journal entries ${rows.length}`, valuesOf(rows), () =>
      tx.insertInto('journal_entries').values(rows),
    )
  }
  await tx.updateTable('journal_head').set({ position: head.position, hash: head.hash }).execute()
}

export interface EntryFilter {
  ticketId?: string
  tenantId?: string
  /** All ids of one person: records that were merged keep theirs here. */
  actorIds?: readonly string[]
  since?: string
  types?: readonly string[]
  /** Only entries before this position. */
  before?: number
  /** Only entries after this position. */
  after?: number
  limit?: number
  /** Only so many, the newest that there are. */
  newest?: number
}

/** All of a ticket's entries, in the order they happened; for whoever asks that of many tickets. */
export async function entriesOfTicket(db: Reader, ticketId: string): Promise<Entry[]> {
  const rows = await runRepeated(db, 'entries of ticket', [ticketId], () =>
    db.selectFrom('journal_entries').selectAll().where('ticket_id', '=', ticketId).orderBy('position'),
  )
  return rows.map(entryOf)
}

/** Entries in the order they happened. */
export async function readEntries(db: Reader, filter: EntryFilter): Promise<Entry[]> {
  let query = db
    .selectFrom('journal_entries')
    .selectAll()
    .orderBy('position', filter.newest === undefined ? 'asc' : 'desc')
  if (filter.ticketId !== undefined) query = query.where('ticket_id', '=', filter.ticketId)
  if (filter.tenantId !== undefined) query = query.where('tenant_id', '=', filter.tenantId)
  if (filter.actorIds !== undefined) query = query.where('actor_id', 'in', [...filter.actorIds])
  if (filter.since !== undefined) query = query.where('at', '>=', filter.since)
  if (filter.after !== undefined) query = query.where('position', '>', filter.after)
  if (filter.before !== undefined) query = query.where('position', '<', filter.before)
  if (filter.types !== undefined) query = query.where('type', 'in', [...filter.types])
  if (filter.limit !== undefined) query = query.limit(filter.limit)
  if (filter.newest === undefined) return (await query.execute()).map(entryOf)
  return (await query.limit(filter.newest).execute()).map(entryOf).reverse()
}

/** The entries at these positions, in their order. */
export async function entriesAt(db: Reader, positions: readonly number[]): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const portion of portionsOf(positions)) {
    const rows = await db
      .selectFrom('journal_entries')
      .selectAll()
      .where('position', 'in', [...portion])
      .orderBy('position')
      .execute()
    entries.push(...rows.map(entryOf))
  }
  return entries
}

/** The entry whose hash begins like that, which no other's does. */
export async function findEntryByHash(db: Reader, beginning: string): Promise<Entry | undefined> {
  const rows = await db
    .selectFrom('journal_entries')
    .selectAll()
    .where('hash', '>=', beginning)
    // Behind every digit of a hash.
    .where('hash', '<', `${beginning}g`)
    .limit(2)
    .execute()
  const [only] = rows
  return only === undefined || rows.length > 1 ? undefined : entryOf(only)
}

/** As far back as somebody's last deed is looked for: much more than a desk does in the time for taking back. */
const recent = 10_000

/** What somebody did last to tickets, by all their ids, oldest first: all of a command that changed many of them. */
export async function lastTicketEntriesOf(db: Reader, actorIds: readonly string[]): Promise<Entry[]> {
  const head = await readHead(db)
  const rows = await db
    .selectFrom('journal_entries')
    .selectAll()
    .where('position', '>', head.position - recent)
    .where('actor_id', 'in', [...actorIds])
    .where('ticket_id', 'is not', null)
    .orderBy('position', 'desc')
    // A command changes at most a thousand tickets, with a few entries each.
    .limit(5000)
    .execute()
  return rows.map(entryOf).reverse()
}

type EntryRow = Schema['journal_entries']

/** Field by field: what is left over of an object is slow to gather, and an import writes a hundred thousand rows. */
function rowOf(entry: Entry): EntryRow {
  return {
    position: entry.position,
    at: entry.at,
    type: entry.type,
    actor_id: entry.actorId,
    channel: entry.channel,
    tenant_id: entry.tenantId,
    ticket_id: entry.ticketId,
    category_id: entry.categoryId,
    level: entry.level,
    salt: entry.salt,
    payload: entry.payload,
    digest: entry.digest,
    hash: entry.hash,
  }
}

function entryOf(row: EntryRow): Entry {
  const { actor_id, tenant_id, ticket_id, category_id, ...same } = row
  return { ...same, actorId: actor_id, tenantId: tenant_id, ticketId: ticket_id, categoryId: category_id }
}
