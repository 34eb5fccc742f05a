import { DeskError } from '../kit/errors'
import { isLanguage } from '../kit/language'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { membershipOf, selectMemberships } from './membership-store'
import type { Membership } from './permission'
import { tenantStands } from './tenant-store'
import { type Person, type User, type UserStatus, userStatuses } from './user'

/** Inserts the user with their address and memberships. */
export async function insertUser(tx: Tx, user: User): Promise<void> {
  const { id, name, status, language, telephone } = user
  const createdAt = formatInstant(user.createdAt)
  await tx.insertInto('users').values({ id, name, status, language, telephone, created_at: createdAt }).execute()
  await tx.insertInto('user_addresses').values({ address: user.email, user_id: id, position: 0 }).execute()
  for (const membership of user.memberships) await insertMembership(tx, id, membership, user.createdAt)
}

/** Joins a group; being in it already changes nothing. */
export async function insertMembership(tx: Tx, userId: string, membership: Membership, now: Date): Promise<void> {
  await tx
    .insertInto('memberships')
    .values({
      user_id: userId,
      tenant_id: membership.tenantId,
      group_name: membership.group,
      created_at: formatInstant(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes somebody out of all groups of a tenant. */
export async function deleteMemberships(tx: Tx, userId: string, tenantId: string): Promise<void> {
  await tx.deleteFrom('memberships').where('user_id', '=', userId).where('tenant_id', '=', tenantId).execute()
}

/** The person with that address, whichever of theirs it is. */
export async function findUser(db: Reader, email: string): Promise<User | undefined> {
  const row = await db
    .selectFrom('user_addresses')
    .select('user_id')
    .where('address', '=', email.trim().toLowerCase())
    .executeTakeFirst()
  return row === undefined ? undefined : findUserById(db, row.user_id)
}

/** The person with that address, or `user-not-found`. `tenantIds`: only people of these tenants are known. */
export async function userByEmail(db: Reader, email: string, tenantIds?: readonly string[]): Promise<User> {
  const user = await findUser(db, email)
  if (user !== undefined && isKnown(user, tenantIds)) return user
  const known = (await listUsers(db, tenantIds)).map((candidate) => candidate.email)
  const { closestOf } = await import('../kit/suggestion')
  throw new DeskError('user-not-found', { email, suggestion: closestOf(email, known) })
}

export async function findUserById(db: Reader, id: string): Promise<User | undefined> {
  const [user] = await readUsers(db, [id])
  return user
}

/** Everybody, or everybody of these tenants, by address. */
export async function listUsers(db: Reader, tenantIds?: readonly string[]): Promise<User[]> {
  const users = await readUsers(db)
  return users.filter((user) => isKnown(user, tenantIds)).sort((a, b) => (a.email < b.email ? -1 : 1))
}

function isKnown(user: User, tenantIds: readonly string[] | undefined): boolean {
  return (
    tenantIds === undefined ||
    user.memberships.some(({ tenantId }) => tenantId !== null && tenantIds.includes(tenantId))
  )
}

async function readUsers(db: Reader, ids?: readonly string[]): Promise<User[]> {
  let users = db
    .selectFrom('users')
    .innerJoin('user_addresses', 'user_addresses.user_id', 'users.id')
    .selectAll('users')
    .select('user_addresses.address')
    .where('user_addresses.position', '=', 0)
  if (ids !== undefined) users = users.where('users.id', 'in', [...ids])
  const belongings = await readBelongings(db, ids)
  const rows = await users.execute()
  return rows.map((row) => ({
    id: row.id,
    email: row.address,
    name: row.name,
    status: userStatuses.find((status) => status === row.status) ?? 'disabled',
    telephone: row.telephone,
    language: row.language !== null && isLanguage(row.language) ? row.language : null,
    memberships: belongings.get(row.id)?.memberships ?? [],
    restingIn: belongings.get(row.id)?.restingIn ?? [],
    createdAt: new Date(row.created_at),
  }))
}

/** What people belong to, by their ids: in the order they joined; apart from that, which of it is deleted. */
async function readBelongings(
  db: Reader,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, { memberships: Membership[]; restingIn: string[] }>> {
  let query = selectMemberships(db)
    .select('memberships.user_id')
    .select(tenantStands('memberships.tenant_id').as('stands'))
  if (ids !== undefined) query = query.where('memberships.user_id', 'in', [...ids])
  const belongings = new Map<string, { memberships: Membership[]; restingIn: string[] }>()
  for (const row of await query.execute()) {
    const { memberships, restingIn } = belongings.get(row.user_id) ?? { memberships: [], restingIn: [] }
    const { tenantId, ...membership } = membershipOf(row)
    if (row.stands) memberships.push({ tenantId, ...membership })
    else if (tenantId !== null && !membership.isGuest && !restingIn.includes(tenantId)) restingIn.push(tenantId)
    belongings.set(row.user_id, { memberships, restingIn })
  }
  return belongings
}

export async function saveUserStatus(tx: Tx, id: string, status: UserStatus): Promise<void> {
  await tx.updateTable('users').set({ status }).where('id', '=', id).execute()
}

/** How many people may administer the desk and log in. */
export async function countDeskAdministrators(db: Reader): Promise<number> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select('users.id')
    .where('memberships.tenant_id', 'is', null)
    .where('memberships.group_name', '=', 'admin')
    .where('users.status', '=', 'active')
    .execute()
  return rows.length
}

/** Whether the tenant has somebody in its group `admin`; also a disabled one is the tenant's to replace. */
export async function hasAdministrator(db: Reader, tenantId: string): Promise<boolean> {
  const row = await db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select('users.id')
    .where('memberships.tenant_id', '=', tenantId)
    .where('memberships.group_name', '=', 'admin')
    .executeTakeFirst()
  return row !== undefined
}

/** The people with these ids, by id. */
export async function peopleById(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  if (ids.length === 0) return new Map()
  const wanted = [...new Set(ids)]
  const people = new Map<string, Person>()
  // Asked in portions: an engine takes only so many values in one statement.
  for (let start = 0; start < wanted.length; start += 500) {
    for (const { id, email, name } of await readUsers(db, wanted.slice(start, start + 500))) {
      people.set(id, { id, email, name })
    }
  }
  return people
}
