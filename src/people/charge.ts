import { DeskError } from '../kit/errors'
import { readSettings } from '../settings/store'
import type { Reader } from '../store/schema'
import { ownTenants, visibleTenants } from './beginning'
import { hasSshKey } from './door-store'
import type { Grant } from './grant'
import { liveGrants } from './grant-store'
import { findPasswordHash } from './login-store'
import { domainOf } from './mail-address'
import { demand, isAdministrator, managesAsStaff, may, rulingGroups, type TicketRules } from './permission'
import type { UserActor } from './session'
import type { Tenant } from './tenant'
import { findTenantByDomain, listTenants } from './tenant-store'
import { homeTenantsOf, tenantIdsOf, type User } from './user'
import { findUser, userByEmail } from './user-store'

/** The person of that address whom the actor may know of; oneself always. Throws `user-not-found`. */
export async function personMeant(db: Reader, actor: UserActor, rules: TicketRules, email: string): Promise<User> {
  const user = await findUser(db, email)
  return user?.id === actor.id ? user : userByEmail(db, email, visibleTenants(actor, rules), ownTenants(actor, rules))
}

/** The same, or an advisor who is let into a tenant that the actor may know of. Throws `user-not-found`. */
export async function personOrAdvisor(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  email: string,
  now: Date,
): Promise<User> {
  const user = await findUser(db, email)
  const isLetIn = user !== undefined && (await grantsSeen(db, actor, rules, now, user.id)).length > 0
  return isLetIn ? user : personMeant(db, actor, rules, email)
}

/** The grants of an advisor into tenants that the actor may know of. */
export async function grantsSeen(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  now: Date,
  advisorId?: string,
): Promise<Grant[]> {
  const tenantIds = visibleTenants(actor, rules)
  const filter = {
    ...(tenantIds === undefined ? {} : { tenantIds }),
    ...(advisorId === undefined ? {} : { advisorId }),
  }
  return liveGrants(db, filter, now)
}

/** The person of that address whom the actor may manage. Throws `user-not-found`, `not-allowed`. */
export async function personInCharge(db: Reader, actor: UserActor, rules: TicketRules, email: string): Promise<User> {
  const user = await personMeant(db, actor, rules, email)
  await demandCharge(db, actor, rules, user)
  return user
}

/**
 * Who may put somebody into groups of a tenant, or of the desk (null): whoever manages the people there; for somebody
 * who does not belong there yet, whoever is in charge of them, too. Throws `not-allowed`.
 */
export async function demandJoin(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  place: Tenant | null,
): Promise<void> {
  demand(actor, place === null ? 'desk:edit' : 'users:edit', place, rules)
  const belongs = user.memberships.some(({ tenantId }) => tenantId === (place?.id ?? null))
  if (!belongs) await demandCharge(db, actor, rules, user)
}

/**
 * Who may give somebody a further address: one of the desk's own domain only the desk's administrator, one of a tenant's
 * domain only who manages the people there. Otherwise somebody could be put under the address of a colleague who is yet
 * to come, and be let in as them. Throws `not-allowed`, without naming the tenant.
 */
export async function demandAddress(db: Reader, actor: UserActor, rules: TicketRules, address: string): Promise<void> {
  const domain = domainOf(address)
  const { 'desk.domain': deskDomain } = await readSettings(db)
  if (domain === deskDomain) demand(actor, 'desk:edit', null, rules)
  const owner = await findTenantByDomain(db, domain)
  if (owner === undefined || may(actor, 'users:edit', owner.id, rules)) return
  throw new DeskError('not-allowed', { permission: 'users:edit', tenant: null })
}

/**
 * Who may invite, disable or enable somebody: whoever may manage people everywhere that person is at home. Otherwise the
 * administrator of one organisation could become a person of another one. For people of the desk, and for those who are
 * at home nowhere, that is the desk's administrator alone; where somebody is a guest nobody has charge of them. Throws
 * `only-a-guest`, or `not-allowed`, which names a tenant only to those who may know of it.
 */
export async function demandCharge(db: Reader, actor: UserActor, rules: TicketRules, user: User): Promise<void> {
  const tenantIds = homeTenantsOf(user)
  const ofDesk = user.memberships.some(({ tenantId }) => tenantId === null)
  const isTheDesks = ofDesk || tenantIds.length === 0
  const foreign = tenantIds.filter((tenantId) => !may(actor, 'users:edit', tenantId, rules))
  if (foreign.length === 0 && (!isTheDesks || may(actor, 'desk:edit', null, rules))) return
  await refuseGuest(db, actor, rules, user)
  if (isTheDesks) demand(actor, 'desk:edit', null, rules)
  const visible = visibleTenants(actor, rules)
  const [named] = await listTenants(db, visible === undefined ? foreign : foreign.filter((id) => visible.includes(id)))
  throw new DeskError('not-allowed', { permission: 'users:edit', tenant: named?.name ?? null })
}

/**
 * Whoever gives somebody a way in and sees it could become that person. Throws `has-way-in` for a person who comes in
 * already, and `first-administrator-only` where a tenant's people who are no administrators would become one.
 */
export async function refuseBecoming(db: Reader, actor: UserActor, rules: TicketRules, user: User): Promise<void> {
  if (user.id === actor.id || may(actor, 'desk:edit', null, rules)) return
  const ruled = user.memberships.filter(({ tenantId, group }) => tenantId !== null && rulingGroups.includes(group))
  const [higher] = await listTenants(
    db,
    tenantIdsOf(ruled).filter(
      (tenantId) => !managesAsStaff(actor, tenantId, rules) && !isAdministrator(actor, tenantId),
    ),
  )
  if (higher !== undefined) throw new DeskError('first-administrator-only', { tenant: higher.name })
  if ((await findPasswordHash(db, user.id)) === undefined && !(await hasSshKey(db, user.id))) return
  throw new DeskError('has-way-in', { email: user.email })
}

/** Tells those whose guest it is why they have no charge, and what they can do instead: `only-a-guest`. */
async function refuseGuest(db: Reader, actor: UserActor, rules: TicketRules, user: User): Promise<void> {
  const own = tenantIdsOf(actor.memberships).filter((tenantId) => may(actor, 'users:edit', tenantId, rules))
  const visited = user.memberships.filter(({ tenantId, isGuest }) => isGuest === true && own.includes(tenantId ?? ''))
  const [tenant] = await listTenants(db, tenantIdsOf(visited))
  if (tenant !== undefined) throw new DeskError('only-a-guest', { email: user.email, tenant: tenant.name })
}
