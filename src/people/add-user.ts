import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { checkChoice } from '../kit/choice'
import { DeskError } from '../kit/errors'
import type { Settings } from '../settings/setting'
import type { Reader } from '../store/schema'
import { visibleTenants } from './beginning'
import { domainOf } from './mail-address'
import { demand, deskGroups, type Membership, type TicketRules, tenantGroups } from './permission'
import type { UserActor } from './session'
import type { Tenant } from './tenant'
import { findTenantByDomain, listTenants, tenantByName } from './tenant-store'
import type { User, UserStatus } from './user'
import { findUser, insertMembership, insertUser } from './user-store'

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
  return carryOut(desk, { userId: actor.id, channel: 'cli' }, async (deed) => {
    const { email, name, telephone } = person
    const visible = visibleTenants(actor, rules)
    const tenant = await placeFor(deed.tx, email, person.tenant, settings['desk.domain'], visible)
    demand(actor, tenant === null ? 'desk:edit' : 'users:edit', tenant, rules)
    const [known, usual] = tenant === null ? [deskGroups, 'first-level'] : [tenantGroups, 'user']
    const memberships = (person.groups ?? [usual]).map((group) => ({
      tenantId: tenant?.id ?? null,
      group: checkChoice<string>('--group', group, known),
    }))
    const request = { email, name, telephone, groups: memberships.map(({ group }) => group) }
    const call = { key, actorId: actor.id, tenantId: tenant?.id ?? '', command: 'user add', request }
    const wanted = { email, name, telephone, status: 'contact' as const, memberships }
    return once(deed, call, async () => (await makeUser(desk, deed, wanted)).email)
  })
}

/**
 * Where the new person belongs: the tenant that was named, else whose mail domain it is, a tenant's or the desk's own.
 * Throws `tenant-needed` where neither says anything.
 */
async function placeFor(
  db: Reader,
  email: string,
  named: string | undefined,
  deskDomain: string,
  visible: readonly string[] | undefined,
): Promise<Tenant | null> {
  if (named !== undefined) return tenantByName(db, named, visible)
  const domain = domainOf(email)
  const owner = await findTenantByDomain(db, domain)
  if (owner !== undefined && (visible === undefined || visible.includes(owner.id))) return owner
  if (owner === undefined && domain === deskDomain && visible === undefined) return null
  throw new DeskError('tenant-needed', { tenants: (await listTenants(db, visible)).map(({ name }) => name) })
}

/** Makes a user as part of a deed. Throws `user-exists` when the address is somebody's already. */
export async function makeUser(desk: Desk, deed: Deed, wanted: NewUser): Promise<User> {
  if ((await findUser(deed.tx, wanted.email)) !== undefined) throw new DeskError('user-exists', { email: wanted.email })
  const user: User = { ...wanted, id: desk.newId(), language: null, createdAt: deed.now }
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

/** Adds a person who is known already to a group of a tenant. */
export async function joinTenant(deed: Deed, user: User, membership: Membership): Promise<User> {
  await insertMembership(deed.tx, user.id, membership, deed.now)
  deed.record({ type: 'user.joined', ...tenantOf([membership]), payload: { user: user.id, group: membership.group } })
  return { ...user, memberships: [...user.memberships, membership] }
}

function tenantOf([first]: readonly Membership[]): { tenantId?: string } {
  return first === undefined || first.tenantId === null ? {} : { tenantId: first.tenantId }
}
