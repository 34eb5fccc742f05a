import { DeskError } from '../../kit/errors'
import { may, type TicketRules } from '../../people/permission'
import { tenantById } from '../../people/tenant-store'
import { findUserById } from '../../people/user-store'
import type { Reader } from '../../store/schema'
import type { Ticket } from '../ticket'
import { isInside } from './participant'
import { listParticipants } from './participant-store'

/**
 * Throws `merge-outside` where a merge lets people from outside the organisation read what they could not read before: they
 * have one of the tickets in sight, and not all of them.
 */
export async function refuseOutsiders(
  db: Reader,
  rules: TicketRules,
  survivor: Ticket,
  sources: readonly Ticket[],
): Promise<void> {
  const tenant = await tenantById(db, survivor.tenant.id)
  const emails: string[] = []
  for (const id of await gaining(db, [survivor, ...sources])) {
    const user = await findUserById(db, id)
    if (user === undefined || isInside(user, user.email, tenant)) continue
    // Who handles the desk's tickets sees them all anyway.
    if (!may({ kind: 'user', ...user }, 'tickets:view', tenant.id, rules)) emails.push(user.email)
  }
  if (emails.length > 0) throw new DeskError('merge-outside', { number: survivor.number, tenant: tenant.name, emails })
}

/** The ids of those who take part in some of the tickets and not in all. */
async function gaining(db: Reader, tickets: readonly Ticket[]): Promise<string[]> {
  const parts: ReadonlySet<string>[] = []
  for (const { id, requester } of tickets) {
    const accepted = (await listParticipants(db, id)).filter(({ status }) => status === 'accepted')
    parts.push(new Set([requester.id, ...accepted.map(({ person }) => person.id)]))
  }
  const everybody = new Set(parts.flatMap((part) => [...part]))
  return [...everybody].filter((id) => parts.some((part) => !part.has(id)))
}
