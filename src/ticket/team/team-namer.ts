import type { Actor, TicketRules } from '../../people/permission'
import { readWorkOwners } from '../../people/work-store'
import type { Reader } from '../../store/schema'
import { knowsTeams, type TeamNamer, teamOf } from './ticket-team'

/** What says the names of tickets' teams to somebody. */
export async function teamNamerFor(db: Reader, reader: Actor, rules: TicketRules): Promise<TeamNamer> {
  if (!knowsTeams(reader, rules)) return () => null
  const owners = await readWorkOwners(db)
  return (ticket) => teamOf(ticket, owners)?.name ?? null
}
