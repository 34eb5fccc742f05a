import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { endVisit } from './answer-invitation'
import { type Guest, shownGuest } from './guest'
import { recordOfGuest } from './guest-entry'
import { findGuestByEmail } from './guest-store'
import type { GuestChanged } from './invite-guest'
import { demand, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import type { Tenant } from './tenant'
import { tenantDemanded } from './tenant-meant'

export interface GuestToRemove {
  email: string
  /** Undefined: the actor's only tenant. */
  tenant: string | undefined
}

/**
 * Removes a guest, or takes an invitation back, at once: whatever they do next, they are not let in. Their login stays,
 * which is not the visited tenant's to end. Throws `tenant-not-found`, `guest-not-found`, `not-allowed`.
 */
export async function removeGuest(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  wanted: GuestToRemove,
  key: string | undefined,
): Promise<GuestChanged> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenant = await tenantOfGuests(deed.tx, actor, rules, wanted.tenant)
    const call = { key, actorId: actor.id, tenantId: tenant.id, command: 'guest remove', request: wanted.email }
    return once(deed, call, async () => {
      const guest = await guestByEmail(deed.tx, tenant, wanted.email)
      await endVisit(deed, guest)
      recordOfGuest(deed, guest, 'guest.removed')
      return { guest: shownGuest(guest, 'removed'), changed: true }
    })
  })
}

/** The guest who is about to be removed, for the question whether that is meant. */
export async function guestToRemove(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  { email, tenant }: GuestToRemove,
): Promise<Guest> {
  return guestByEmail(db, await tenantOfGuests(db, actor, rules, tenant), email)
}

async function tenantOfGuests(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  named: string | undefined,
): Promise<Tenant> {
  const tenant = await tenantDemanded(db, actor, rules, named)
  demand(actor, 'guests:edit', tenant, rules)
  return tenant
}

async function guestByEmail(db: Reader, tenant: Tenant, email: string): Promise<Guest> {
  const guest = await findGuestByEmail(db, tenant.id, email)
  if (guest === undefined) throw new DeskError('guest-not-found', { email, tenant: tenant.name })
  return guest
}
