import { type Actor, may, type TicketRules } from '../../people/permission'
import { ownerOf, type TeamName, type WorkOwners } from '../../people/team'
import { asOf, type Lateness, latenessNow, type Ticket } from '../ticket'

/**
 * A ticket as lists show it at a moment: how its due time stands to that, and the name of its team, for those who know of
 * teams. Both stand beside the ticket: to copy thousands of tickets for them took an eighth of a list.
 */
export interface ListedTicket {
  ticket: Ticket
  lateness: Lateness | null
  team: string | null
}

/**
 * A ticket's team (DOMAIN 6): the one that it was given to, else that of its topic, else of its module, else of its category.
 * Null: no team's, but of everybody who works on its level.
 */
export function teamOf(
  ticket: Pick<Ticket, 'givenTeam' | 'topic' | 'module' | 'category'>,
  owners: WorkOwners,
): TeamName | null {
  return ticket.givenTeam ?? ownerOf(ticket, owners)
}

/** Who works together is the staff's business: a tenant's people hear of no team. */
export function knowsTeams(reader: Actor, rules: TicketRules): boolean {
  return may(reader, 'users:view', null, rules)
}

/** Says the name of a ticket's team; null where it has none, or nobody may know. */
export type TeamNamer = (ticket: Parameters<typeof teamOf>[0]) => string | null

export function listedAsOf(ticket: Ticket, now: Date, teamName: TeamNamer): ListedTicket {
  const shown = asOf(ticket, now)
  return { ticket: shown, lateness: latenessNow(shown, now), team: teamName(ticket) }
}
