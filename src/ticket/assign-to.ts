import { isInTeam } from '../people/team-store'
import type { Person } from '../people/user'
import type { Reader } from '../store/schema'
import { assign, type Moved, type Ticket } from './ticket'

/**
 * Gives it to somebody, or to nobody and no team. It stays with the team that it was given to where they are of that; and where
 * it becomes nobody's by the word of somebody who knows of no teams (`keepsTeam`).
 */
export async function assignTo(
  db: Reader,
  ticket: Ticket,
  assignee: Person | null,
  keepsTeam = assignee !== null,
): Promise<Moved> {
  const moved = assign(ticket, assignee, keepsTeam)
  const { givenTeam } = moved.ticket
  if (!moved.changed || givenTeam === null || assignee === null || (await isInTeam(db, givenTeam.id, assignee.id))) {
    return moved
  }
  return { ...moved, ticket: { ...moved.ticket, givenTeam: null } }
}
