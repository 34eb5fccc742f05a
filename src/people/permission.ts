import { DeskError } from '../kit/errors'

/**
 * The one door: may this actor do this here? A permission is `area:action`. It is decided from memberships and grants
 * alone, by data (the tables of DOMAIN 2): groups of the desk hold in every tenant, groups of a tenant in that tenant
 * only, and several groups add up; a grant shows an advisor what is fixed, and nothing more. Besides the fixed groups a tenant may make its own, which grant what they list. What depends on
 * a single ticket (who its requester is, its status) the ticket's own rules decide.
 */
export const permissions = [
  'tickets:view',
  'tickets:open',
  'tickets:write',
  'tickets:note',
  'tickets:edit',
  'tickets:escalate',
  'accounts:view',
  'accounts:edit',
  'ebics:view',
  'ebics:edit',
  'payments:view',
  'payments:edit',
  'statements:view',
  'tenant:view',
  'tenant:edit',
  'users:view',
  'users:edit',
  'groups:view',
  'groups:edit',
  'guests:view',
  'guests:edit',
  'api:view',
  'reports:view',
  'reports:write',
  'retention:view',
  'retention:edit',
  'rules:view',
  'rules:edit',
  'events:view',
  'events:emit',
  'access:view',
  'access:edit',
  'access:code',
  'access:assign',
  'access:redeem',
  'access:log',
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
  /** What a group grants that the tenant made itself; undefined for the fixed ones. */
  permissions?: readonly Permission[]
  /** In a tenant not their own: what they may there is the same, but nobody there has charge of them. */
  isGuest?: true
}

/** The right of an advisor to look into a tenant, while it lives. */
export interface LiveGrant {
  id: string
  tenantId: string
}

/** Whoever acts: a person, or the desk itself. */
export type Actor =
  | { kind: 'system' }
  | {
      kind: 'user'
      id: string
      email: string
      name: string | null
      memberships: readonly Membership[]
      /** Only advisors have any. */
      grants?: readonly LiveGrant[]
    }

/** What the desk's settings say about its customers' tickets. */
export interface TicketRules {
  openedBy: 'everyone' | 'key-users' | 'first-level'
  seenBy: 'organisation' | 'requester'
  /** Who is seen in the place of second level by those who must not know who that is; undefined: everybody sees them. */
  secondLevelAs?: { email: string; name: string }
}

/** What whoever handles tickets may, in every tenant. */
const handling: readonly Permission[] = [
  'tickets:view',
  'tickets:open',
  'tickets:write',
  'tickets:note',
  'tickets:edit',
  'tickets:escalate',
  'tenant:view',
  'tenant:edit',
  'users:view',
  'users:edit',
  'groups:view',
  'guests:view',
]

/** A tenant's own: what is in its accounts, and the code that lets somebody see it. No group of the desk has these. */
const tenantsOwn: readonly Permission[] = [
  'accounts:view',
  'accounts:edit',
  'ebics:view',
  'ebics:edit',
  'payments:view',
  'payments:edit',
  'statements:view',
  'access:code',
]

export const ofDeskGroup: Readonly<Record<DeskGroup, readonly Permission[]>> = {
  admin: permissions.filter((permission) => !tenantsOwn.includes(permission) && permission !== 'access:redeem'),
  'second-level': handling,
  'first-level': handling,
  advisor: ['access:redeem'],
}

/**
 * What a grant shows of a tenant, area by area (DOMAIN 2, "The advisor's fixed rights"). Nobody can change it: no setting,
 * no group and no tenant touches this list, and nothing in it writes anything of the tenant's. What belongs to no area is
 * refused.
 */
export const advisorRights = [
  { area: 'bank-accounts', permissions: ['accounts:view'] },
  { area: 'ebics', permissions: ['ebics:view'] },
  { area: 'sepa-payments', permissions: ['payments:view'] },
  { area: 'foreign-trade-payments', permissions: ['payments:view'] },
  { area: 'cash-card-files', permissions: ['payments:view'] },
  { area: 'statements', permissions: ['statements:view'] },
  { area: 'paypal', permissions: ['accounts:view', 'payments:view'] },
  { area: 'tenant', permissions: ['tenant:view'] },
  { area: 'users', permissions: ['users:view'] },
  { area: 'groups', permissions: ['groups:view'] },
  { area: 'api', permissions: ['api:view'] },
  { area: 'reports', permissions: ['reports:view', 'reports:write'] },
  { area: 'retention', permissions: ['retention:view'] },
  { area: 'notifications', permissions: ['rules:view'] },
] as const satisfies readonly { area: string; permissions: readonly Permission[] }[]
export type AdvisorArea = (typeof advisorRights)[number]['area']

const ofAdvisor: ReadonlySet<Permission> = new Set(advisorRights.flatMap(({ permissions: shown }) => shown))

const organisation: readonly Permission[] = [
  'tickets:view',
  'tickets:write',
  'tenant:view',
  'tenant:edit',
  'users:view',
  'users:edit',
  'groups:view',
  'groups:edit',
  'guests:view',
  'guests:edit',
  'api:view',
  'reports:view',
  'reports:write',
  'retention:view',
  'retention:edit',
  'rules:view',
  'rules:edit',
  'events:view',
  'access:view',
  'access:edit',
  'access:code',
  'access:log',
]

const seesAccounts: readonly Permission[] = ['accounts:view', 'ebics:view', 'payments:view', 'statements:view']
const editsAccounts: readonly Permission[] = [...seesAccounts, 'accounts:edit', 'ebics:edit', 'payments:edit']

/**
 * The fixed groups of tenants. Without what the desk's settings decide: who opens tickets (`tickets.opened-by`), which
 * administrators may answer them, too, and whether the group `user` sees those of others (`tickets.seen-by`).
 */
export const ofTenantGroup: Readonly<Record<TenantGroup, readonly Permission[]>> = {
  admin: [...organisation, ...editsAccounts, 'events:emit'],
  'full-access': [...organisation, ...editsAccounts, 'events:emit'],
  management: organisation,
  user: ['tickets:view', 'tenant:view', ...editsAccounts, 'rules:view', 'events:view'],
  guest: ['tickets:view', 'tenant:view', ...seesAccounts],
  'key-user': ['tickets:view', 'tickets:write', 'tenant:view'],
  'first-level': ['tickets:view', 'tickets:write', 'tickets:note', 'tickets:escalate', 'tenant:view', ...seesAccounts],
}

const openers: Readonly<Record<TicketRules['openedBy'], readonly TenantGroup[]>> = {
  everyone: ['admin', 'full-access', 'management', 'user', 'key-user', 'first-level'],
  'key-users': ['admin', 'key-user'],
  'first-level': ['first-level'],
}

/** Their right to answer goes with the right to open: "write as the desk says" (DOMAIN 2). */
const writeAsTheDeskSays: readonly TenantGroup[] = ['admin', 'full-access', 'management']

/** What a tenant may put into a group of its own: everything that is a tenant's, nothing that is the desk's. */
export const grantable: readonly Permission[] = permissions.filter(
  (permission) =>
    ofTenantGroup.admin.includes(permission) ||
    permission === 'tickets:open' ||
    ofTenantGroup['first-level'].includes(permission),
)

/** Whether the actor may do this in that tenant; `null` asks about the desk as a whole. */
export function may(actor: Actor, permission: Permission, tenantId: string | null, rules: TicketRules): boolean {
  if (actor.kind === 'system') return true
  return actor.memberships.some(
    (membership) =>
      (membership.tenantId === null || membership.tenantId === tenantId) && grants(membership, permission, rules),
  )
}

/**
 * Whether a grant lets the actor look at this there. Apart from `may`, so that nothing is read under a grant by the way:
 * `lookInto` asks this, and writes down that somebody looked.
 */
export function grantShows(actor: Actor, permission: Permission, tenantId: string): boolean {
  if (actor.kind === 'system' || !ofAdvisor.has(permission)) return false
  return actor.grants?.some((grant) => grant.tenantId === tenantId) === true
}

/** Whether the actor has to do with that tenant only because it let them in as an advisor. */
export function isOnlyLetIn(actor: PersonActing, tenantId: string): boolean {
  const isMember = actor.memberships.some((membership) => membership.tenantId === tenantId)
  return !isMember && actor.grants?.some((grant) => grant.tenantId === tenantId) === true
}

/** Whether this membership alone lets somebody do it, where it holds. */
export function grants(membership: Membership, permission: Permission, rules: TicketRules): boolean {
  if (membership.tenantId === null) return grantsInDesk(membership.group, permission)
  return grantsInTenant(membership, permission, rules)
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

/**
 * Refuses (`not-allowed`) whoever may not set what a tenant has for itself. Its own people who may edit it may, and whoever
 * runs the desk; those of the desk who only handle tickets may not: some of it binds them, and the people they let in.
 */
export function demandTenantSettings(actor: Actor, tenant: { id: string; name: string }, rules: TicketRules): void {
  if (may(actor, 'desk:edit', null, rules)) return
  const ofTenant = (membership: Membership): boolean => membership.tenantId === tenant.id
  const there = actor.kind === 'system' ? actor : { ...actor, memberships: actor.memberships.filter(ofTenant) }
  demand(there, 'tenant:edit', tenant, rules)
}

/** Staff who handle tickets, of all tenants. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === 'user' && isOfStaff(actor.memberships)
}

/** Whether somebody handles tickets at the desk, which an advisor does not. */
export function isOfStaff(memberships: readonly Membership[]): boolean {
  return memberships.some(({ tenantId, group }) => tenantId === null && handles(group))
}

/** Whether somebody works at second level: its group, and the desk's administrators, who may whatever there is to do. */
export function isOfSecondLevel(memberships: readonly Membership[]): boolean {
  return memberships.some(({ tenantId, group }) => tenantId === null && groupsAtLevel[2].includes(group))
}

/** The desk's groups whose people can have a ticket at that level (DOMAIN 2). */
export const groupsAtLevel: Readonly<Record<1 | 2, readonly string[]>> = {
  1: ['admin', 'first-level', 'second-level'],
  2: ['admin', 'second-level'],
}

/** Whether somebody works at that level now: they are of its groups, and neither shut out nor still invited. */
export function worksAtLevel(
  level: 1 | 2,
  { status, memberships }: { status: string; memberships: readonly Membership[] },
): boolean {
  if (status === 'disabled' || status === 'invited') return false
  return memberships.some(({ tenantId, group }) => tenantId === null && groupsAtLevel[level].includes(group))
}

/** Whether this group of the desk handles tickets (an advisor does not). */
export function handles(group: string): boolean {
  return grantsInDesk(group, 'tickets:write')
}

/** The groups of a tenant that may all there is in it, and so could do whatever its administrators can. */
export const rulingGroups: readonly string[] = ['admin', 'full-access']

/** Whether the actor is in the group `admin` of that tenant. */
export function isAdministrator(actor: PersonActing, tenantId: string): boolean {
  return actor.memberships.some((membership) => membership.tenantId === tenantId && membership.group === 'admin')
}

/** Whether the actor manages that tenant's people as one of the desk. */
export function managesAsStaff(actor: PersonActing, tenantId: string, rules: TicketRules): boolean {
  const ofDesk = { ...actor, memberships: actor.memberships.filter((membership) => membership.tenantId === null) }
  return may(ofDesk, 'users:edit', tenantId, rules)
}

/** Whether somebody may redeem codes and be let in: grants of whoever is no advisor any more are worth nothing. */
export function isAdvisor(memberships: readonly Membership[]): boolean {
  return memberships.some(({ tenantId, group }) => tenantId === null && grantsInDesk(group, 'access:redeem'))
}

type PersonActing = Extract<Actor, { kind: 'user' }>

/** Which tickets an actor may know of, as a condition for queries. */
export type Visibility =
  | { all: true }
  | {
      all: false
      tenantIds: readonly string[]
      requesterId: string
      /** Tenants that only let the actor in: what of theirs is not shown may be refused instead of being denied. */
      letInto?: readonly string[]
    }

export function visibilityOf(actor: Actor, rules: TicketRules): Visibility {
  if (actor.kind === 'system') return { all: true }
  if (may(actor, 'tickets:view', null, rules)) return { all: true }
  const tenantIds = actor.memberships.flatMap(({ tenantId }) => (tenantId === null ? [] : [tenantId]))
  return {
    all: false,
    tenantIds: [...new Set(tenantIds)].filter((tenantId) => may(actor, 'tickets:view', tenantId, rules)),
    requesterId: actor.id,
    ...(actor.grants === undefined ? {} : { letInto: actor.grants.map(({ tenantId }) => tenantId) }),
  }
}

function grantsInDesk(group: string, permission: Permission): boolean {
  const known = deskGroups.find((name) => name === group)
  return known !== undefined && ofDeskGroup[known].includes(permission)
}

function grantsInTenant(membership: Membership, permission: Permission, rules: TicketRules): boolean {
  const known = tenantGroups.find((name) => name === membership.group)
  if (known === undefined) return grantsByItself(membership.permissions ?? [], permission, rules)
  if (permission === 'tickets:open') return openers[rules.openedBy].includes(known)
  if (permission === 'tickets:write' && writeAsTheDeskSays.includes(known)) {
    return openers[rules.openedBy].includes(known)
  }
  if (permission === 'tickets:view' && known === 'user') return rules.seenBy === 'organisation'
  return ofTenantGroup[known].includes(permission)
}

/** A group of a tenant's own: what it lists, but who opens tickets remains for the desk to say. */
function grantsByItself(listed: readonly Permission[], permission: Permission, rules: TicketRules): boolean {
  if (permission === 'tickets:open' && rules.openedBy !== 'everyone') return false
  return listed.includes(permission) && grantable.includes(permission)
}
