import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import type { UserActor } from '../../people/session'
import { findUser } from '../../people/user-store'
import { type ChangeRequest, changeTicket, sideOf, type TicketChange, type TicketChanged } from '../change-ticket'
import { entryReader } from '../untold'
import { letIn, whatChanged } from './let-in'
import { deleteParticipant, listParticipants } from './participant-store'

export interface ParticipantsRequest extends ChangeRequest {
  deed: 'add' | 'remove'
  emails: readonly string[]
  /** Whether it was said that people from outside the organisation are meant. */
  outsideIsMeant: boolean
}

/**
 * Lets people into a ticket, or out of it; what removes ends at once. Whoever may answer the ticket may, and everybody may
 * leave. Throws `participants-outside`, `participant-not-found`, `participant-is-requester`.
 */
export async function changeParticipants(
  desk: Desk,
  actor: UserActor,
  request: ParticipantsRequest,
): Promise<TicketChanged> {
  const { deed, emails } = request
  return changeTicket(desk, actor, 'ticket cc', request, { deed, emails: [...emails] }, async (change) => {
    if (deed === 'remove') return removeAll(change, emails)
    sideOf(change)
    const added = await letIn(desk, change, emails, request.outsideIsMeant)
    if (added !== undefined) change.happened('ticket.edited', added)
  })
}

async function removeAll(change: TicketChange, emails: readonly string[]): Promise<void> {
  const { tx } = change.deed
  const { id, number, requester } = change.ticket
  const named = await Promise.all(emails.map(async (email) => ({ email, userId: (await findUser(tx, email))?.id })))
  if (named.some(({ userId }) => userId !== change.actor.id)) sideOf(change)
  const before = await listParticipants(tx, id)
  // Of those who are pending, whoever may not let them in knows nothing: the answer is the same as for a stranger.
  const { pending: knowsPending } = entryReader(change.actor, change.rules, change.ticket)
  const known = before.filter(({ status }) => status === 'accepted' || knowsPending)
  const leaving = named.map(({ email, userId }) => {
    if (userId === requester.id) throw new DeskError('participant-is-requester', { number, email })
    const found = known.find(({ person }) => person.id === userId)
    if (found === undefined) throw new DeskError('participant-not-found', { number, email })
    return found
  })
  for (const { person } of leaving) await deleteParticipant(tx, id, person.id)
  const removed = leaving.map(({ person, status }) => ({ id: person.id, was: status }))
  change.happened('ticket.edited', { ...whatChanged(before, await listParticipants(tx, id)), removed })
}
