import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Membership } from './permission'
import type { User, UserStatus } from './user'
import { findUser, insertMembership, insertUser } from './user-store'

export interface NewUser {
  email: string
  name: string | null
  telephone: string | null
  status: UserStatus
  memberships: readonly Membership[]
}

/** Makes a user. Throws `user-exists` when the address is somebody's already. */
export async function addUser(desk: Desk, deed: Deed, wanted: NewUser): Promise<User> {
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
