import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { checkChoice } from '../kit/choice'
import { DeskError } from '../kit/errors'
import type { Settings } from '../settings/setting'
import { visibleTenants } from './beginning'
import { demandCharge } from './charge'
import { domainOf } from './mail-address'
import { demand, deskGroups, type Membership, may, type TicketRules, tenantGroups } from './permission'
import { doerOf, type UserActor } from './session'
import { refuseDeleted, type Tenant } from './tenant'
import { findTenantByDomain, listTenants, tenantByName } from './tenant-store'
import type { User, UserStatus } from './user'
import { findUser, hasAdministrator, insertMembership, insertUser, userByEmail } from './user-store'

export interface NewUser {
  email: string
  name: string | null
  telephone: string | null
  status: UserStatus
  memberships: readonly Membership[]
}

/** A person to add, as far as words say it. */
export interface NewPerson {
  email: string
  name: string | null
  telephone: string | null
  /** Undefined: the usual group of where they belong. */
  groups: readonly string[] | undefined
  /** Undefined: whose mail domain it is. */
  tenant: string | undefined
}

/**
 * Adds a contact to a tenant or to the desk; gives their address. Throws `tenant-needed`, `not-allowed`, `user-exists`,
 * `wrong-value` for a group that there is not.
 */
export async function addUser(
  desk: Desk,
  actor: UserActor,
  { rules, settings }: { rules: TicketRules; settings: Settings },
  person: NewPerson,
  key: string | undefined,
): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const { email, name, telephone } = person
    const { tenant, memberships } = await placeOf(deed, actor, { rules, settings }, person)
    const request = { email, name, telephone, groups: memberships.map(({ group }) => group) }
    const call = { key, actorId: actor.id, tenantId: tenant?.id ?? '', command: 'user add', request }
    const wanted = { email, name, telephone, status: 'contact' as const, memberships }
    return once(deed, call, async () => {
      await refuseFurtherAdministrator(deed, actor, rules, tenant, memberships)
      return (await makeUser(desk, deed, wanted)).email
    })
  })
}

/**
 * The person of that address as part of a deed: who is known already is taken as they are, if the actor may know of
 * them; who is not is added.
 */
export async function personIn(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  context: { rules: TicketRules; settings: Settings },
  person: NewPerson,
): Promise<User> {
  const known = await findUser(deed.tx, person.email)
  if (known === undefined) {
    const { email, name, telephone } = person
    const memberships = await membershipsFor(deed, actor, context, person)
    return makeUser(desk, deed, { email, name, telephone, status: 'contact', memberships })
  }
  const user = await userByEmail(deed.tx, person.email, visibleTenants(actor, context.rules))
  await demandCharge(deed.tx, actor, context.rules, user)
  if (person.groups === undefined && person.tenant === undefined) return user
  let joined = user
  for (const membership of await membershipsFor(deed, actor, context, person)) {
    const isMember = joined.memberships.some(
      ({ tenantId, group }) => tenantId === membership.tenantId && group === membership.group,
    )
    if (!isMember) joined = await joinTenant(deed, joined, membership)
  }
  return joined
}

/** The memberships that the words ask for, if the actor may give them: `placeOf`, and no further administrator. */
async function membershipsFor(
  deed: Deed,
  actor: UserActor,
  context: { rules: TicketRules; settings: Settings },
  person: NewPerson,
): Promise<readonly Membership[]> {
  const { tenant, memberships } = await placeOf(deed, actor, context, person)
  await refuseFurtherAdministrator(deed, actor, context.rules, tenant, memberships)
  return memberships
}

/** Where a person comes in and into which groups, if the actor may put them there. */
async function placeOf(
  deed: Deed,
  actor: UserActor,
  { rules, settings }: { rules: TicketRules; settings: Settings },
  person: NewPerson,
): Promise<{ tenant: Tenant | null; memberships: Membership[] }> {
  const visible = visibleTenants(actor, rules)
  const tenant = await placeFor(deed, person.email, person.tenant, settings['desk.domain'], visible)
  demand(actor, tenant === null ? 'desk:edit' : 'users:edit', tenant, rules)
  const [known, usual] = tenant === null ? [deskGroups, 'first-level'] : [tenantGroups, 'user']
  const groups = (person.groups ?? [usual]).map((group) => checkChoice<string>('--group', group, known))
  return { tenant, memberships: groups.map((group) => ({ tenantId: tenant?.id ?? null, group })) }
}

/** Staff make a tenant's first administrator only: who else may rule there is for the tenant to say (DOMAIN 2). */
export async function refuseFurtherAdministrator(
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  tenant: Tenant | null,
  memberships: readonly Membership[],
): Promise<void> {
  if (tenant === null || !memberships.some(({ group }) => group === 'admin')) return
  const ofTenants = { ...actor, memberships: actor.memberships.filter(({ tenantId }) => tenantId !== null) }
  if (may(ofTenants, 'users:edit', tenant.id, rules) || !(await hasAdministrator(deed.tx, tenant.id))) return
  throw new DeskError('first-administrator-only', { tenant: tenant.name })
}

/**
 * Where the new person belongs: the tenant that was named, else whose mail domain it is, a tenant's or the desk's own.
 * Throws `tenant-needed` where neither says anything, `tenant-deleted`.
 */
async function placeFor(
  { tx: db, now }: Deed,
  email: string,
  named: string | undefined,
  deskDomain: string,
  visible: readonly string[] | undefined,
): Promise<Tenant | null> {
  if (named !== undefined) return tenantByName(db, named, visible)
  const domain = domainOf(email)
  // The desk's own domain first: no tenant can claim the desk's people.
  if (domain === deskDomain && visible === undefined) return null
  const owner = await findTenantByDomain(db, domain)
  if (owner !== undefined && visible === undefined) refuseDeleted(owner, now)
  if (owner !== undefined && (visible === undefined || visible.includes(owner.id))) return owner
  throw new DeskError('tenant-needed', { tenants: (await listTenants(db, visible)).map(({ name }) => name) })
}

/** Makes a user as part of a deed. Throws `user-exists` when the address is somebody's already. */
export async function makeUser(desk: Desk, deed: Deed, wanted: NewUser): Promise<User> {
  if ((await findUser(deed.tx, wanted.email)) !== undefined) throw new DeskError('user-exists', { email: wanted.email })
  const user: User = { ...wanted, id: desk.newId(), language: null, restingIn: [], createdAt: deed.now }
  await insertUser(deed.tx, user)
  const { email, name, telephone, status } = user
  const groups = user.memberships.map(({ tenantId, group }) => ({ tenant: tenantId, group }))
  deed.record({
    type: 'user.added',
    ...tenantOf(user.memberships),
    payload: { user: user.id, email, name, telephone, status, groups },
  })
  return user
}

/** Adds a person who is known already to a group, of a tenant or of the desk. */
export async function joinTenant(deed: Deed, user: User, membership: Membership): Promise<User> {
  await insertMembership(deed.tx, user.id, membership, deed.now)
  deed.record({ type: 'user.joined', ...tenantOf([membership]), payload: { user: user.id, group: membership.group } })
  return { ...user, memberships: [...user.memberships, membership] }
}

function tenantOf([first]: readonly Membership[]): { tenantId?: string } {
  return first === undefined || first.tenantId === null ? {} : { tenantId: first.tenantId }
}
