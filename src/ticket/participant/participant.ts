import { domainOf } from '../../people/mail-address'
import type { Membership } from '../../people/permission'
import type { Person } from '../../people/user'

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

/**
 * Whether somebody belongs to the organisation whose ticket it is: whom the desk does not know yet by the domain of their
 * address, everybody else by membership. Whoever left it is outside, also with an address that looks like one of its own.
 */
export function isInside(
  person: { memberships: readonly Membership[] } | undefined,
  email: string,
  tenant: { id: string; domains: readonly string[] },
): boolean {
  if (person === undefined) return tenant.domains.includes(domainOf(email))
  return person.memberships.some(({ tenantId }) => tenantId === tenant.id)
}
