import type { Desk } from '../../desk'
import type { Deed } from '../../journal/deed'
import type { Changes } from '../../journal/entry'
import { DeskError } from '../../kit/errors'
import type { Json } from '../../kit/json'
import { makeUser } from '../../people/add-user'
import { domainOf } from '../../people/mail-address'
import { may, type TicketRules } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Tenant } from '../../people/tenant'
import { findTenantByDomain, tenantById } from '../../people/tenant-store'
import type { User } from '../../people/user'
import { findUser } from '../../people/user-store'
import type { Reader } from '../../store/schema'
import type { Ticket } from '../ticket'
import { isInside, type Participant, type ParticipantStatus } from './participant'
import { listParticipants, saveParticipant } from './participant-store'

/** Where somebody is let into a ticket, and by whom. */
export interface LettingIn {
  deed: Deed
  actor: UserActor
  rules: TicketRules
  ticket: Pick<Ticket, 'id' | 'number' | 'tenant' | 'requester'>
}

/** What the journal keeps of it: addresses for people, ids and what they were before for taking it back. */
export type LetIn = { readonly [key: string]: Json }

/**
 * Lets people into a ticket as part of a deed. Whoever is new becomes a contact, of the tenant that has their domain. Staff
 * let in whom they name, those from outside the organisation only when it was said that it is meant; whom anybody else
 * names from outside is pending. Undefined where all of them take part already. Throws `participants-outside`,
 * `user-disabled`.
 */
export async function letIn(
  desk: Desk,
  place: LettingIn,
  emails: readonly string[],
  outsideIsMeant: boolean,
): Promise<LetIn | undefined> {
  const { deed, actor, rules, ticket } = place
  const tenant = await tenantById(deed.tx, ticket.tenant.id)
  const before = await listParticipants(deed.tx, ticket.id)
  const isStaff = may(actor, 'tickets:edit', ticket.tenant.id, rules)
  const wanted = await peopleWanted(deed.tx, tenant, [...new Set(emails)])
  const toAdd = wanted
    .map((one) => ({ ...one, becomes: isStaff || one.inside ? ('accepted' as const) : ('pending' as const) }))
    .filter(({ user, becomes }) => user === undefined || !isSettled(user, becomes, isStaff, before, ticket))
  if (toAdd.length === 0) return undefined
  const outside = toAdd.filter(({ inside }) => !inside).map(({ email }) => email)
  if (isStaff && outside.length > 0 && !outsideIsMeant) {
    throw new DeskError('participants-outside', { number: ticket.number, tenant: tenant.name, emails: outside })
  }
  const added: { id: string; was: ParticipantStatus | null }[] = []
  for (const { email, user, inside, becomes } of toAdd) {
    if (user?.status === 'disabled' && (isStaff || inside)) throw new DeskError('user-disabled', { email: user.email })
    const { id } = user ?? (await makeContact(desk, deed, email, isStaff ? undefined : tenant.id))
    await saveParticipant(deed.tx, ticket.id, { userId: id, status: becomes, addedBy: actor.id, addedAt: deed.now })
    added.push({ id, was: before.find(({ person }) => person.id === id)?.status ?? null })
  }
  return { ...whatChanged(before, await listParticipants(deed.tx, ticket.id)), letIn: added }
}

/**
 * Whom staff would let into a new ticket from outside its organisation, which they must say they mean; nobody where the
 * actor is not staff: then those wait for the desk.
 */
export async function outsidersAmong(
  db: Reader,
  { actor, rules }: Pick<LettingIn, 'actor' | 'rules'>,
  tenant: Organisation,
  requester: { id: string | undefined; email: string },
  emails: readonly string[],
): Promise<string[]> {
  if (!may(actor, 'tickets:edit', tenant.id, rules)) return []
  const wanted = await peopleWanted(db, tenant, [...new Set(emails)])
  const isRequester = ({ email, user }: Wanted): boolean =>
    email === requester.email || (user !== undefined && user.id === requester.id)
  return wanted.filter((one) => !one.inside && !isRequester(one)).map(({ email }) => email)
}

/** Who takes part, before and after, as the history tells it. Who is pending is told to staff only, and not by it. */
export function whatChanged(before: readonly Participant[], after: readonly Participant[]): { changes?: Changes } {
  const [from, to] = [before, after].map((list) =>
    list.filter(({ status }) => status === 'accepted').map(({ person }) => person.email),
  )
  return JSON.stringify(from) === JSON.stringify(to)
    ? {}
    : { changes: { participants: { from: from ?? [], to: to ?? [] } } }
}

interface Wanted {
  email: string
  user: User | undefined
  inside: boolean
}

/** What is asked of a tenant to tell who belongs to it. */
export type Organisation = Pick<Tenant, 'id' | 'domains'>

async function peopleWanted(db: Reader, tenant: Organisation, emails: readonly string[]): Promise<Wanted[]> {
  const wanted: Wanted[] = []
  for (const email of emails) {
    const user = await findUser(db, email)
    wanted.push({ email, user, inside: isInside(user, email, tenant) })
  }
  return wanted
}

/**
 * Whether there is nothing to do: they take part already, as the requester always does. That somebody is pending already is
 * for staff to know; who names them again is not told so by anything that stays as it was.
 */
function isSettled(
  user: User,
  becomes: ParticipantStatus,
  isStaff: boolean,
  before: readonly Participant[],
  ticket: Pick<Ticket, 'requester'>,
): boolean {
  if (user.id === ticket.requester.id) return true
  const status = before.find(({ person }) => person.id === user.id)?.status
  return status === 'accepted' || (isStaff && status === becomes)
}

/** Whoever is not of the desk puts nobody into another organisation than the ticket's (`only`). */
async function makeContact(desk: Desk, deed: Deed, email: string, only: string | undefined): Promise<User> {
  const owner = await findTenantByDomain(deed.tx, domainOf(email))
  const takesThem = owner !== undefined && owner.deletedAt === null && (only === undefined || owner.id === only)
  const memberships = takesThem ? [{ tenantId: owner.id, group: 'user' }] : []
  const contact = { email, name: null, telephone: null, status: 'contact' as const, memberships }
  return makeUser(desk, deed, contact)
}
