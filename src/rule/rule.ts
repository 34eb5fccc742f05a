import { DeskError } from '../kit/errors'
import { type EventTypeName, eventTypeNames, eventTypes } from '../workspace/event-type'

/**
 * A rule says who is to be told when something happens: an event, narrowed by filters, and the people it is for. It is of
 * a tenant or of the desk (DOMAIN 6). A tenant's rules are about what happens in that tenant, the desk's about tickets,
 * service levels and access of all tenants; payments are a tenant's own and no business of the desk's. A filter names the
 * values that fit; an attribute without a filter may have any, also those that come later, where a list holds what it
 * held when it was written. Adding a filter never makes more events fit. Roles (`@assignee`) mean whoever has them when
 * the event happens. A rule that is not enabled tells nobody.
 */
export interface Rule {
  id: string
  /** `desk`, or the id of the tenant whose rule it is. */
  scope: string
  /** Unique in its scope, whatever the case. */
  description: string
  event: EventTypeName
  filters: RuleFilters
  /** What the mail's subject is, with placeholders. */
  subject: string
  recipients: readonly RuleRecipient[]
  /** For how long events are gathered for one mail, in milliseconds; 0: each is told at once. */
  collect: number
  enabled: boolean
  /** Who made it; null: the desk itself. */
  createdBy: string | null
  createdAt: Date
  updatedAt: Date
}

/** Whose the rules are that are no tenant's. */
export const deskScope = 'desk'

export const filterNames = [
  'status',
  'account',
  'change',
  'contact',
  'category',
  'priority',
  'emergency',
  'level',
  'team',
  'module',
  'by',
] as const
export type FilterName = (typeof filterNames)[number]

/** For each attribute the values that fit, as text (`emergency: ['true']`, `level: ['2']`); what is not here may be any. */
export type RuleFilters = Readonly<Partial<Record<FilterName, readonly string[]>>>

export const ruleRoles = [
  '@assignee',
  '@team',
  '@level-1',
  '@level-2',
  '@watchers',
  '@requester',
  '@emergency',
] as const
export type RuleRole = (typeof ruleRoles)[number]

export type RuleRecipient =
  | { kind: 'user'; userId: string }
  /** Rules of the desk only. */
  | { kind: 'role'; role: RuleRole }
  /** Rules of the desk only. */
  | { kind: 'team'; teamId: string }
  | { kind: 'external'; address: string }

/** What of an event filters look at: attributes as text, several where it has several; absent where it does not tell. */
export type EventFacts = Readonly<Partial<Record<FilterName, string | readonly string[] | null>>>

export const longestDescription = 200
export const longestRuleSubject = 200
export const longestCollect = 24 * 60 * 60 * 1000
export const mostRecipients = 1000

/** Whether an event is one of those that the filters leave; capitals and small letters are alike. */
export function fits(filters: RuleFilters, facts: EventFacts): boolean {
  return filterNames.every((name) => {
    const wanted = filters[name]
    return wanted === undefined || toldOf(facts, name).some((told) => wanted.some((value) => alike(value) === told))
  })
}

/** The attributes by which a rule of that scope can be narrowed: who works together is the desk's own business. */
export function filtersIn(scope: string, event: EventTypeName): FilterName[] {
  const filters = filtersOf(event)
  return scope === deskScope ? filters : filters.filter((name) => name !== 'team')
}

/** What a rule of that scope may know of an event. */
export function factsIn(scope: string, facts: EventFacts): EventFacts {
  return scope === deskScope || facts.team === undefined ? facts : { ...facts, team: [] }
}

/** What an event tells of an attribute, in the form in which values are held against each other. */
export function toldOf(facts: EventFacts, name: FilterName): string[] {
  const told = facts[name] ?? []
  return (typeof told === 'string' ? [told] : told).map(alike)
}

export function alike(value: string): string {
  return value.toLowerCase()
}

/** The attributes by which a rule about this event can be narrowed. */
export function filtersOf(event: EventTypeName): FilterName[] {
  const { filters }: { filters: readonly string[] } = eventTypes[event]
  return filterNames.filter((name) => filters.includes(name))
}

/** What a rule of that scope can be about. */
export function eventsOf(scope: string): EventTypeName[] {
  const isDesks = scope === deskScope
  return eventTypeNames.filter((event) => (isDesks ? !isOfTenantsOnly(event) : !isOfDeskOnly(event)))
}

/** What is in a tenant's accounts is none of the desk's business. */
function isOfTenantsOnly(event: EventTypeName): boolean {
  return event.startsWith('payment') || event.startsWith('eds-order')
}

/** How well the desk works is its own business, and a rating is for those who worked on the ticket. */
function isOfDeskOnly(event: EventTypeName): boolean {
  return event.startsWith('sla.') || event === 'ticket.rated'
}

/** The form of a description in which no two of a scope are alike. */
export function ruleName(description: string): string {
  return description.normalize('NFC').toLowerCase()
}

const ofPayment = [
  'payment.reference',
  'payment.status',
  'payment.reason',
  'payment.account',
  'payment.amount',
  'payment.kind',
] as const
const ofFile = ['file.name', 'file.reason'] as const
const ofOrder = ['order.reference', 'order.change', 'order.contact'] as const
const ofTicket = [
  'ticket.number',
  'ticket.subject',
  'ticket.requester',
  'ticket.assignee',
  'ticket.category',
  'ticket.priority',
  'ticket.level',
  'ticket.module',
] as const
const ofServiceLevel = ['sla.metric', 'sla.due'] as const
const ofAccess = ['advisor.email', 'access.reason'] as const
const ofAll = ['tenant.name', 'desk.name'] as const

/** What can stand in braces in the subject of a rule about this event. */
export function rulePlaceholders(event: EventTypeName): readonly string[] {
  if (event === 'payment-file.rejected') return [...ofFile, ...ofAll]
  if (event === 'payment.status-changed') return [...ofPayment, ...ofAll]
  if (event === 'eds-order.changed') return [...ofOrder, ...ofAll]
  if (event.startsWith('sla.')) return [...ofTicket, ...ofServiceLevel, ...ofAll]
  if (event.startsWith('ticket.')) return [...ofTicket, ...ofAll]
  return [...ofAccess, ...ofAll]
}

/** What somebody wrote in a ticket, or who they are: it never goes to an address outside. */
export const ticketTextPlaceholders: readonly string[] = [
  'ticket.subject',
  'ticket.requester',
  'ticket.assignee',
  'ticket.module',
]

const placeholder = /\{([a-z][\w-]*(?:\.[\w-]+)*)\}/gi

/** Throws `unknown-placeholder` for one that events of this type do not have. */
export function checkRuleSubject(event: EventTypeName, subject: string): void {
  const unknown = unknownPlaceholderIn(event, subject)
  if (unknown === undefined) return
  throw new DeskError('unknown-placeholder', { placeholder: unknown, known: [...rulePlaceholders(event)] })
}

/** The first placeholder that events of this type do not have. */
export function unknownPlaceholderIn(event: EventTypeName, subject: string): string | undefined {
  const known = rulePlaceholders(event)
  const found = [...subject.matchAll(placeholder)].map(([, name = '']) => name)
  return found.find((name) => !known.includes(name))
}
