import type { Entry } from '../journal/entry'
import { entriesAt } from '../journal/store'
import { portionsOf } from '../store/portions'
import { runRepeated, valuesOf } from '../store/repeated'
import type { Reader, Tx } from '../store/schema'

/** An entry of the journal that was fed in from outside. */
export interface FedEntry {
  position: number
  tenantId: string
  externalId: string | null
  /** The payment or EDS order that it tells of. */
  subjectId: string | null
}

export async function insertFedEntries(tx: Tx, entries: readonly FedEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ position, tenantId, externalId, subjectId }) => ({
    position,
    tenant_id: tenantId,
    external_id: externalId,
    subject_id: subjectId,
  }))
  await runRepeated(tx, `fed events ${rows.length}`, valuesOf(rows), () => tx.insertInto('fed_events').values(rows))
}

/** Where the tenant's events with these external ids stand in the journal. */
export async function positionsByExternalId(
  db: Reader,
  tenantId: string,
  externalIds: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const portion of portionsOf(externalIds)) {
    const rows = await runRepeated(db, `fed events by id ${portion.length}`, [tenantId, ...portion], () =>
      db
        .selectFrom('fed_events')
        .select(['external_id', 'position'])
        .where('tenant_id', '=', tenantId)
        .where('external_id', 'in', [...portion]),
    )
    for (const { external_id, position } of rows) if (external_id !== null) found.set(external_id, position)
  }
  return found
}

/** What was told of a payment or EDS order, oldest first. */
export async function entriesAbout(db: Reader, subjectId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('fed_events')
    .select('position')
    .where('subject_id', '=', subjectId)
    .orderBy('position')
    .execute()
  return entriesAt(
    db,
    rows.map(({ position }) => position),
  )
}
