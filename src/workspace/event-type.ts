/**
 * What can happen that somebody may want to be told of (DOMAIN 6). Some events are fed in from outside, by a payment portal
 * or a bank's answer; the others are what the desk itself does. All of them are entries of the journal. A filter is an
 * attribute by which a rule can be narrowed.
 */
export interface EventType {
  filters: readonly string[]
  /** What an event tells; those that it cannot do without, and the others. */
  needed: readonly string[]
  further: readonly string[]
}

export const edsChanges = ['pending', 'signed-automatically', 'signed-manually', 'cancelled'] as const
export type EdsChange = (typeof edsChanges)[number]

const ofTickets: EventType = {
  filters: ['category', 'priority', 'emergency', 'level', 'team', 'module'],
  needed: ['ticket', 'category', 'priority', 'level'],
  further: ['module'],
}
/** Of an answer it matters, too, which side gave it: `customer` or `staff`. */
const ofAnswers = { ...ofTickets, filters: [...ofTickets.filters, 'by'], further: [...ofTickets.further, 'by'] }
const ofServiceLevels: EventType = {
  filters: ['priority', 'level'],
  needed: ['ticket', 'metric', 'level', 'dueAt'],
  further: [],
}
const ofAccess: EventType = { filters: [], needed: ['advisor'], further: ['grant', 'reason'] }

export const eventTypes = {
  'payment-file.rejected': { filters: [], needed: ['file', 'reason'], further: [] },
  'payment.status-changed': {
    filters: ['status', 'account'],
    needed: ['payment', 'status'],
    further: ['account', 'kind', 'amount', 'reason'],
  },
  'eds-order.changed': { filters: ['change', 'contact'], needed: ['order', 'contact', 'change'], further: [] },
  'ticket.opened': ofTickets,
  'ticket.replied': ofAnswers,
  'ticket.assigned': ofTickets,
  'ticket.escalated': ofTickets,
  'ticket.returned': ofTickets,
  'ticket.solved': ofTickets,
  'ticket.reopened': ofTickets,
  'ticket.rated': ofTickets,
  'sla.warning': ofServiceLevels,
  'sla.breached': ofServiceLevels,
  'access.redeemed': ofAccess,
  'access.ended': ofAccess,
  'access.attempts-exceeded': ofAccess,
} as const satisfies Readonly<Record<string, EventType>>

export type EventTypeName = keyof typeof eventTypes
export const eventTypeNames = Object.keys(eventTypes).filter(isEventType)

export function isEventType(name: string): name is EventTypeName {
  return Object.hasOwn(eventTypes, name)
}

/** What comes from outside. */
export const fedTypes = ['payment-file.rejected', 'payment.status-changed', 'eds-order.changed'] as const
export type FedType = (typeof fedTypes)[number]

export function attributesOf(type: EventTypeName): readonly string[] {
  const { needed, further } = eventTypes[type]
  return [...needed, ...further]
}

/** How an event is named: the beginning of its entry's hash, which tells nothing of how much happens elsewhere. */
export function eventIdOf(entry: { hash: string }): string {
  return entry.hash.slice(0, 16)
}

/** An event as it was fed in, every value in the form in which it is kept. */
export interface FedEvent {
  type: FedType
  attributes: Readonly<Record<string, string>>
  externalId: string | null
}
