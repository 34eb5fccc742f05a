import type { EdsChange } from './event-type'

/**
 * An EBICS contact of a tenant: how its bank knows it. The desk speaks no EBICS itself; what it knows of a contact's orders
 * is what events told. An order that waits for distributed signatures (VEU) exists from the first event that names it.
 */
export interface EbicsContact {
  id: string
  tenantId: string
  /** What people call it; once in a tenant. */
  name: string
  hostId: string
  partnerId: string
  userId: string
  url: string | null
  /** `CCT`, `STA` … in alphabetical order. */
  orderTypes: readonly string[]
  createdAt: Date
}

export interface EdsOrder {
  id: string
  contactId: string
  reference: string
  /** What became of it last. */
  change: EdsChange
  createdAt: Date
  updatedAt: Date
}

/** An id as banks give them (EBICS schema H003–H005). */
export function isEbicsId(typed: string): boolean {
  return /^[a-z0-9,=]{1,35}$/i.test(typed)
}

/** `CCT`, `C53`: three capital letters and digits. */
export function isOrderType(typed: string): boolean {
  return /^[A-Z0-9]{3}$/.test(typed)
}
