import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { readPermissions } from './membership-store'
import type { Permission } from './permission'

/** The groups that a tenant made itself, by name, each with what it grants. */
export async function listOwnGroups(db: Reader, tenantId: string): Promise<ReadonlyMap<string, Permission[]>> {
  const rows = await db
    .selectFrom('tenant_groups')
    .select(['name', 'permissions'])
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .execute()
  return new Map(rows.map((row) => [row.name, readPermissions(row.permissions)]))
}

export async function insertGroup(
  tx: Tx,
  group: { tenantId: string; name: string; permissions: readonly Permission[]; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('tenant_groups')
    .values({
      tenant_id: group.tenantId,
      name: group.name,
      permissions: JSON.stringify(group.permissions),
      created_at: formatInstant(group.createdAt),
    })
    .execute()
}

export async function updateGroup(
  tx: Tx,
  tenantId: string,
  name: string,
  listed: readonly Permission[],
): Promise<void> {
  await tx
    .updateTable('tenant_groups')
    .set({ permissions: JSON.stringify(listed) })
    .where('tenant_id', '=', tenantId)
    .where('name', '=', name)
    .execute()
}

export async function deleteGroup(tx: Tx, tenantId: string, name: string): Promise<void> {
  await tx.deleteFrom('tenant_groups').where('tenant_id', '=', tenantId).where('name', '=', name).execute()
}

/** How many people are in each group of a tenant, or of the desk (null); who is waiting as a guest is not in yet. */
export async function countMembers(db: Reader, tenantId: string | null): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('memberships')
    .select((membership) => ['group_name', membership.fn.countAll<number | string>().as('members')])
    .where('tenant_id', tenantId === null ? 'is' : '=', tenantId)
    .groupBy('group_name')
    .execute()
  return new Map(rows.map((row) => [row.group_name, Number(row.members)]))
}

/** Whether a guest who has not answered yet was asked into that group. */
export async function isAwaited(db: Reader, tenantId: string, group: string): Promise<boolean> {
  const row = await db
    .selectFrom('guests')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('group_name', '=', group)
    .executeTakeFirst()
  return row !== undefined
}
