import type { RuleRole } from './rule'

/**
 * Whom a role means: whoever has it when it is asked. A ticket's team is that of its topic, else of its module, else of its
 * category; while no team owns any of these, the ticket's team is whoever answers on its level. Level 1 is the tenant's own
 * first level where it has one, else the desk's; level 2 is the desk's. Where nobody is on a level, somebody must hear of
 * it all the same: the other level, and at last the administrators. `@assignee` means the team while nobody has the
 * ticket, except in the news that it was given to nobody.
 */
export interface RoleTicket {
  level: 1 | 2
  topic: string | null
  module: string | null
  category: string
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
  owners: TeamOwners
}

/** The people of the teams that own something. */
export interface TeamOwners {
  byTopic: ReadonlyMap<string, readonly string[]>
  byModule: ReadonlyMap<string, readonly string[]>
  byCategory: ReadonlyMap<string, readonly string[]>
}

/** Until teams own topics, modules or categories. */
export const nobodyOwns: TeamOwners = { byTopic: new Map(), byModule: new Map(), byCategory: new Map() }

export function holdersOf(role: RuleRole, event: string, ticket: RoleTicket, desk: RoleHolders): readonly string[] {
  switch (role) {
    case '@assignee':
      if (ticket.assigneeId !== null) return [ticket.assigneeId]
      return event === 'ticket.assigned' ? [] : teamOf(ticket, desk)
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

function teamOf(ticket: RoleTicket, desk: RoleHolders): readonly string[] {
  const { byTopic, byModule, byCategory } = desk.owners
  return firstWithSomebody(
    byTopic.get(ticket.topic ?? ''),
    byModule.get((ticket.module ?? '').toLowerCase()),
    byCategory.get(ticket.category),
    levelOf(ticket.level, desk),
  )
}

function levelOf(level: 1 | 2, { tenantsFirstLevel, firstLevel, secondLevel, administrators }: RoleHolders) {
  return level === 1
    ? firstWithSomebody(tenantsFirstLevel, firstLevel, secondLevel, administrators)
    : firstWithSomebody(secondLevel, firstLevel, administrators)
}

function firstWithSomebody(...groups: readonly (readonly string[] | undefined)[]): readonly string[] {
  return groups.find((group) => group !== undefined && group.length > 0) ?? []
}
