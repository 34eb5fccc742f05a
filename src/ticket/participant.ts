import type { Membership } from '../people/permission'
import type { Person } from '../people/user'

/**
 * Who besides the requester gets a ticket's answers, may read it (without notes) and answer it as the customer's side.
 * Whom somebody of the customer's side names from outside the organisation is pending: they get and see nothing until
 * staff add them.
 */
export interface Participant {
  person: Person
  status: ParticipantStatus
}

export const participantStatuses = ['accepted', 'pending'] as const
export type ParticipantStatus = (typeof participantStatuses)[number]

/** Whether somebody belongs to the organisation whose ticket it is, by membership or by the domain of an address. */
export function isInside(
  person: { addresses: readonly string[]; memberships: readonly Membership[] },
  tenant: { id: string; domains: readonly string[] },
): boolean {
  return (
    person.memberships.some(({ tenantId }) => tenantId === tenant.id) ||
    person.addresses.some((address) => tenant.domains.includes(address.slice(address.lastIndexOf('@') + 1)))
  )
}
