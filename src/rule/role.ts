import type { RuleRole } from './rule'

/**
 * Whom a role means: whoever has it when it is asked. `@team` are the people of the ticket's team, as far as they work on its
 * level; where it has no team, or nobody of it does, whoever answers on that level. Level 1 is the tenant's own first level
 * where it has one, and a team of the desk only where somebody gave it the ticket; else level 1 is the desk's, as level 2 is.
 * Where nobody is on a level, somebody must hear of it all the same: the other level, and at last the administrators.
 * `@assignee` means the team while nobody has the ticket; in the news that it was given to nobody it means nobody, and in
 * the news that it was given to a team that team.
 */
export interface RoleTicket {
  level: 1 | 2
  /** Whether somebody gave it to its team. */
  isGiven: boolean
  requesterId: string
  assigneeId: string | null
  watcherIds: readonly string[]
}

/** Who is what at the desk, by the ids of people. */
export interface RoleHolders {
  administrators: readonly string[]
  /** Of the desk. */
  firstLevel: readonly string[]
  secondLevel: readonly string[]
  /** The first level of the ticket's own tenant. */
  tenantsFirstLevel: readonly string[]
  /** Whom `notifications.emergency` names. */
  emergency: readonly string[]
  /** In the ticket's own team; nobody where it has none. */
  team: readonly string[]
}

/** An event as far as it decides whom a role means. */
export interface RoleEvent {
  type: string
  /** Whether it is the news that the ticket was given to its team. */
  givesToTeam: boolean
}

export function holdersOf(role: RuleRole, event: RoleEvent, ticket: RoleTicket, desk: RoleHolders): readonly string[] {
  switch (role) {
    case '@assignee':
      if (ticket.assigneeId !== null) return [ticket.assigneeId]
      return event.type === 'ticket.assigned' && !event.givesToTeam ? [] : teamOf(ticket, desk)
    case '@team':
      return teamOf(ticket, desk)
    case '@level-1':
      return levelOf(1, desk)
    case '@level-2':
      return levelOf(2, desk)
    case '@watchers':
      return ticket.watcherIds
    case '@requester':
      return [ticket.requesterId]
    case '@emergency':
      return firstWithSomebody(desk.emergency, [...desk.firstLevel, ...desk.secondLevel], desk.administrators)
  }
}

function teamOf({ level, isGiven }: RoleTicket, desk: RoleHolders): readonly string[] {
  const { administrators, firstLevel, secondLevel, tenantsFirstLevel, team } = desk
  if (level === 1 && tenantsFirstLevel.length > 0 && !isGiven) return tenantsFirstLevel
  const there = new Set([...administrators, ...secondLevel, ...(level === 1 ? firstLevel : [])])
  const hands = team.filter((id) => there.has(id))
  return firstWithSomebody(hands, levelOf(level, desk))
}

function levelOf(level: 1 | 2, { tenantsFirstLevel, firstLevel, secondLevel, administrators }: RoleHolders) {
  return level === 1
    ? firstWithSomebody(tenantsFirstLevel, firstLevel, secondLevel, administrators)
    : firstWithSomebody(secondLevel, firstLevel, administrators)
}

function firstWithSomebody(...groups: readonly (readonly string[])[]): readonly string[] {
  return groups.find((group) => group.length > 0) ?? []
}
