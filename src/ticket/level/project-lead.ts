import { may, type TicketRules } from '../../people/permission'
import { isStaffStill } from '../../people/staff-member'
import type { Person, User } from '../../people/user'
import { findUser } from '../../people/user-store'
import { readTenantSettings } from '../../settings/store'
import type { Reader } from '../../store/schema'
import { assignTo } from '../assign-to'
import type { TicketChange } from '../change-ticket'
import { saveParticipant, takesPart } from '../participant/participant-store'
import type { Ticket } from '../ticket'
import { findTopic } from '../topic/topic-store'

/**
 * The project lead (Projektleitung) of a tenant answers what neither level can: which documents may be used, from when a new
 * function is. It is one of the tenant's own people or of the desk's staff, named by address (`tenant.project-lead`). What
 * lies with one of the tenant's own is in its own hands, and they answer it as staff do: it waits for the requester then, and
 * is solved when they say so.
 */
export interface NamedLead {
  /** As it was set. */
  email: string
  /** Null: nobody of the tenant or of the staff has that address, or they were shut out. */
  person: Person | null
}

/** Who a tenant's project lead is; undefined where none is named. */
export async function projectLeadOf(db: Reader, tenantId: string): Promise<NamedLead | undefined> {
  const { 'tenant.project-lead': email } = await readTenantSettings(db, tenantId)
  if (email === '') return undefined
  const user = await findUser(db, email)
  if (user === undefined || !(await canLead(db, user, tenantId))) return { email, person: null }
  return { email, person: { id: user.id, email: user.email, name: user.name } }
}

/** Whether a ticket lies with somebody as the project lead of its tenant. */
export async function isLeadOf(
  db: Reader,
  { assignee, level, tenant }: Pick<Ticket, 'assignee' | 'level' | 'tenant'>,
  userId: string,
): Promise<boolean> {
  if (assignee?.id !== userId || level === 2) return false
  return (await projectLeadOf(db, tenant.id))?.person?.id === userId
}

async function canLead(db: Reader, user: User, tenantId: string): Promise<boolean> {
  if (user.status === 'disabled') return false
  const isOfTenant = user.memberships.some((membership) => membership.tenantId === tenantId)
  return isOfTenant || isStaffStill(db, user.id)
}

/**
 * Gives a ticket whose topic the project lead answers to the tenant's, as a step of whichever deed it is. Who could not
 * answer there by their groups takes part from then on. Where none is named, or the ticket is beyond first level, it stays.
 */
export async function giveToLead(change: TicketChange): Promise<void> {
  const { deed, ticket, rules, actor } = change
  const { status, level } = ticket
  if (ticket.topic === null || level === 2 || status === 'solved' || status === 'closed') return
  if ((await findTopic(deed.tx, ticket.topic))?.answeredBy !== 'project-lead') return
  const lead = await projectLeadOf(deed.tx, ticket.tenant.id)
  if (lead === undefined || lead.person === null) return
  const { person } = lead
  const moved = await assignTo(deed.tx, ticket, person)
  if (!moved.changed) return
  const user = await findUser(deed.tx, person.email)
  const mayAnswer = user !== undefined && (ticket.requester.id === person.id || answers(user, ticket.tenant.id, rules))
  const isIn = mayAnswer || (await takesPart(deed.tx, ticket.id, person.id))
  if (!isIn) {
    const letIn = { userId: person.id, status: 'accepted' as const, addedBy: actor.id, addedAt: deed.now }
    await saveParticipant(deed.tx, ticket.id, letIn)
  }
  // It is their turn, whoever it waited for.
  change.ticket = moved.ticket.status === 'waiting' ? { ...moved.ticket, status: 'open' } : moved.ticket
  const ofTenant = await isOwnLead(deed.tx, moved.ticket, person)
  change.happened('ticket.assigned', {
    ...(isIn ? {} : { letIn: [{ id: person.id, was: null }] }),
    ...(ofTenant ? { ofTenant } : {}),
  })
}

/** Whether a ticket lies with somebody as project lead who is no staff: it is in its tenant's own hands then. */
export async function isOwnLead(
  db: Reader,
  ticket: Pick<Ticket, 'assignee' | 'level' | 'tenant'>,
  { id }: Person,
): Promise<boolean> {
  return !(await isStaffStill(db, id)) && (await isLeadOf(db, ticket, id))
}

function answers(user: User, tenantId: string, rules: TicketRules): boolean {
  return may({ ...user, kind: 'user' }, 'tickets:write', tenantId, rules)
}
