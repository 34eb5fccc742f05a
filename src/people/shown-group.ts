import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import type { Group } from './group'
import { countMembers, listOwnGroups } from './group-store'
import { deskGroups, grants, type Membership, permissions, type TicketRules, tenantGroups } from './permission'
import type { Tenant } from './tenant'

/** The groups of a tenant, or of the desk (null): the fixed ones in their order, then the tenant's own by name. */
export async function groupsOf(db: Reader, tenant: Tenant | null, rules: TicketRules): Promise<Group[]> {
  const members = await countMembers(db, tenant?.id ?? null)
  const own = tenant === null ? new Map() : await listOwnGroups(db, tenant.id)
  const tenantId = tenant?.id ?? null
  const fixed = (tenant === null ? deskGroups : tenantGroups).map((group): Membership => ({ tenantId, group }))
  const made = [...own].map(([group, listed]): Membership => ({ tenantId, group, permissions: listed }))
  return [...fixed, ...made].map((membership) => ({
    tenant: tenant?.name ?? null,
    name: membership.group,
    fixed: !own.has(membership.group),
    permissions: permissions.filter((permission) => grants(membership, permission, rules)),
    members: members.get(membership.group) ?? 0,
  }))
}

/** The group of that name. Throws `group-not-found`. */
export async function groupNamed(db: Reader, tenant: Tenant | null, rules: TicketRules, name: string): Promise<Group> {
  const wanted = name.trim().toLowerCase()
  const found = (await groupsOf(db, tenant, rules)).find((group) => group.name === wanted)
  if (found !== undefined) return found
  throw new DeskError('group-not-found', { name, tenant: tenant?.name ?? null })
}
