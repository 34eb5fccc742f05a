import { flag, instant, type JsonSchema, oneOf, orNull, text, whole } from '../kit/json'
import type { Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { WorkspaceWords } from '../words/en/workspace'
import { shownAddress } from './account'
import { edsChanges, eventTypeNames } from './event-type'
import { paymentStatuses } from './payment'
import type { ShownEvent } from './read-events'

const fields: Readonly<Record<string, JsonSchema>> = {
  id: text,
  type: oneOf(eventTypeNames),
  tenant: orNull(text),
  attributes: { type: 'object', additionalProperties: { type: ['string', 'integer', 'null'] } },
  externalId: orNull(text),
  createdAt: instant,
}

export const eventView: View<ShownEvent> = {
  fields,
  columns: Object.keys(fields),
  toJson: ({ id, type, tenant, attributes, externalId, createdAt }) => ({
    id,
    type,
    tenant,
    attributes,
    externalId,
    createdAt: formatInstant(createdAt),
  }),
}

/** An event that was just fed in. */
export interface EmittedEvent {
  event: ShownEvent
  /** It was known already. */
  duplicate: boolean
  /** How many mails it caused. */
  mails: number
}

export const emittedView: View<EmittedEvent> = {
  fields: { ...fields, duplicate: flag, mails: whole },
  columns: [...eventView.columns, 'duplicate', 'mails'],
  toJson: ({ event, duplicate, mails }) => ({ ...eventView.toJson(event), duplicate, mails }),
}

const dueMetricIds = ['first-answer', 'next-answer', 'solution'] as const

/** What kind of event it is, beside what it tells. */
export function eventKind(words: WorkspaceWords, { type }: ShownEvent): string {
  const short: Readonly<Record<string, string>> = words.shortTypes
  return short[type] ?? words.eventTypes[type]
}

/** What a person reads of what an event tells: what it is about, a status by its label, and the rest. */
export function eventFacts(words: WorkspaceWords, { attributes }: ShownEvent): string[] {
  const { status, change, account, ticket, metric } = attributes
  const statusId = paymentStatuses.find((known) => known === status)
  const metricId = dueMetricIds.find((known) => known === metric)
  const changeId = edsChanges.find((known) => known === change)
  return [
    ...(typeof ticket === 'number' ? [`#${ticket}`] : []),
    ...textsOf(attributes, ['payment', 'file', 'order', 'advisor']),
    ...(statusId === undefined ? [] : [words.paymentStatuses[statusId]]),
    ...(changeId === undefined ? [] : [words.edsChanges[changeId]]),
    ...(metricId === undefined ? [] : [words.metrics[metricId]]),
    ...textsOf(attributes, ['reason', 'contact', 'amount']),
    ...(typeof account === 'string' ? [shownAddress(account)] : []),
  ].map((fact) => safeText(fact))
}

/** Those of them that are told: what they say to a person without their names. */
function textsOf(attributes: ShownEvent['attributes'], names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = attributes[name]
    return typeof value === 'string' ? [value] : []
  })
}

export function eventLine(screen: Screen, words: WorkspaceWords, event: ShownEvent): string {
  return [eventKind(words, event), ...eventFacts(words, event)].join(` ${screen.symbols.dot} `)
}
