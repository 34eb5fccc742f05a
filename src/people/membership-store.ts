import type { Reader } from '../store/schema'
import { type Membership, type Permission, permissions } from './permission'
import { tenantStands } from './tenant-store'

/** What a person may act as: nothing comes of belonging to a deleted tenant. */
export async function readMemberships(db: Reader, userId: string): Promise<Membership[]> {
  const rows = await selectMemberships(db)
    .where('memberships.user_id', '=', userId)
    .where(tenantStands('memberships.tenant_id'))
    .execute()
  return rows.map(membershipOf)
}

/**
 * Memberships in the order of joining, with whether they are a guest's and what a group of the tenant's own grants; the
 * beginning of every query for them.
 */
export function selectMemberships(db: Reader) {
  return db
    .selectFrom('memberships')
    .leftJoin('guests', (join) =>
      join
        .onRef('guests.tenant_id', '=', 'memberships.tenant_id')
        .onRef('guests.user_id', '=', 'memberships.user_id')
        .on('guests.status', '=', 'accepted'),
    )
    .leftJoin('tenant_groups', (group) =>
      group
        .onRef('tenant_groups.tenant_id', '=', 'memberships.tenant_id')
        .onRef('tenant_groups.name', '=', 'memberships.group_name'),
    )
    .select([
      'memberships.tenant_id',
      'memberships.group_name',
      'guests.user_id as guest_id',
      'tenant_groups.permissions',
    ])
    .orderBy('memberships.created_at')
    .orderBy('memberships.group_name')
}

type MembershipRow = Awaited<ReturnType<ReturnType<typeof selectMemberships>['executeTakeFirstOrThrow']>>

export function membershipOf({ tenant_id, group_name, guest_id, permissions: listed }: MembershipRow): Membership {
  return {
    tenantId: tenant_id,
    group: group_name,
    ...(guest_id === null ? {} : { isGuest: true }),
    ...(listed === null ? {} : { permissions: readPermissions(listed) }),
  }
}

/** The permissions in a stored list; one that this program does not know grants nothing. */
export function readPermissions(listed: string): Permission[] {
  const names: unknown = JSON.parse(listed)
  return Array.isArray(names) ? permissions.filter((permission) => names.includes(permission)) : []
}
