import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { NewTenant } from '../people/add-tenant'
import { visibleTenants } from '../people/beginning'
import { domainOf, isPublicProvider, suggestTenantName } from '../people/mail-address'
import { demand, isStaff, may, type TicketRules } from '../people/permission'
import { sessionInUse, type UserActor } from '../people/session'
import { listSshKeys } from '../people/ssh-key-store'
import { refuseDeleted, type Tenant } from '../people/tenant'
import { findTenantByDomain, listDeletedTenants, listTenants, tenantById, tenantByName } from '../people/tenant-store'
import { tenantIdsOf, type User } from '../people/user'
import { findUser, findUserById } from '../people/user-store'
import { readSettings } from '../settings/store'
import type { Reader } from '../store/schema'

/** For whom, and where, a ticket is to be opened. */
export interface RequesterWords {
  requester: { email: string; name: string | null } | undefined
  tenant: string | undefined
  newTenant: string | undefined
}

/**
 * Who asks, and where, before anything is made: `user` where the desk knows them, and `joins` where they are nobody's yet.
 * A tenant that is still to be made stands in `making`.
 */
export type AskingPlace = { user: User | undefined; joins: boolean } & (
  | { tenant: Tenant; making: null }
  | { tenant: null; making: NewTenant }
)

/**
 * The requester and the tenant of a new ticket. A person the desk does not know becomes a contact of the tenant that
 * owns their mail domain; where nobody owns it, `new-tenant-needed` asks whether to make one. Throws also
 * `tenant-needed` (the person belongs to several), `requester-of-other-tenant`, `tenant-deleted`, and `belongs-nowhere`
 * for an actor whose only tenants are deleted.
 */
export async function requesterFor(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  words: RequesterWords,
): Promise<{ requester: User; tenant: Tenant }> {
  const place = await askingPlace(deed.tx, deed.now, actor, rules, words)
  const { user, joins } = place
  if (user !== undefined && !joins && place.tenant !== null) return { requester: user, tenant: place.tenant }
  const { joinTenant, makeUser } = await import('../people/add-user')
  const tenant = place.tenant ?? (await (await import('../people/add-tenant')).makeTenant(desk, deed, place.making))
  const membership = { tenantId: tenant.id, group: 'user' }
  if (user !== undefined) return { requester: await joinTenant(deed, user, membership, sessionInUse(actor)), tenant }
  const { email = actor.email, name = null } = words.requester ?? {}
  const contact = { email, name, telephone: null, status: 'contact' as const, memberships: [membership] }
  return { requester: await makeUser(desk, deed, contact), tenant }
}

/** The same without making anything, for whoever wants to know before they write. Throws what `requesterFor` throws. */
export async function askingPlace(
  db: Reader,
  now: Date,
  actor: UserActor,
  rules: TicketRules,
  words: RequesterWords,
): Promise<AskingPlace> {
  const ownTenants = speaksFor(actor, rules)
  if (words.requester !== undefined && words.requester.email !== actor.email && ownTenants !== undefined) {
    return colleaguesPlace(db, words.requester.email, words, ownTenants)
  }
  const user =
    words.requester === undefined ? await findUserById(db, actor.id) : await findUser(db, words.requester.email)
  const belongs = user === undefined ? [] : tenantIdsOf(user.memberships)
  if (user !== undefined && belongs.length > 0) {
    const tenant = await tenantAmong(db, user, belongs, words, visibleTenants(actor, rules))
    return { user, joins: false, tenant, making: null }
  }
  if (actor.memberships.length === 0) throw new DeskError('belongs-nowhere', {})
  if (words.requester === undefined) throw new DeskError('missing-flag', { flag: '--for' })
  if (user !== undefined) await refuseResting(db, now, user)
  // Staff are nobody's customers: that somebody of the desk joins a tenant is for the desk's administrator to say.
  if (user !== undefined && user.memberships.length > 0) demand(actor, 'desk:edit', null, rules)
  const place = await tenantOfStranger(db, now, words.requester.email, words, visibleTenants(actor, rules))
  return { user, joins: true, ...place }
}

/** The tenants for whose people somebody may open tickets, as a tenant's own first level does; undefined: for everybody. */
function speaksFor(actor: UserActor, rules: TicketRules): readonly string[] | undefined {
  if (isStaff(actor)) return undefined
  return tenantIdsOf(actor.memberships).filter((id) => may(actor, 'tickets:escalate', id, rules))
}

/** Whether somebody may open tickets for anybody besides themselves. */
export function speaksForOthers(actor: UserActor, rules: TicketRules): boolean {
  const tenantIds = speaksFor(actor, rules)
  return tenantIds === undefined || tenantIds.length > 0
}

/**
 * Where a tenant's own first level opens a ticket for a colleague, whom the desk may not know yet. Whoever belongs elsewhere
 * alone is refused, as everybody of other domains is, known or not.
 */
async function colleaguesPlace(
  db: Reader,
  email: string,
  words: RequesterWords,
  ownTenants: readonly string[],
): Promise<AskingPlace> {
  const user = await findUser(db, email)
  const belongs = user === undefined ? [] : tenantIdsOf(user.memberships).filter((id) => ownTenants.includes(id))
  if (user !== undefined && belongs.length > 0) {
    return { user, joins: false, tenant: await tenantAmong(db, user, belongs, words, ownTenants), making: null }
  }
  const owner = await findTenantByDomain(db, domainOf(email))
  const isTheirs = owner !== undefined && ownTenants.includes(owner.id)
  const isMeant = words.newTenant === undefined && (words.tenant?.toLowerCase() ?? owner?.name) === owner?.name
  if (isTheirs && isMeant && (user === undefined || (await mayJoin(db, user)))) {
    return { user, joins: true, tenant: owner, making: null }
  }
  throw new DeskError('not-allowed', { permission: 'tickets:open-for', tenant: null })
}

/**
 * Whether somebody who is known and belongs nowhere may come to a tenant by a ticket that is opened for them: who has no way
 * to log in. Whoever has, and was taken out, comes back only by who manages the people there.
 */
async function mayJoin(db: Reader, { id, status, memberships, restingIn }: User): Promise<boolean> {
  if (status !== 'contact' || memberships.length > 0 || restingIn.length > 0) return false
  return (await listSshKeys(db, id)).length === 0
}

/** Somebody whose only tenant is deleted is not a stranger who could join another one. */
async function refuseResting(db: Reader, now: Date, user: User): Promise<void> {
  if (user.restingIn.length === 0) return
  const [tenant] = (await listDeletedTenants(db)).filter(({ id }) => user.restingIn.includes(id))
  if (tenant !== undefined) refuseDeleted(tenant, now)
}

async function tenantAmong(
  db: Reader,
  user: User,
  belongs: readonly string[],
  words: RequesterWords,
  visible: readonly string[] | undefined,
): Promise<Tenant> {
  const wanted = words.tenant ?? words.newTenant
  if (wanted !== undefined) {
    const tenants = await listTenants(db, belongs)
    const found = tenants.find(({ name }) => name === wanted.toLowerCase())
    if (found !== undefined) return found
    // Whether there is such a tenant is told only to those who may know of it.
    if (words.tenant !== undefined) await tenantByName(db, wanted, visible)
    throw new DeskError('requester-of-other-tenant', { email: user.email, tenant: wanted })
  }
  const [only] = belongs
  if (belongs.length === 1 && only !== undefined) return tenantById(db, only)
  throw new DeskError('tenant-needed', { tenants: (await listTenants(db, belongs)).map(({ name }) => name) })
}

async function tenantOfStranger(
  db: Reader,
  now: Date,
  email: string,
  words: RequesterWords,
  visible: readonly string[] | undefined,
): Promise<{ tenant: Tenant; making: null } | { tenant: null; making: NewTenant }> {
  const found = (tenant: Tenant): { tenant: Tenant; making: null } => ({ tenant, making: null })
  if (words.tenant !== undefined) return found(await tenantByName(db, words.tenant, visible))
  const domain = domainOf(email)
  const owner = await findTenantByDomain(db, domain)
  if (owner !== undefined) refuseDeleted(owner, now)
  if (owner !== undefined && words.newTenant !== undefined && owner.name !== words.newTenant) {
    throw new DeskError('domain-taken', { domain, tenant: owner.name })
  }
  if (owner !== undefined) return found(owner)
  if (words.newTenant === undefined) {
    throw new DeskError('new-tenant-needed', { domain, suggestion: suggestTenantName(email) })
  }
  const { refuseNamesake } = await import('../people/add-tenant')
  await refuseNamesake(db, words.newTenant, now)
  // Everybody has a mailbox at such a provider: to own its domain would make strangers colleagues.
  const { 'desk.domain': deskDomain } = await readSettings(db)
  const domains = isPublicProvider(domain) || domain === deskDomain ? [] : [domain]
  return { tenant: null, making: { name: words.newTenant, title: null, domains, partner: false } }
}
