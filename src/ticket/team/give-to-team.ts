import type { Desk } from '../../desk'
import { DeskError, isTrouble } from '../../kit/errors'
import { worksAtLevel } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { listStaff } from '../../people/staff-member'
import type { Team } from '../../people/team'
import { teamByName } from '../../people/team-store'
import type { Person } from '../../people/user'
import { usersById } from '../../people/user-store'
import type { Reader } from '../../store/schema'
import type { TicketAssigned } from '../assign-ticket'
import { type ChangeRequest, changeTicket, demandWorker, type TicketChange } from '../change-ticket'
import { giveTeam } from '../ticket'
import { handsAfter } from '../whose-ticket'
import { knowsTeams } from './ticket-team'

/**
 * Gives a ticket to a team: nobody of it has it yet. It stays theirs, whatever it turns out to be about, until it is given to
 * another one, to nobody, or to the other level. Throws `not-allowed`, `wrong-address` for whoever knows of no
 * teams, `team-not-found`, and `nobody-in-team` where none of
 * the team could have it.
 */
export async function giveToTeam(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { team: string },
): Promise<TicketAssigned> {
  let from: Person | null = null
  let name = request.team
  const { team: typed } = request
  const changed = await changeTicket(desk, actor, 'ticket assign', request, { team: typed }, async (change) => {
    demandWorker(change)
    // Whoever knows of no teams meant a colleague.
    if (!knowsTeams(actor, change.rules)) throw new DeskError('wrong-address', { value: typed })
    const team = await teamMeant(change.deed.tx, typed)
    name = team.name
    await refuseWithoutHands(change, team)
    const moved = giveTeam(change.ticket, team)
    if (!moved.changed) return
    from = change.ticket.assignee
    change.ticket = moved.ticket
    change.happened('ticket.assigned', { team: team.name, ...(await handsAfter(change.deed.tx, from)) })
  })
  return { ...changed, from, team: name }
}

/** The team of that name. Whoever types a colleague's name is led to their address. Throws `team-not-found`. */
async function teamMeant(db: Reader, typed: string): Promise<Team> {
  try {
    return await teamByName(db, typed)
  } catch (error) {
    if (!isTrouble(error, 'team-not-found')) throw error
    const local = `${typed.trim().toLowerCase()}@`
    const colleague = (await listStaff(db)).find(({ email }) => email.startsWith(local))
    throw colleague === undefined
      ? error
      : new DeskError('team-not-found', { name: typed, suggestion: colleague.email })
  }
}

/** A ticket that nobody in the team could have would lie there for ever. */
async function refuseWithoutHands({ deed: { tx }, ticket }: TicketChange, team: Team): Promise<void> {
  const users = await usersById(
    tx,
    team.members.map(({ id }) => id),
  )
  if ([...users.values()].some((user) => worksAtLevel(ticket.level, user))) return
  throw new DeskError('nobody-in-team', { number: ticket.number, team: team.name, level: ticket.level })
}
