import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { handles } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Person } from '../people/user'
import { userByEmail } from '../people/user-store'
import type { Reader } from '../store/schema'
import { type ChangeRequest, changeTicket, demandStaff, type TicketChanged } from './change-ticket'
import { assign } from './ticket'

/** Gives a ticket to one of the staff, or to nobody (`null`). Throws `user-not-found` or `not-staff`. */
export async function assignTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { assignee: string | null },
): Promise<TicketChanged> {
  return changeTicket(desk, actor, 'ticket assign', request, { assignee: request.assignee }, async (change) => {
    demandStaff(change)
    const assignee = request.assignee === null ? null : await staffMember(change.deed.tx, request.assignee)
    const moved = assign(change.ticket, assignee)
    if (!moved.changed) return
    change.ticket = moved.ticket
    change.happened('ticket.assigned')
  })
}

async function staffMember(db: Reader, email: string): Promise<Person> {
  const user = await userByEmail(db, email)
  const works =
    user.status !== 'disabled' && user.memberships.some(({ tenantId, group }) => tenantId === null && handles(group))
  if (!works) throw new DeskError('not-staff', { email: user.email })
  return { id: user.id, email: user.email, name: user.name }
}
