import { DeskError } from '../kit/errors'
import { isLanguage } from '../kit/language'
import { formatInstant } from '../kit/time/instant'
import { portionsOf } from '../store/portions'
import type { Reader, Tx } from '../store/schema'
import { membershipOf, selectMemberships } from './membership-store'
import type { Membership } from './permission'
import { tenantStands } from './tenant-store'
import { type Person, type User, type UserStatus, userStatuses } from './user'

/** Inserts the user with their addresses and memberships. */
export async function insertUser(tx: Tx, user: User): Promise<void> {
  const { id, name, status, language, telephone } = user
  const createdAt = formatInstant(user.createdAt)
  await tx.insertInto('users').values({ id, name, status, language, telephone, created_at: createdAt }).execute()
  await insertAddresses(tx, user)
  for (const membership of user.memberships) await insertMembership(tx, id, membership, user.createdAt)
}

/** Saves name, telephone and language. */
export async function updateUser(tx: Tx, { id, name, telephone, language }: User): Promise<void> {
  await tx.updateTable('users').set({ name, telephone, language }).where('id', '=', id).execute()
}

/** Saves all addresses of the user, in their order; whose they were before is for the deed to know. */
export async function saveAddresses(tx: Tx, user: User): Promise<void> {
  await tx.deleteFrom('user_addresses').where('user_id', '=', user.id).execute()
  await insertAddresses(tx, user)
}

async function insertAddresses(tx: Tx, { id, addresses }: User): Promise<void> {
  const rows = addresses.map((address, position) => ({ address, user_id: id, position }))
  await tx.insertInto('user_addresses').values(rows).execute()
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

/** Leaves a group; not being in it changes nothing. */
export async function deleteMembership(tx: Tx, userId: string, { tenantId, group }: Membership): Promise<void> {
  await tx
    .deleteFrom('memberships')
    .where('user_id', '=', userId)
    .where('tenant_id', tenantId === null ? 'is' : '=', tenantId)
    .where('group_name', '=', group)
    .execute()
}

/** What goes with being of a tenant, besides the groups: having been a guest there, or asked to be one. */
export async function deleteGuest(tx: Tx, userId: string, tenantId: string): Promise<void> {
  await tx.deleteFrom('guests').where('user_id', '=', userId).where('tenant_id', '=', tenantId).execute()
}

/** What goes with being of the desk, besides the groups. */
export async function deleteTeamMemberships(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('team_members').where('user_id', '=', userId).execute()
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

/**
 * The person with that address, or `user-not-found`. `tenantIds`: only people of these tenants are known; `suggestFrom`:
 * of which of them somebody like that is named.
 */
export async function userByEmail(
  db: Reader,
  email: string,
  tenantIds?: readonly string[],
  suggestFrom = tenantIds,
): Promise<User> {
  const user = await findUser(db, email)
  if (user !== undefined && isKnown(user, tenantIds)) return user
  const known = (await listUsers(db, suggestFrom)).map((candidate) => candidate.email)
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

/** Whether somebody is of these tenants; undefined means all. */
export function isKnown(user: User, tenantIds: readonly string[] | undefined): boolean {
  return (
    tenantIds === undefined ||
    user.memberships.some(({ tenantId }) => tenantId !== null && tenantIds.includes(tenantId))
  )
}

/** Whoever was merged into somebody has no address any more and is nobody of their own. */
async function readUsers(db: Reader, ids?: readonly string[]): Promise<User[]> {
  let users = db.selectFrom('users').selectAll().where('merged_into', 'is', null)
  let addresses = db.selectFrom('user_addresses').select(['user_id', 'address']).orderBy('position')
  if (ids !== undefined) {
    users = users.where('id', 'in', [...ids])
    addresses = addresses.where('user_id', 'in', [...ids])
  }
  const belongings = await readBelongings(db, ids)
  const addressesOf = groupAddresses(await addresses.execute())
  const rows = await users.execute()
  return rows.map((row) => ({
    id: row.id,
    email: addressesOf.get(row.id)?.[0] ?? '',
    addresses: addressesOf.get(row.id) ?? [],
    name: row.name,
    status: userStatuses.find((status) => status === row.status) ?? 'disabled',
    telephone: row.telephone,
    language: row.language !== null && isLanguage(row.language) ? row.language : null,
    memberships: belongings.get(row.id)?.memberships ?? [],
    restingIn: belongings.get(row.id)?.restingIn ?? [],
    createdAt: new Date(row.created_at),
  }))
}

function groupAddresses(rows: readonly { user_id: string; address: string }[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const { user_id, address } of rows) {
    const addresses = groups.get(user_id) ?? []
    addresses.push(address)
    groups.set(user_id, addresses)
  }
  return groups
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

/** Who is in the group `admin` of a tenant, or of the desk (null), with what they may do at all. */
export async function administratorsOf(db: Reader, tenantId: string | null): Promise<readonly Member[]> {
  return membersOf(db, tenantId, ['admin'])
}

export interface Member {
  userId: string
  status: string
  group: string
}

/** Who is in one of these groups of a tenant, or of the desk (null). */
export async function membersOf(
  db: Reader,
  tenantId: string | null,
  groups: readonly string[],
): Promise<readonly Member[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['users.id', 'users.status', 'memberships.group_name'])
    .where('memberships.tenant_id', tenantId === null ? 'is' : '=', tenantId)
    .where('memberships.group_name', 'in', [...groups])
    .execute()
  return rows.map(({ id, status, group_name }) => ({ userId: id, status, group: group_name }))
}

/** The people with these ids, by id. Whoever was merged into somebody is that one, also under the old id. */
export async function peopleById(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const users = await usersById(db, ids)
  return new Map([...users].map(([known, { id, email, name }]) => [known, { id, email, name }]))
}

/** The same with all that there is to them. */
export async function usersById(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, User>> {
  if (ids.length === 0) return new Map()
  const wanted = [...new Set(ids)]
  const people = new Map<string, User>()
  for (const portion of portionsOf(wanted)) {
    const survivors = await survivorsOf(db, portion)
    const found = await readUsers(db, [...new Set([...portion, ...survivors.values()])])
    const known = new Map(found.map((user) => [user.id, user]))
    for (const id of portion) {
      const person = known.get(survivors.get(id) ?? id)
      if (person !== undefined) people.set(id, person)
    }
  }
  return people
}

/** Who those were merged into, of these ids, that were. */
async function survivorsOf(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'merged_into'])
    .where('id', 'in', [...ids])
    .where('merged_into', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row.merged_into ?? row.id]))
}

/** All ids under which the journal knows a person: their own and those of the records that were merged into it. */
export async function idsOf(db: Reader, userId: string): Promise<string[]> {
  const rows = await db.selectFrom('users').select('id').where('merged_into', '=', userId).orderBy('id').execute()
  return [userId, ...rows.map(({ id }) => id)]
}
