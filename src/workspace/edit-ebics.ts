import type { Desk } from '../desk'
import { changesBetween } from '../journal/changes'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { JsonObject } from '../kit/json'
import type { Removal } from '../people/removed-before'
import type { EbicsContact } from './ebics'
import {
  deleteEbicsContact,
  ebicsContactNamed,
  insertEbicsContact,
  listEbicsContacts,
  updateEbicsContact,
} from './ebics-store'
import { type Working, workIn } from './workplace'

export type EbicsFacts = Pick<EbicsContact, 'name' | 'hostId' | 'partnerId' | 'userId' | 'url' | 'orderTypes'>

/** What is not there stays as it is. */
export interface EbicsEdit extends Partial<Omit<EbicsFacts, 'orderTypes'>> {
  addOrderTypes: readonly string[]
  removeOrderTypes: readonly string[]
}

/** Adds an EBICS contact to the tenant; gives its name. Throws `not-allowed`, `ebics-contact-exists`. */
export async function addEbicsContact(desk: Desk, working: Working, wanted: EbicsFacts): Promise<string> {
  const { tenant } = working
  return workIn(desk, working, 'ebics:edit', 'ebics add', { ...recorded(wanted) }, async (deed) => {
    await refuseTaken(deed, working, wanted.name, undefined)
    await insertEbicsContact(deed.tx, { ...wanted, id: desk.newId(), tenantId: tenant.id, createdAt: deed.now })
    deed.record({ type: 'ebics-contact.added', tenantId: tenant.id, payload: { ...recorded(wanted) } })
    return wanted.name
  })
}

/** Changes what is named; what is so already is no change and no entry. Throws `ebics-contact-not-found`, `ebics-contact-exists`. */
export async function editEbicsContact(desk: Desk, working: Working, typed: string, edit: EbicsEdit): Promise<string> {
  const { tenant } = working
  const request = JSON.parse(JSON.stringify({ contact: typed, ...edit }))
  return workIn(desk, working, 'ebics:edit', 'ebics edit', request, async (deed) => {
    const before = await ebicsContactNamed(deed.tx, tenant, typed)
    const after = edited(before, edit)
    const changes = changesBetween(recorded(before), recorded(after))
    if (Object.keys(changes).length === 0) return before.name
    await refuseTaken(deed, working, after.name, before.id)
    await updateEbicsContact(deed.tx, after)
    deed.record({ type: 'ebics-contact.edited', tenantId: tenant.id, payload: { name: before.name, changes } })
    return after.name
  })
}

/** Takes a contact away with what is known of its orders. Throws `ebics-contact-not-found`. */
export async function removeEbicsContact(
  desk: Desk,
  working: Working,
  { typed, meant, gives }: Removal<string>,
): Promise<JsonObject> {
  const { tenant } = working
  return workIn(desk, working, 'ebics:edit', 'ebics remove', { contact: typed }, async (deed) => {
    const contact = await ebicsContactNamed(deed.tx, tenant, meant)
    await deleteEbicsContact(deed.tx, contact.id)
    deed.record({ type: 'ebics-contact.removed', tenantId: tenant.id, payload: { ...recorded(contact) } })
    return gives
  })
}

function edited(contact: EbicsContact, { addOrderTypes, removeOrderTypes, ...facts }: EbicsEdit): EbicsContact {
  const orderTypes = [...new Set([...contact.orderTypes, ...addOrderTypes])].filter(
    (type) => !removeOrderTypes.includes(type),
  )
  return { ...contact, ...facts, orderTypes: orderTypes.sort() }
}

async function refuseTaken({ tx }: Deed, { tenant }: Working, name: string, ownId: string | undefined): Promise<void> {
  const contacts = await listEbicsContacts(tx, tenant.id)
  const isTaken = contacts.some((one) => one.id !== ownId && one.name.toLowerCase() === name.toLowerCase())
  if (isTaken) throw new DeskError('ebics-contact-exists', { name, tenant: tenant.name })
}

/** A contact as its changes are written down. */
function recorded({ name, hostId, partnerId, userId, url, orderTypes }: EbicsFacts) {
  return { name, hostId, partnerId, userId, url, orderTypes: [...orderTypes] }
}
