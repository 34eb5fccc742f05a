import { DeskError } from '../kit/errors'
import { isStaff, type TicketRules } from '../people/permission'
import { isOfFirstLevel, isOfSecondLevelStill, isStaffStill, staffMember } from '../people/staff-member'
import type { Person } from '../people/user'
import { findUserById, userByEmail } from '../people/user-store'
import type { Reader } from '../store/schema'
import type { TicketChange } from './change-ticket'
import { projectLeadOf } from './level/project-lead'
import type { Ticket } from './ticket'

/**
 * Who can have a ticket: the desk's staff, at level 2 second level alone; and at level 1 its tenant's own first level and
 * project lead, because level 1 is theirs (DOMAIN 4, Levels).
 */

/**
 * Whom a ticket is given to, as typed. A tenant's own first level gives it to its own people only, and knows of nobody else.
 * Throws `user-not-found`, `not-staff`, `not-second-level`.
 */
export async function receiverOf({ deed: { tx }, actor, ticket, rules }: TicketChange, email: string): Promise<Person> {
  const { id: tenantId } = ticket.tenant
  const user = await userByEmail(tx, email, isStaff(actor) ? undefined : [tenantId])
  if (ticket.level === 1 && isOfFirstLevel(user, tenantId, rules)) {
    return { id: user.id, email: user.email, name: user.name }
  }
  if (!isStaff(actor)) throw new DeskError('not-staff', { email: user.email })
  const member = await staffMember(tx, email)
  // Only second level works on what second level has (DOMAIN 2).
  const stays = ticket.level === 1 || ticket.assignee?.id === member.id
  if (stays || (await isOfSecondLevelStill(tx, member.id))) return member
  throw new DeskError('not-second-level', { number: ticket.number, email: member.email })
}

/** What its clocks go by when it is taken from somebody: what one of its tenant's own had is in the desk's hands again. */
export async function handsAfter(db: Reader, from: Person | null): Promise<{ ofTenant?: false }> {
  return from !== null && !(await isStaffStill(db, from.id)) ? { ofTenant: false } : {}
}

/** Whether whoever had it before can have it again. */
export async function canHaveStill(
  db: Reader,
  { tenant, level }: Pick<Ticket, 'tenant' | 'level'>,
  userId: string,
  rules: TicketRules,
): Promise<boolean> {
  if (await isStaffStill(db, userId)) return true
  if (level === 2) return false
  const user = await findUserById(db, userId)
  if (user !== undefined && isOfFirstLevel(user, tenant.id, rules)) return true
  return (await projectLeadOf(db, tenant.id))?.person?.id === userId
}
