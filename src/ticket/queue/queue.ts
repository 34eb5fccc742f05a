import type { Actor } from '../../people/permission'

/**
 * Whose turn a ticket is, before anybody has taken it: level 2 is second level's, level 1 the desk's front line, unless
 * its tenant has a first level of its own (DOMAIN 4, Levels). What may be done to it is no question of the queue.
 */
export interface QueuePlace {
  userId: string
  /** The levels at which they work for the desk. */
  levels: readonly (1 | 2)[]
  /** The tenants for whose first level they work. */
  tenantIds: readonly string[]
}

/** Where somebody works; undefined for whoever works nowhere. */
export function placeInQueue(actor: Extract<Actor, { kind: 'user' }>): QueuePlace | undefined {
  const inDesk = new Set(actor.memberships.flatMap(({ tenantId, group }) => (tenantId === null ? [group] : [])))
  const isAdministrator = inDesk.has('admin')
  const levels = [
    ...(isAdministrator || inDesk.has('first-level') ? [1 as const] : []),
    ...(isAdministrator || inDesk.has('second-level') ? [2 as const] : []),
  ]
  const tenantIds = actor.memberships.flatMap(({ tenantId, group }) =>
    tenantId !== null && group === 'first-level' ? [tenantId] : [],
  )
  if (levels.length === 0 && tenantIds.length === 0) return undefined
  return { userId: actor.id, levels, tenantIds }
}

/** Whether whoever has that place may go on with a ticket that is theirs or nobody's. */
export function isTheirs({ assignee }: { assignee: { id: string } | null }, place: QueuePlace): boolean {
  return assignee === null || assignee.id === place.userId
}

/** What a supporter wants to know of the queue at a glance. */
export interface QueueCounts {
  emergencies: number
  overdue: number
  /** Of nobody, and never answered. */
  isNew: number
  /** One's own, by whose turn it is, and on hold. */
  mine: number
  mineWaiting: number
  mineHeld: number
  /** On hold and one's own or nobody's, back by then. */
  backSoon: number
  /** All that may be worked on: one's own and nobody's. */
  workable: number
}
