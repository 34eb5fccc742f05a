import { resolveName } from '../kit/choice'
import { DeskError } from '../kit/errors'
import { type Paging, type PartOf, partOf } from '../kit/paging'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { EbicsContact, EdsOrder } from './ebics'
import { edsChanges } from './event-type'

export async function insertEbicsContact(tx: Tx, contact: EbicsContact): Promise<void> {
  const { id, tenantId, createdAt } = contact
  const facts = { id, tenant_id: tenantId, created_at: formatInstant(createdAt) }
  await tx
    .insertInto('ebics_contacts')
    .values({ ...facts, ...changeable(contact) })
    .execute()
}

export async function updateEbicsContact(tx: Tx, contact: EbicsContact): Promise<void> {
  await tx.updateTable('ebics_contacts').set(changeable(contact)).where('id', '=', contact.id).execute()
}

/** The contact with what is known of its orders; the journal still tells of them. */
export async function deleteEbicsContact(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('eds_orders').where('contact_id', '=', id).execute()
  await tx.deleteFrom('ebics_contacts').where('id', '=', id).execute()
}

/** The tenant's contacts by name. */
export async function listEbicsContacts(db: Reader, tenantId: string): Promise<EbicsContact[]> {
  return (await ebicsContactsIn(db, tenantId, {})).items
}

/** A part of them. */
export async function ebicsContactsIn(db: Reader, tenantId: string, paging: Paging): Promise<PartOf<EbicsContact>> {
  let query = contactsOf(db, tenantId).orderBy('name')
  const [name] = paging.after ?? []
  if (name !== undefined) query = query.where('name', '>', name)
  if (paging.limit !== undefined) query = query.limit(paging.limit + 1)
  return partOf(await query.execute(), paging, contactOf, (row) => [row.name])
}

/** The contact of that name, or of an unambiguous beginning. Throws `ebics-contact-not-found`, `ambiguous-value`. */
export async function ebicsContactNamed(
  db: Reader,
  tenant: { id: string; name: string },
  typed: string,
): Promise<EbicsContact> {
  const contacts = await listEbicsContacts(db, tenant.id)
  const names = contacts.map(({ name }) => name)
  const resolved = resolveName(typed, names)
  if ('matches' in resolved && resolved.matches.length > 1) {
    throw new DeskError('ambiguous-value', { name: 'CONTACT', value: typed, matches: [...resolved.matches] })
  }
  const name = 'found' in resolved ? resolved.found : resolved.matches[0]
  const contact = contacts.find((candidate) => candidate.name === name)
  if (contact === undefined) throw new DeskError('ebics-contact-not-found', { name: typed, tenant: tenant.name })
  return contact
}

/** Orders that are new or have changed. */
export async function saveEdsOrders(tx: Tx, orders: readonly EdsOrder[]): Promise<void> {
  if (orders.length === 0) return
  const rows = orders.map(({ id, contactId, reference, change, createdAt, updatedAt }) => ({
    id,
    contact_id: contactId,
    reference,
    change,
    created_at: formatInstant(createdAt),
    updated_at: formatInstant(updatedAt),
  }))
  await tx
    .insertInto('eds_orders')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        change: row.ref('excluded.change'),
        updated_at: row.ref('excluded.updated_at'),
      })),
    )
    .execute()
}

/** A contact's orders, those first that changed last. */
export async function listEdsOrders(db: Reader, contactId: string): Promise<EdsOrder[]> {
  const rows = await ordersOf(db, contactId).orderBy('updated_at', 'desc').orderBy('reference').execute()
  return rows.map(orderOf)
}

export async function findEdsOrder(db: Reader, contactId: string, reference: string): Promise<EdsOrder | undefined> {
  const row = await ordersOf(db, contactId).where('reference', '=', reference).executeTakeFirst()
  return row === undefined ? undefined : orderOf(row)
}

function contactsOf(db: Reader, tenantId: string) {
  return db.selectFrom('ebics_contacts').selectAll().where('tenant_id', '=', tenantId)
}

function ordersOf(db: Reader, contactId: string) {
  return db.selectFrom('eds_orders').selectAll().where('contact_id', '=', contactId)
}

function changeable({ name, hostId, partnerId, userId, url, orderTypes }: EbicsContact) {
  const ids = { host_id: hostId, partner_id: partnerId, subscriber_id: userId }
  return { name, ...ids, url, order_types: JSON.stringify(orderTypes) }
}

type ContactRow = Awaited<ReturnType<ReturnType<typeof contactsOf>['executeTakeFirstOrThrow']>>

function contactOf(row: ContactRow): EbicsContact {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    hostId: row.host_id,
    partnerId: row.partner_id,
    userId: row.subscriber_id,
    url: row.url,
    orderTypes: JSON.parse(row.order_types) as string[],
    createdAt: new Date(row.created_at),
  }
}

type OrderRow = Awaited<ReturnType<ReturnType<typeof ordersOf>['executeTakeFirstOrThrow']>>

function orderOf(row: OrderRow): EdsOrder {
  return {
    id: row.id,
    contactId: row.contact_id,
    reference: row.reference,
    change: edsChanges.find((change) => change === row.change) ?? 'pending',
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
