import { sql } from 'kysely'
import type { Tx } from '../store/schema'

/** How much of one record moved to the other. */
export interface Moved {
  addresses: number
  memberships: number
  /** Tickets of theirs, and tickets they work on. */
  tickets: number
  assigned: number
  messages: number
  consents: number
  teams: number
}

/** A column that holds a person's id, and what it counts for where somebody wants to know. */
interface UserColumn {
  table: string
  column: string
  counts?: keyof Moved
  /** The other columns of a key in which the id stands: what the survivor has already is not moved but dropped. */
  once?: readonly string[]
}

/**
 * Every column of the database in which a user's id stands; a test holds this list against the schema. The columns of
 * other rooms stand here, too: that somebody is one person and not two is a fact about people.
 */
export const userColumns: readonly UserColumn[] = [
  { table: 'memberships', column: 'user_id', counts: 'memberships', once: ['tenant_id', 'group_name'] },
  { table: 'team_members', column: 'user_id', counts: 'teams', once: ['team_id'] },
  { table: 'guests', column: 'invited_by' },
  // Ended by then: they go along so that whoever still has one is told so.
  { table: 'sessions', column: 'user_id' },
  { table: 'consents', column: 'user_id', counts: 'consents' },
  // Who was let in stays so in the log; what still let them in has ended by then.
  { table: 'grants', column: 'user_id' },
  { table: 'grants', column: 'granted_by' },
  { table: 'grants', column: 'agreed_with' },
  { table: 'access_codes', column: 'made_by' },
  { table: 'access_codes', column: 'redeemed_by' },
  { table: 'access_attempts', column: 'user_id' },
  { table: 'consents', column: 'recorded_by' },
  { table: 'idempotency_keys', column: 'actor_id', once: ['tenant_id', 'command', 'key'] },
  { table: 'tickets', column: 'requester_id', counts: 'tickets' },
  { table: 'tickets', column: 'assignee_id', counts: 'assigned' },
  { table: 'messages', column: 'author_id', counts: 'messages' },
  { table: 'solutions', column: 'solved_by' },
  { table: 'ratings', column: 'rated_by' },
  { table: 'participants', column: 'user_id', once: ['ticket_id'] },
  { table: 'participants', column: 'added_by' },
  { table: 'watchers', column: 'user_id', once: ['ticket_id'] },
  { table: 'ticket_links', column: 'created_by' },
  { table: 'saved_views', column: 'user_id', once: ['name'] },
  { table: 'rules', column: 'created_by' },
  { table: 'rule_recipients', column: 'recipient', once: ['rule_id', 'kind'] },
  { table: 'external_recipients', column: 'added_by' },
  { table: 'outbox', column: 'author_id' },
  { table: 'outbox', column: 'recipient_id' },
  // Whoever was merged into them before is now merged into the survivor: one step leads to it.
  { table: 'users', column: 'merged_into' },
]

/**
 * The columns that do not simply move: addresses are put behind the survivor's, ways in and visits to other tenants end
 * with the record that had them, the journal stays.
 */
export const otherUserColumns: readonly UserColumn[] = [
  { table: 'user_addresses', column: 'user_id' },
  { table: 'passwords', column: 'user_id' },
  { table: 'one_time_tokens', column: 'user_id' },
  { table: 'access_tokens', column: 'user_id' },
  { table: 'ssh_keys', column: 'user_id' },
  { table: 'guests', column: 'user_id' },
  { table: 'journal_entries', column: 'actor_id' },
]

/**
 * Makes everything that is `mergedId`'s the survivor's, but for ways in and visits, which have ended before. The record itself stays, because the journal names its id; it
 * has no address and no password any more and says whose it is.
 */
export async function moveUser(tx: Tx, mergedId: string, survivorId: string): Promise<Moved> {
  const moved: Moved = {
    addresses: await moveAddresses(tx, mergedId, survivorId),
    memberships: 0,
    tickets: 0,
    assigned: 0,
    messages: 0,
    consents: 0,
    teams: 0,
  }
  await keepLetIn(tx, mergedId, survivorId)
  for (const place of userColumns) {
    if (place.once !== undefined) await dropDoubles(tx, place, place.once, mergedId, survivorId)
    const count = await moveColumn(tx, place, mergedId, survivorId)
    if (place.counts !== undefined) moved[place.counts] += count
  }
  await tx.deleteFrom('passwords').where('user_id', '=', mergedId).execute()
  await tx
    .updateTable('users')
    .set({ status: 'disabled', merged_into: survivorId })
    .where('id', '=', mergedId)
    .execute()
  return moved
}

/** Where the one was let into a ticket and the other only waits for it, the person was let in. */
async function keepLetIn(tx: Tx, mergedId: string, survivorId: string): Promise<void> {
  await tx
    .updateTable('participants')
    .set({ status: 'accepted' })
    .where('user_id', '=', survivorId)
    .where('ticket_id', 'in', (participants) =>
      participants
        .selectFrom('participants as merged')
        .select('merged.ticket_id')
        .where('merged.user_id', '=', mergedId)
        .where('merged.status', '=', 'accepted'),
    )
    .execute()
}

async function moveAddresses(tx: Tx, mergedId: string, survivorId: string): Promise<number> {
  const last = await tx
    .selectFrom('user_addresses')
    .select('position')
    .where('user_id', '=', survivorId)
    .orderBy('position', 'desc')
    .executeTakeFirst()
  const behind = (last?.position ?? -1) + 1
  const result = await tx
    .updateTable('user_addresses')
    .set((address) => ({ user_id: survivorId, position: address('position', '+', behind) }))
    .where('user_id', '=', mergedId)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

async function dropDoubles(
  tx: Tx,
  { table, column }: UserColumn,
  once: readonly string[],
  mergedId: string,
  survivorId: string,
): Promise<void> {
  const sameKey = once.map(
    (name) => sql`coalesce(${sql.ref(`kept.${name}`)}, '') = coalesce(${sql.ref(`${table}.${name}`)}, '')`,
  )
  await sql`
    delete from ${sql.table(table)}
    where ${sql.ref(column)} = ${mergedId} and exists (
      select 1 from ${sql.table(table)} as kept
      where ${sql.ref(`kept.${column}`)} = ${survivorId} and ${sql.join(sameKey, sql` and `)}
    )`.execute(tx)
}

async function moveColumn(
  tx: Tx,
  { table, column }: UserColumn,
  mergedId: string,
  survivorId: string,
): Promise<number> {
  const result = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${survivorId} where ${sql.ref(column)} = ${mergedId}
  `.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
