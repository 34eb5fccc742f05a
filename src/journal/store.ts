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
  await tx.insertInto('journal_entries').values(entries.map(rowOf)).execute()
  await tx.updateTable('journal_head').set({ position: head.position, hash: head.hash }).execute()
}

export interface EntryFilter {
  ticketId?: string
  tenantId?: string
  actorId?: string
  since?: string
  /** Only entries after this position. */
  after?: number
  limit?: number
}

/** Entries in the order they happened. */
export async function readEntries(db: Reader, filter: EntryFilter): Promise<Entry[]> {
  let query = db.selectFrom('journal_entries').selectAll().orderBy('position')
  if (filter.ticketId !== undefined) query = query.where('ticket_id', '=', filter.ticketId)
  if (filter.tenantId !== undefined) query = query.where('tenant_id', '=', filter.tenantId)
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId)
  if (filter.since !== undefined) query = query.where('at', '>=', filter.since)
  if (filter.after !== undefined) query = query.where('position', '>', filter.after)
  if (filter.limit !== undefined) query = query.limit(filter.limit)
  return (await query.execute()).map(entryOf)
}

type EntryRow = Schema['journal_entries']

function rowOf(entry: Entry): EntryRow {
  const { actorId, tenantId, ticketId, categoryId, ...same } = entry
  return { ...same, actor_id: actorId, tenant_id: tenantId, ticket_id: ticketId, category_id: categoryId }
}

function entryOf(row: EntryRow): Entry {
  const { actor_id, tenant_id, ticket_id, category_id, ...same } = row
  return { ...same, actorId: actor_id, tenantId: tenant_id, ticketId: ticket_id, categoryId: category_id }
}
