import { DeskError } from '../kit/errors'

/**
 * The one door: may this actor do this here? A permission is `area:action`. It is decided from memberships alone, by
 * data (the tables of DOMAIN 2): groups of the desk hold in every tenant, groups of a tenant in that tenant only, and
 * several groups add up. What depends on a single ticket (who its requester is, its status) the ticket's own rules
 * decide.
 */
export const permissions = [
  'tickets:view',
  'tickets:open',
  'tickets:write',
  'tickets:note',
  'tenant:view',
  'tenant:edit',
  'users:view',
  'users:edit',
  'desk:view',
  'desk:edit',
] as const
export type Permission = (typeof permissions)[number]

export const deskGroups = ['admin', 'second-level', 'first-level', 'advisor'] as const
export const tenantGroups = ['admin', 'full-access', 'management', 'user', 'guest', 'key-user', 'first-level'] as const
export type DeskGroup = (typeof deskGroups)[number]
export type TenantGroup = (typeof tenantGroups)[number]

export interface Membership {
  /** Null: a group of the desk. */
  tenantId: string | null
  group: string
}

/** Whoever acts: a person, or the desk itself. */
export type Actor =
  | { kind: 'system' }
  | { kind: 'user'; id: string; email: string; name: string | null; memberships: readonly Membership[] }

/** What the desk's settings say about its customers' tickets. */
export interface TicketRules {
  openedBy: 'everyone' | 'key-users' | 'first-level'
  seenBy: 'organisation' | 'requester'
}

const handling: readonly Permission[] = [
  'tickets:view',
  'tickets:open',
  'tickets:write',
  'tickets:note',
  'tenant:view',
  'tenant:edit',
  'users:view',
  'users:edit',
]

const ofDeskGroup: Readonly<Record<DeskGroup, readonly Permission[]>> = {
  admin: permissions,
  'second-level': handling,
  'first-level': handling,
  advisor: [],
}

const organisation: readonly Permission[] = ['tickets:view', 'tickets:write', 'tenant:view', 'users:view', 'users:edit']

/** Without `tickets:open`, which follows `tickets.opened-by`, and the group `user`'s view, which follows `seen-by`. */
const ofTenantGroup: Readonly<Record<TenantGroup, readonly Permission[]>> = {
  admin: [...organisation, 'tenant:edit'],
  'full-access': [...organisation, 'tenant:edit'],
  management: [...organisation, 'tenant:edit'],
  user: ['tenant:view'],
  guest: ['tickets:view', 'tenant:view'],
  'key-user': ['tickets:view', 'tickets:write', 'tenant:view'],
  'first-level': ['tickets:view', 'tickets:write', 'tickets:note', 'tenant:view'],
}

const openers: Readonly<Record<TicketRules['openedBy'], readonly TenantGroup[]>> = {
  everyone: ['admin', 'full-access', 'management', 'user', 'key-user', 'first-level'],
  'key-users': ['admin', 'key-user'],
  'first-level': ['first-level'],
}

/** Whether the actor may do this in that tenant; `null` asks about the desk as a whole. */
export function may(actor: Actor, permission: Permission, tenantId: string | null, rules: TicketRules): boolean {
  if (actor.kind === 'system') return true
  return actor.memberships.some((membership) => {
    if (membership.tenantId === null) return grantsInDesk(membership.group, permission)
    return membership.tenantId === tenantId && grantsInTenant(membership.group, permission, rules)
  })
}

/** Throws `not-allowed` where `may` says no. `tenant` is the name to tell. */
export function demand(
  actor: Actor,
  permission: Permission,
  tenant: { id: string; name: string } | null,
  rules: TicketRules,
): void {
  if (may(actor, permission, tenant?.id ?? null, rules)) return
  throw new DeskError('not-allowed', { permission, tenant: tenant?.name ?? null })
}

/** Staff who handle tickets, of all tenants. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'user' && actor.memberships.some(({ tenantId, group }) => tenantId === null && handles(group))
}

/** Whether this group of the desk handles tickets (an advisor does not). */
export function handles(group: string): boolean {
  return grantsInDesk(group, 'tickets:write')
}

/** Which tickets an actor may know of, as a condition for queries. */
export type Visibility = { all: true } | { all: false; tenantIds: readonly string[]; requesterId: string }

export function visibilityOf(actor: Actor, rules: TicketRules): Visibility {
  if (actor.kind === 'system') return { all: true }
  if (may(actor, 'tickets:view', null, rules)) return { all: true }
  const tenantIds = actor.memberships.flatMap(({ tenantId }) => (tenantId === null ? [] : [tenantId]))
  return {
    all: false,
    tenantIds: [...new Set(tenantIds)].filter((tenantId) => may(actor, 'tickets:view', tenantId, rules)),
    requesterId: actor.id,
  }
}

function grantsInDesk(group: string, permission: Permission): boolean {
  const known = deskGroups.find((name) => name === group)
  return known !== undefined && ofDeskGroup[known].includes(permission)
}

function grantsInTenant(group: string, permission: Permission, rules: TicketRules): boolean {
  const known = tenantGroups.find((name) => name === group)
  if (known === undefined) return false
  if (permission === 'tickets:open') return openers[rules.openedBy].includes(known)
  if (permission === 'tickets:view' && known === 'user') return rules.seenBy === 'organisation'
  return ofTenantGroup[known].includes(permission)
}
