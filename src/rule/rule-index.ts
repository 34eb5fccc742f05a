import type { EventTypeName } from '../workspace/event-type'
import { alike, deskScope, type EventFacts, type FilterName, filterNames, fits, type RuleFilters, toldOf } from './rule'

/** What of a rule decides whether it fits. */
export interface RuleFit {
  id: string
  scope: string
  event: EventTypeName
  filters: RuleFilters
}

/**
 * Finds the rules that fit an event without asking each of them. A rule with filters is found by the values of one of
 * them, the first that it has of `narrowest`; and what was found for one event is taken again for all that tell the same.
 */
export interface RuleIndex {
  /** Whether there is any rule that could fit an event of that type in that tenant. */
  concerns(event: string, tenantId: string | null): boolean
  fitting(event: string, tenantId: string | null, facts: EventFacts): readonly string[]
}

/** Filters from those that leave the fewest events to those that leave the most. */
const narrowest = ['account', 'contact', 'module', 'team', 'category', 'status', 'change', 'priority', 'level'] as const

interface Shelf {
  withoutFilter: RuleFit[]
  /** By `attribute=value`. */
  byValue: Map<string, RuleFit[]>
  /** The attributes that any of them looks at. */
  names: Set<FilterName>
  /** What was found for what an event tells. */
  known: Map<string, readonly string[]>
}

/** Rules are given back in the order in which they come here. */
export function indexRules(rules: readonly RuleFit[]): RuleIndex {
  const shelves = new Map<string, Shelf>()
  const order = new Map(rules.map(({ id }, place) => [id, place]))
  for (const rule of rules) shelve(shelfFor(shelves, placeOf(rule.event, rule.scope)), rule)
  const shelvesOf = (event: string, tenantId: string | null): Shelf[] =>
    [deskScope, ...(tenantId === null ? [] : [tenantId])].flatMap((scope) => shelves.get(placeOf(event, scope)) ?? [])
  return {
    concerns: (event, tenantId) => shelvesOf(event, tenantId).length > 0,
    fitting: (event, tenantId, facts) => {
      const found = shelvesOf(event, tenantId).flatMap((shelf) => fittingOn(shelf, facts))
      return found.length < 2 ? found : found.sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0))
    },
  }
}

function placeOf(event: string, scope: string): string {
  return `${event} ${scope}`
}

function shelfFor(shelves: Map<string, Shelf>, place: string): Shelf {
  const shelf = shelves.get(place) ?? { withoutFilter: [], byValue: new Map(), names: new Set(), known: new Map() }
  shelves.set(place, shelf)
  return shelf
}

function shelve(shelf: Shelf, rule: RuleFit): void {
  for (const name of filterNames) if (rule.filters[name] !== undefined) shelf.names.add(name)
  const filter = narrowest.find((name) => rule.filters[name] !== undefined)
  if (filter === undefined) {
    shelf.withoutFilter.push(rule)
    return
  }
  for (const value of new Set((rule.filters[filter] ?? []).map(alike))) {
    const key = `${filter}=${value}`
    const beside = shelf.byValue.get(key)
    if (beside === undefined) shelf.byValue.set(key, [rule])
    else beside.push(rule)
  }
}

function fittingOn(shelf: Shelf, facts: EventFacts): readonly string[] {
  const told = [...shelf.names].flatMap((name) => toldOf(facts, name).map((value) => `${name}=${value}`))
  const key = JSON.stringify(told)
  const known = shelf.known.get(key)
  if (known !== undefined) return known
  const candidates = new Set([...shelf.withoutFilter, ...told.flatMap((value) => shelf.byValue.get(value) ?? [])])
  const found = [...candidates].filter(({ filters }) => fits(filters, facts)).map(({ id }) => id)
  shelf.known.set(key, found)
  return found
}
