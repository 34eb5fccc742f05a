import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import { domainOf } from './mail-address'
import type { User } from './user'

/**
 * A guest (Gastbenutzer) is a user, staff too, who acts in a tenant not their own. They are invited with a group and
 * accept or decline; while they are only invited they may do nothing there, and the tenant knows of them no more than
 * the address it typed: whether somebody has it, and who, is not for every tenant to find out. Whoever accepted has a
 * membership like any other; but nobody in that tenant has charge of them: they are regrouped or removed, not edited.
 */
export const guestStatuses = ['invited', 'accepted'] as const
export type GuestStatus = (typeof guestStatuses)[number]

export interface Guest {
  tenantId: string
  tenant: string
  userId: string
  /** As it was typed, until they accepted; then the one that is written to. */
  email: string
  /** Not known before they accepted. */
  name: string | null
  group: string
  status: GuestStatus
  invitedBy: string
  invitedAt: Date
  acceptedAt: Date | null
}

/** A guest as a command leaves them, who may be gone by then. As text, because it is kept for repetitions. */
export type ShownGuest = {
  tenant: string
  email: string
  name: string | null
  group: string
  status: Guest['status'] | 'declined' | 'removed'
  invitedBy: string
  invitedAt: string
  acceptedAt: string | null
}

/** In which group guests are where nobody says otherwise. */
export const usualGuestGroup = 'guest'

/**
 * Nobody is a guest where they are at home (`own-tenant`). Told by the tenant's mail domains, too: its people are added,
 * and an address that nobody has yet must not answer differently from one that somebody has.
 */
export function refuseOwnPeople(
  tenant: { id: string; name: string; domains: readonly string[] },
  email: string,
  user: Pick<User, 'memberships'> | undefined,
): void {
  const isAtHome =
    user?.memberships.some(({ tenantId, isGuest }) => tenantId === tenant.id && isGuest !== true) === true
  if (isAtHome || tenant.domains.includes(domainOf(email))) {
    throw new DeskError('own-tenant', { email, tenant: tenant.name, known: isAtHome })
  }
}

/** The guest for machines, in the state that this deed leaves behind. */
export function shownGuest(guest: Guest, status: ShownGuest['status'] = guest.status): ShownGuest {
  const { tenant, email, name, group, invitedBy, invitedAt, acceptedAt } = guest
  return {
    tenant,
    email,
    name,
    group,
    status,
    invitedBy,
    invitedAt: formatInstant(invitedAt),
    acceptedAt: acceptedAt === null ? null : formatInstant(acceptedAt),
  }
}
