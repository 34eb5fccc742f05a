import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { Membership } from './permission'
import { tenantStands } from './tenant-store'

export async function insertSession(
  tx: Tx,
  session: { id: string; userId: string; tokenHash: string; now: string },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      user_id: session.userId,
      token_hash: session.tokenHash,
      created_at: session.now,
      last_used_at: session.now,
      ended_at: null,
    })
    .execute()
}

export async function touchSession(tx: Tx, sessionId: string, lastUsedAt: string): Promise<void> {
  await tx.updateTable('sessions').set({ last_used_at: lastUsedAt }).where('id', '=', sessionId).execute()
}

export async function endSession(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ ended_at: formatInstant(now) })
    .where('id', '=', sessionId)
    .execute()
}

/** All sessions of a person end, but for the one to keep. */
export async function endSessions(tx: Tx, userId: string, now: Date, keptId: string | null): Promise<void> {
  let query = tx
    .updateTable('sessions')
    .set({ ended_at: formatInstant(now) })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
  if (keptId !== null) query = query.where('id', '!=', keptId)
  await query.execute()
}

/** A session with its person. */
export interface FoundSession {
  id: string
  lastUsedAt: Date
  ended: boolean
  user: { id: string; email: string; name: string | null; status: string; language: string | null }
}

/** The session, ended or not, by the digest of its token. */
export async function findSession(db: Reader, tokenHash: string): Promise<FoundSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .innerJoin('user_addresses', 'user_addresses.user_id', 'users.id')
    .select([
      'sessions.id as session_id',
      'sessions.last_used_at',
      'sessions.ended_at',
      'users.id as user_id',
      'users.name',
      'users.status',
      'users.language',
      'user_addresses.address',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('user_addresses.position', '=', 0)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    id: row.session_id,
    lastUsedAt: new Date(row.last_used_at),
    ended: row.ended_at !== null,
    user: { id: row.user_id, email: row.address, name: row.name, status: row.status, language: row.language },
  }
}

/** Whether the person who is about to do something still may do anything. */
export async function isActive(db: Reader, userId: string): Promise<boolean> {
  const row = await db.selectFrom('users').select('status').where('id', '=', userId).executeTakeFirst()
  return row?.status === 'active'
}

/** What a person may act as: nothing comes of belonging to a deleted tenant. */
export async function readMemberships(db: Reader, userId: string): Promise<Membership[]> {
  const rows = await selectMemberships(db)
    .where('memberships.user_id', '=', userId)
    .where(tenantStands('memberships.tenant_id'))
    .execute()
  return rows.map(membershipOf)
}

/** Memberships in the order of joining, with whether they are a guest's; the beginning of every query for them. */
export function selectMemberships(db: Reader) {
  return db
    .selectFrom('memberships')
    .leftJoin('guests', (join) =>
      join
        .onRef('guests.tenant_id', '=', 'memberships.tenant_id')
        .onRef('guests.user_id', '=', 'memberships.user_id')
        .on('guests.status', '=', 'accepted'),
    )
    .select(['memberships.tenant_id', 'memberships.group_name', 'guests.user_id as guest_id'])
    .orderBy('memberships.created_at')
    .orderBy('memberships.group_name')
}

type MembershipRow = Awaited<ReturnType<ReturnType<typeof selectMemberships>['executeTakeFirstOrThrow']>>

export function membershipOf({ tenant_id, group_name, guest_id }: MembershipRow): Membership {
  return { tenantId: tenant_id, group: group_name, ...(guest_id === null ? {} : { isGuest: true }) }
}
