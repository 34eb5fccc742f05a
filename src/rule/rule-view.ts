import { flag, type Json, type JsonObject, listOf, objectOf, oneOf, orNull, text } from '../kit/json'
import { formatDuration } from '../kit/time/duration'
import type { View } from '../kit/view'
import { eventTypeNames } from '../workspace/event-type'
import { type FilterName, filterNames, filtersOf, type Rule } from './rule'
import type { ShownRule } from './shown-rule'

/** Each filter that the event has: the values that fit, or `all`. */
const filterSchema = { type: ['array', 'string'], items: { type: ['string', 'integer', 'boolean'] } } as const

export const ruleView: View<ShownRule> = {
  fields: {
    id: text,
    description: text,
    tenant: orNull(text),
    event: oneOf(eventTypeNames),
    filters: {
      type: 'object',
      properties: Object.fromEntries(filterNames.map((name) => [name, filterSchema])),
      additionalProperties: false,
    },
    subject: text,
    recipients: objectOf({ internal: listOf(text), external: listOf(objectOf({ email: text, confirmed: flag })) }),
    collect: text,
    enabled: flag,
  },
  columns: ['id', 'description', 'tenant', 'event', 'filters', 'subject', 'recipients', 'collect', 'enabled'],
  toJson: ({ rule, tenant, internal, external }) => ({
    id: rule.id,
    description: rule.description,
    tenant,
    event: rule.event,
    filters: filtersJson(rule),
    subject: rule.subject,
    recipients: {
      internal: internal.map((one) => one.text),
      external: external.map(({ email, state }) => ({ email, confirmed: state === 'confirmed' })),
    },
    collect: formatDuration(rule.collect),
    enabled: rule.enabled,
  }),
}

export function filtersJson({ event, filters }: Pick<Rule, 'event' | 'filters'>): JsonObject {
  return Object.fromEntries(
    filtersOf(event).map((name) => [name, filters[name]?.map((value) => filterJson(name, value)) ?? 'all']),
  )
}

/** A level is a number, and an emergency is one or is none. */
function filterJson(name: FilterName, value: string): Json {
  if (name === 'level') return Number(value)
  return name === 'emergency' ? value === 'true' : value
}
