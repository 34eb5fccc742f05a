import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { handles } from './permission'
import type { Person } from './user'
import { userByEmail } from './user-store'

/** Somebody of the staff who handles tickets. Throws `user-not-found`, or `not-staff` for everybody else. */
export async function staffMember(db: Reader, email: string): Promise<Person> {
  const user = await userByEmail(db, email)
  const works =
    user.status !== 'disabled' && user.memberships.some(({ tenantId, group }) => tenantId === null && handles(group))
  if (!works) throw new DeskError('not-staff', { email: user.email })
  return { id: user.id, email: user.email, name: user.name }
}
