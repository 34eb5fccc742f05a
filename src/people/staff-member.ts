import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { grants, isOfSecondLevel, isOfStaff, type TicketRules } from './permission'
import type { Person, User } from './user'
import { findUserById, listUsers, userByEmail } from './user-store'

/** Somebody of the staff who handles tickets. Throws `user-not-found`, or `not-staff` for everybody else. */
export async function staffMember(db: Reader, email: string): Promise<Person> {
  const user = await userByEmail(db, email)
  if (!worksHere(user)) throw new DeskError('not-staff', { email: user.email })
  return { id: user.id, email: user.email, name: user.name }
}

/** Everybody of the staff who handles tickets, by address. */
export async function listStaff(db: Reader): Promise<Person[]> {
  const users = await listUsers(db)
  return users.filter(worksHere).map(({ id, email, name }) => ({ id, email, name }))
}

/** Everybody of the tenants' own first levels, by address. */
export async function listFirstLevel(db: Reader, tenantIds: readonly string[], rules: TicketRules): Promise<Person[]> {
  const users = await listUsers(db, tenantIds)
  return users
    .filter((user) => tenantIds.some((tenantId) => isOfFirstLevel(user, tenantId, rules)))
    .map(({ id, email, name }) => ({ id, email, name }))
}

/** Whether somebody works at a tenant's own first level. */
export function isOfFirstLevel(
  { status, memberships }: Pick<User, 'status' | 'memberships'>,
  tenantId: string,
  rules: TicketRules,
): boolean {
  if (status === 'disabled' || status === 'invited') return false
  return memberships.some(
    (membership) => membership.tenantId === tenantId && grants(membership, 'tickets:escalate', rules),
  )
}

/** Whether whoever was of the staff then still is. */
export async function isStaffStill(db: Reader, userId: string): Promise<boolean> {
  const user = await findUserById(db, userId)
  return user !== undefined && worksHere(user)
}

/** Whether somebody works at second level. */
export async function isOfSecondLevelStill(db: Reader, userId: string): Promise<boolean> {
  const user = await findUserById(db, userId)
  return user !== undefined && user.status !== 'disabled' && isOfSecondLevel(user.memberships)
}

function worksHere({ status, memberships }: User): boolean {
  return status !== 'disabled' && isOfStaff(memberships)
}
