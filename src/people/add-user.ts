import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import type { Settings } from '../settings/setting'
import { refuseFurtherAdministrator } from './administrators'
import { visibleTenants } from './beginning'
import { demandAddress, demandCharge } from './charge'
import { groupIn } from './group-in'
import { domainOf } from './mail-address'
import { demand, type Membership, type TicketRules } from './permission'
import { doerOf, sessionInUse, type UserActor } from './session'
import { endSessions } from './session-store'
import { refuseDeleted, type Tenant } from './tenant'
import { tenantDemanded } from './tenant-meant'
import { findTenantByDomain, listTenants, tenantByName } from './tenant-store'
import type { User, UserStatus } from './user'
import { findUser, insertMembership, insertUser, isKnown, userByEmail } from './user-store'

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
    const visible = visibleTenants(actor, rules)
    return once(deed, call, async () => {
      await refuseFurtherAdministrator(deed, actor, rules, tenant, request.groups)
      return (await makeUser(desk, deed, wanted, (owner) => isKnown(owner, visible))).email
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
  const found = await findUser(deed.tx, person.email)
  const visible = visibleTenants(actor, context.rules)
  if (found === undefined || !isKnown(found, visible)) {
    const { email, name, telephone } = person
    // Of whom the actor must not know is refused like nobody, as far as that goes.
    const memberships = await membershipsFor(deed, actor, context, person)
    if (found === undefined) return makeUser(desk, deed, { email, name, telephone, status: 'contact', memberships })
  }
  const user = await userByEmail(deed.tx, person.email, visible)
  await demandCharge(deed.tx, actor, context.rules, user)
  if (person.groups === undefined && person.tenant === undefined) return user
  return joinAll(deed, actor, user, await membershipsFor(deed, actor, context, person))
}

/** The memberships that the words ask for, if the actor may give them: `placeOf`, and no further administrator. */
async function membershipsFor(
  deed: Deed,
  actor: UserActor,
  context: { rules: TicketRules; settings: Settings },
  person: NewPerson,
): Promise<readonly Membership[]> {
  const { tenant, memberships } = await placeOf(deed, actor, context, person)
  const groups = memberships.map(({ group }) => group)
  await refuseFurtherAdministrator(deed, actor, context.rules, tenant, groups)
  return memberships
}

/**
 * Where a person comes in and into which groups, if the actor may put them there. For an address of a domain that is
 * another tenant's, of which the actor knows nobody, the answer is `not-allowed`, whether somebody has it or not.
 */
export async function placeOf(
  deed: Deed,
  actor: UserActor,
  { rules, settings }: { rules: TicketRules; settings: Settings },
  person: Pick<NewPerson, 'email' | 'groups' | 'tenant'>,
): Promise<{ tenant: Tenant | null; memberships: Membership[] }> {
  const tenant = await placeFor(deed, actor, rules, person, settings['desk.domain'])
  demand(actor, tenant === null ? 'desk:edit' : 'users:edit', tenant, rules)
  // That somebody of the desk is a tenant's, too, is for the desk's administrator to say.
  if (domainOf(person.email) === settings['desk.domain']) demand(actor, 'desk:edit', null, rules)
  const tenantId = tenant?.id ?? null
  const memberships: Membership[] = []
  for (const typed of person.groups ?? [tenant === null ? 'first-level' : 'user']) {
    memberships.push({ tenantId, group: await groupIn(deed.tx, tenant, typed) })
  }
  return { tenant, memberships }
}

/**
 * Where the new person belongs: the tenant that was named, else whose mail domain it is, a tenant's or the desk's own,
 * else the actor's only tenant. Throws `tenant-needed` where nothing says it, `belongs-nowhere`, `tenant-deleted`.
 */
async function placeFor(
  { tx: db, now }: Deed,
  actor: UserActor,
  rules: TicketRules,
  { email, tenant: named }: Pick<NewPerson, 'email' | 'tenant'>,
  deskDomain: string,
): Promise<Tenant | null> {
  const visible = visibleTenants(actor, rules)
  const place = named === undefined ? undefined : await tenantByName(db, named, visible)
  const known = await findUser(db, email)
  // Who is yet to come must not find somebody else in charge of their address.
  if (known === undefined || !isKnown(known, visible)) await demandAddress(db, actor, rules, email)
  if (place !== undefined) return place
  const domain = domainOf(email)
  // The desk's own domain first: no tenant can claim the desk's people.
  if (domain === deskDomain && visible === undefined) return null
  const owner = await findTenantByDomain(db, domain)
  if (owner !== undefined && visible === undefined) refuseDeleted(owner, now)
  if (owner !== undefined && (visible === undefined || visible.includes(owner.id))) return owner
  if (owner === undefined || visible?.length === 0) return tenantDemanded(db, actor, rules, undefined)
  // Somebody else's people: that they come into this tenant has to be said.
  throw new DeskError('tenant-needed', { tenants: (await listTenants(db, visible)).map(({ name }) => name) })
}

/**
 * Makes a user as part of a deed. Throws `user-exists` when the address is somebody's already, and says where to
 * look them up if they may be known of.
 */
export async function makeUser(
  desk: Desk,
  deed: Deed,
  wanted: NewUser,
  mayKnowOf: (owner: User) => boolean = () => false,
): Promise<User> {
  const { email: address } = wanted
  const owner = await findUser(deed.tx, address)
  if (owner !== undefined) throw new DeskError('user-exists', { email: address, known: mayKnowOf(owner) })
  const addresses = [wanted.email]
  const user: User = {
    ...wanted,
    addresses,
    id: desk.newId(),
    language: null,
    restingIn: [],
    createdAt: deed.now,
  }
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

/** Puts a person into the groups they are not in yet; gives them as they are then. */
export async function joinAll(
  deed: Deed,
  actor: UserActor,
  user: User,
  memberships: readonly Membership[],
): Promise<User> {
  let joined = user
  for (const membership of memberships) {
    if (!isIn(joined, membership)) joined = await joinTenant(deed, joined, membership, sessionInUse(actor))
  }
  return joined
}

export function isIn(user: User, { tenantId, group }: Membership): boolean {
  return user.memberships.some((membership) => membership.tenantId === tenantId && membership.group === group)
}

/**
 * Adds a person who is known already to a group, of a tenant or of the desk. Their sessions end (DOMAIN 2), but for the
 * one in which somebody does this to themselves.
 */
export async function joinTenant(
  deed: Deed,
  user: User,
  membership: Membership,
  keptSession: string | null,
): Promise<User> {
  await insertMembership(deed.tx, user.id, membership, deed.now)
  await endSessions(deed.tx, user.id, deed.now, keptSession)
  const payload = { user: user.id, email: user.email, group: membership.group }
  deed.record({ type: 'user.joined', ...tenantOf([membership]), payload })
  return { ...user, memberships: [...user.memberships, membership] }
}

function tenantOf([first]: readonly Membership[]): { tenantId?: string } {
  return first === undefined || first.tenantId === null ? {} : { tenantId: first.tenantId }
}
