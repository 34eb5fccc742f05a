import type { JsonObject } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { TeamName } from '../people/team'
import type { Person } from '../people/user'
import { holdReasons, resolutions, stateInstants, type Ticket, type TicketFacts, type TicketState } from './ticket'

/**
 * Where a ticket stands, apart from what it is about: its state, whose it is to work on, what it waits for. Deeds that can be
 * taken back change this and nothing else of a ticket; the journal keeps what it was.
 */
export type Standing = JsonObject

export function standingOf(ticket: Ticket): Standing {
  return {
    status: ticket.status,
    ...stateInstants(ticket),
    resolution: 'resolution' in ticket ? ticket.resolution : null,
    assignee: ticket.assignee?.id ?? null,
    team: ticket.givenTeam?.id ?? null,
    topic: ticket.topic,
    level: ticket.level,
    isNew: ticket.isNew,
    heldUntil: ticket.held === null ? null : formatInstant(ticket.held.until),
    heldFor: ticket.held?.for ?? null,
    lastWordAt: formatInstant(ticket.lastWordAt),
    remindedAt: ticket.remindedAt === null ? null : formatInstant(ticket.remindedAt),
  }
}

/** How the one stood where the other stands differently. */
export function stoodBefore(before: Ticket, after: Ticket): Standing {
  const now = standingOf(after)
  return Object.fromEntries(Object.entries(standingOf(before)).filter(([field, value]) => now[field] !== value))
}

/** Those of the people and teams, by id, that there still are. */
export interface Remaining {
  people: ReadonlyMap<string, Person>
  teams: ReadonlyMap<string, TeamName>
}

/** The ticket as it stood before, as far as there still is who had it. */
export function backTo(ticket: Ticket, before: Standing, { people, teams }: Remaining): Ticket {
  const standing = { ...standingOf(ticket), ...before }
  const { assignee, team, topic, level, isNew, heldUntil, heldFor, lastWordAt, remindedAt } = standing
  return {
    ...withoutState(ticket),
    ...stateIn(standing),
    assignee: again(assignee, ticket.assignee, people),
    givenTeam: again(team, ticket.givenTeam, teams),
    topic: typeof topic === 'string' ? topic : null,
    level: level === 2 ? 2 : 1,
    isNew: isNew === true,
    held:
      heldUntil === null
        ? null
        : { until: instantIn(heldUntil), for: holdReasons.find((one) => one === heldFor) ?? null },
    lastWordAt: instantIn(lastWordAt),
    remindedAt: remindedAt === null ? null : instantIn(remindedAt),
  }
}

function again<T extends { id: string }>(id: unknown, now: T | null, remaining: ReadonlyMap<string, T>): T | null {
  if (typeof id !== 'string') return null
  return id === now?.id ? now : (remaining.get(id) ?? null)
}

function withoutState(ticket: Ticket): TicketFacts {
  const { status: _, ...facts } = ticket
  for (const ofState of ['solvedAt', 'closesAt', 'closedAt', 'resolution']) Reflect.deleteProperty(facts, ofState)
  return facts
}

function stateIn({ status, solvedAt, closesAt, closedAt, resolution }: Standing): TicketState {
  if (status !== 'solved' && status !== 'closed') return { status: status === 'waiting' ? 'waiting' : 'open' }
  const solved = {
    solvedAt: instantIn(solvedAt),
    closesAt: instantIn(closesAt),
    resolution: resolutions.find((one) => one === resolution) ?? 'answered',
  }
  return status === 'solved' ? { status, ...solved } : { status, ...solved, closedAt: instantIn(closedAt) }
}

function instantIn(value: unknown): Date {
  return new Date(String(value))
}
