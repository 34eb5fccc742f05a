import type { Entry } from '../../journal/entry'
import type { User } from '../../people/user'
import type { Participant } from '../../ticket/participant/participant'
import type { Ticket } from '../../ticket/ticket'

/**
 * Who gets which letter, as far as it can be said without looking anything up. Nobody is told what they said or did
 * themselves; whoever is only waiting to be let in is told nothing.
 */

/** Somebody who is to be told of a ticket. */
export interface Told {
  userId: string
  isRequester: boolean
}

/** Who gets what is said in a ticket, and that it is solved: requester and accepted participants, but for these. */
export function toldOfTicket(
  requester: Ticket['requester'],
  participants: readonly Participant[],
  but: ReadonlySet<string>,
): Told[] {
  const accepted = participants.filter(({ status }) => status === 'accepted').map(({ person }) => person.id)
  const others = [...new Set(accepted)].filter((id) => id !== requester.id)
  return [
    { userId: requester.id, isRequester: true },
    ...others.map((userId) => ({ userId, isRequester: false })),
  ].filter(({ userId }) => !but.has(userId))
}

/** Whoever was shut out gets no mail either, and whoever was merged into somebody has no address any more. */
export function mayBeMailed({ status, email }: Pick<User, 'status' | 'email'>): boolean {
  return status !== 'disabled' && email !== ''
}

/** Whether somebody's answer in a ticket is the desk's: staff, or the first level of the tenant itself (DOMAIN 2). */
export function speaksForDesk({ id, memberships }: Pick<User, 'id' | 'memberships'>, ticket: Ticket): boolean {
  if (id === ticket.requester.id) return false
  return memberships.some(
    ({ tenantId, group }) => tenantId === null || (tenantId === ticket.tenant.id && group === 'first-level'),
  )
}

/** Whether somebody works on a tenant from outside: its own people need no letter about what they do. */
export function isOutsider({ memberships }: Pick<User, 'memberships'>, tenantId: string): boolean {
  return !memberships.some((membership) => membership.tenantId === tenantId && membership.isGuest !== true)
}

/** Whether two entries were written in one deed on a ticket: a deed makes one version of it. */
export function isOneDeed(one: Entry, other: Entry): boolean {
  return one.ticketId === other.ticketId && one.at === other.at && versionIn(one) === versionIn(other)
}

function versionIn(entry: Entry): unknown {
  return payloadOf(entry)?.version
}

/** What an entry tells besides its facts; undefined where it was erased. */
export function payloadOf({ payload }: Entry): Readonly<Record<string, unknown>> | undefined {
  return payload === null ? undefined : (JSON.parse(payload) as Readonly<Record<string, unknown>>)
}
