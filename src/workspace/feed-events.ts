import type { Desk } from '../desk'
import { changesBetween } from '../journal/changes'
import type { Deed } from '../journal/deed'
import { readHead } from '../journal/store'
import { DeskError } from '../kit/errors'
import type { Json } from '../kit/json'
import type { Tenant } from '../people/tenant'
import { listAccounts } from './account-store'
import type { EbicsContact, EdsOrder } from './ebics'
import { findEdsOrder, listEbicsContacts, saveEdsOrders } from './ebics-store'
import { edsChanges, type FedEvent } from './event-type'
import { type FedEntry, insertFedEntries, positionsByExternalId } from './fed-event-store'
import { type Payment, paymentAfter, paymentKinds, paymentStatuses, readAmount } from './payment'
import { paymentsByReference, savePayments } from './payment-store'

/** Where a fed event stands in the journal; a duplicate where it has stood since it came for the first time. */
export interface Fed {
  position: number
  isDuplicate: boolean
}

/** What is known while events are fed into a tenant in one deed, in which nothing else is recorded. */
export interface Feeding {
  desk: Desk
  deed: Deed
  tenant: Tenant
  accounts: ReadonlySet<string>
  /** By name, in small letters. */
  contacts: ReadonlyMap<string, EbicsContact>
  nextPosition: number
}

export async function startFeeding(desk: Desk, deed: Deed, tenant: Tenant): Promise<Feeding> {
  const accounts = new Set((await listAccounts(deed.tx, tenant.id)).map(({ address }) => address))
  const contacts = await listEbicsContacts(deed.tx, tenant.id)
  return {
    desk,
    deed,
    tenant,
    accounts,
    contacts: new Map(contacts.map((contact) => [contact.name.toLowerCase(), contact])),
    nextPosition: (await readHead(deed.tx)).position + 1,
  }
}

/**
 * Refuses an event of an account or EBICS contact that the tenant does not have: what is told of a stranger's account is
 * most likely fed into the wrong tenant. Throws `account-not-found`, `ebics-contact-not-found`.
 */
export function refuseUnknown({ accounts, tenant, contacts }: Feeding, { attributes }: FedEvent): void {
  const { account, contact } = attributes
  if (account !== undefined && !accounts.has(account)) {
    throw new DeskError('account-not-found', { account, tenant: tenant.name })
  }
  if (contact !== undefined && !contacts.has(contact.toLowerCase())) {
    throw new DeskError('ebics-contact-not-found', { name: contact, tenant: tenant.name })
  }
}

/**
 * Feeds events in, in their order: each becomes an entry of the journal and says what became of its payment or EDS order.
 * One whose external id is known already changes nothing. They come in portions, so that a hundred thousand of them need
 * neither a hundred thousand queries nor the memory for all. `check` refuses what is new and cannot be taken in: what is
 * known was taken in when it could be.
 */
export async function feedPortion(
  feeding: Feeding,
  events: readonly FedEvent[],
  check: (event: FedEvent) => void,
): Promise<Fed[]> {
  const { deed, tenant } = feeding
  const ids = events.flatMap(({ externalId }) => externalId ?? [])
  const known = await positionsByExternalId(deed.tx, tenant.id, ids)
  const payments = await paymentsByReference(deed.tx, tenant.id, [...new Set(events.flatMap(paymentIn))])
  const work: Portion = { feeding, payments, changedPayments: new Set(), orders: new Map(), entries: [] }
  const fed: Fed[] = []
  for (const event of events) {
    const earlier = event.externalId === null ? undefined : known.get(event.externalId)
    if (earlier !== undefined) {
      fed.push({ position: earlier, isDuplicate: true })
      continue
    }
    check(event)
    const position = await feedOne(work, event)
    if (event.externalId !== null) known.set(event.externalId, position)
    fed.push({ position, isDuplicate: false })
  }
  await savePayments(
    deed.tx,
    [...work.changedPayments].flatMap((reference) => payments.get(reference) ?? []),
  )
  await saveEdsOrders(deed.tx, [...work.orders.values()])
  await insertFedEntries(deed.tx, work.entries)
  await deed.flush()
  return fed
}

interface Portion {
  feeding: Feeding
  /** By reference. */
  payments: Map<string, Payment>
  changedPayments: Set<string>
  /** By contact and reference. */
  orders: Map<string, EdsOrder>
  entries: FedEntry[]
}

function paymentIn({ type, attributes }: FedEvent): string[] {
  return type === 'payment.status-changed' && attributes.payment !== undefined ? [attributes.payment] : []
}

/** What an event does, and what is written down of it. */
interface Effect {
  subjectId: string | null
  name: string
  attributes: Readonly<Record<string, string>>
  changes: { readonly [field: string]: Json }
}

async function feedOne(work: Portion, event: FedEvent): Promise<number> {
  const { deed, tenant } = work.feeding
  const { subjectId, name, attributes, changes } = await effectOf(work, event)
  const position = work.feeding.nextPosition
  work.feeding.nextPosition += 1
  deed.record({
    type: event.type,
    tenantId: tenant.id,
    payload: { name, attributes, externalId: event.externalId, changes },
  })
  work.entries.push({ position, tenantId: tenant.id, externalId: event.externalId, subjectId })
  return position
}

async function effectOf(work: Portion, event: FedEvent): Promise<Effect> {
  switch (event.type) {
    case 'payment.status-changed':
      return changePayment(work, event)
    case 'eds-order.changed':
      return changeOrder(work, event)
    case 'payment-file.rejected':
      return { subjectId: null, name: event.attributes.file ?? '', attributes: event.attributes, changes: {} }
  }
}

function changePayment({ feeding, payments, changedPayments }: Portion, { attributes }: FedEvent): Effect {
  const { payment: reference = '', status, kind, account, amount, reason } = attributes
  const before = payments.get(reference)
  const news = {
    reference,
    status: paymentStatuses.find((known) => known === status) ?? 'transmission-unclear',
    kind: paymentKinds.find((known) => known === kind) ?? null,
    account: account ?? null,
    amount: amount === undefined ? null : (readAmount(amount) ?? null),
    reason: reason ?? null,
  }
  const begin = { id: before?.id ?? feeding.desk.newId(), tenantId: feeding.tenant.id }
  const payment = paymentAfter(before, news, begin, feeding.deed.now)
  payments.set(reference, payment)
  changedPayments.add(reference)
  return {
    subjectId: payment.id,
    name: reference,
    // A rule that looks at accounts must find the one that was told earlier.
    attributes: {
      ...attributes,
      kind: payment.kind,
      ...(payment.account === null ? {} : { account: payment.account }),
    },
    changes: changesBetween(recorded(before), recorded(payment)),
  }
}

/** A payment as its changes are written down; all of it is new where there was none. */
function recorded(payment: Payment | undefined) {
  const { status = null, account = null, kind = null, amount = null, currency = null, reason = null } = payment ?? {}
  return { status, account, kind, amount, currency, reason }
}

async function changeOrder({ feeding, orders }: Portion, { attributes }: FedEvent): Promise<Effect> {
  const { order: reference = '', contact: named = '', change: told } = attributes
  const contact = feeding.contacts.get(named.toLowerCase())
  if (contact === undefined) {
    throw new DeskError('ebics-contact-not-found', { name: named, tenant: feeding.tenant.name })
  }
  const place = JSON.stringify([contact.id, reference])
  const before = orders.get(place) ?? (await findEdsOrder(feeding.deed.tx, contact.id, reference))
  const { now } = feeding.deed
  const order: EdsOrder = {
    id: before?.id ?? feeding.desk.newId(),
    contactId: contact.id,
    reference,
    change: edsChanges.find((known) => known === told) ?? 'pending',
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  }
  orders.set(place, order)
  return {
    subjectId: order.id,
    name: reference,
    attributes: { ...attributes, contact: contact.name },
    changes: changesBetween({ change: before?.change ?? null }, { change: order.change }),
  }
}
