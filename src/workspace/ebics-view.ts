import { instant, listOf, objectOf, oneOf, orNull, text } from '../kit/json'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { WorkspaceWords } from '../words/en/workspace'
import type { EbicsContact, EdsOrder } from './ebics'
import type { EventStep } from './event-history'
import { edsChanges } from './event-type'
import { historyJson, historySchema } from './payment-view'

/** A contact with the name of its tenant. */
export interface ShownContact extends EbicsContact {
  tenant: string
}

/** An order with what was told of it. */
export interface ShownOrder {
  order: EdsOrder
  history: readonly EventStep[]
}

export const ebicsView: View<ShownContact> = {
  fields: {
    contact: text,
    hostId: text,
    partnerId: text,
    userId: text,
    url: orNull(text),
    orderTypes: listOf(text),
    tenant: text,
    createdAt: instant,
  },
  columns: ['contact', 'hostId', 'partnerId', 'userId', 'url', 'orderTypes', 'tenant', 'createdAt'],
  toJson: ({ name, hostId, partnerId, userId, url, orderTypes, tenant, createdAt }) => ({
    contact: name,
    hostId,
    partnerId,
    userId,
    url,
    orderTypes: [...orderTypes],
    tenant,
    createdAt: formatInstant(createdAt),
  }),
}

const orderSchema = objectOf({
  order: text,
  change: oneOf(edsChanges),
  createdAt: instant,
  updatedAt: instant,
  history: historySchema,
})

export const ebicsWithOrdersView: View<{ contact: ShownContact; orders: readonly ShownOrder[] }> = {
  fields: { ...ebicsView.fields, orders: listOf(orderSchema) },
  columns: ebicsView.columns,
  toJson: ({ contact, orders }) => ({
    ...ebicsView.toJson(contact),
    orders: orders.map(({ order, history }) => ({
      order: order.reference,
      change: order.change,
      createdAt: formatInstant(order.createdAt),
      updatedAt: formatInstant(order.updatedAt),
      history: historyJson(history),
    })),
  }),
}

/** What a person reads of a contact besides its name. */
export function ebicsFacts(words: WorkspaceWords, contact: ShownContact): string[] {
  const { hostId, partnerId, userId, url, orderTypes, tenant } = contact
  const { host, partner, subscriber } = words.columns
  return [
    `${host} ${hostId}`,
    `${partner} ${partnerId}`,
    `${subscriber} ${userId}`,
    url === null ? '' : safeText(url),
    orderTypes.length === 0 ? '' : words.orderTypes(orderTypes.join(' ')),
    tenant,
  ]
}

/** The same with its name. */
export function ebicsParts(words: WorkspaceWords, contact: ShownContact): string[] {
  return [words.ebicsNamed(safeText(contact.name)), ...ebicsFacts(words, contact)]
}
