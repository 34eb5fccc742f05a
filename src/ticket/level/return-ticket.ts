import type { Desk } from '../../desk'
import { readEntries } from '../../journal/store'
import { DeskError } from '../../kit/errors'
import { demand, isOfSecondLevel } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Person } from '../../people/user'
import { peopleById } from '../../people/user-store'
import { filesAsked } from '../attachment/attach-files'
import { attachedFacts } from '../attachment/attachment'
import { type GivenFile, noFiles } from '../attachment/given-files'
import { type ChangeRequest, changeTicket, type TicketChange, type TicketChanged } from '../change-ticket'
import { canHaveStill } from '../whose-ticket'
import { handoversIn, handoverTypes, lastAtFirstLevel } from './handover'
import { giveBack } from './level'
import { isOwnLead } from './project-lead'

/**
 * Gives a ticket back to first level with an answer, a note that only staff read. It is theirs again who had it there, if
 * they still work here. For second level only. Throws `already-at-level`, `ticket-solved`, `ticket-closed`.
 */
export async function returnTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { body: string },
  files: readonly GivenFile[] = noFiles,
): Promise<TicketChanged> {
  const particulars = { body: request.body, ...filesAsked(files) }
  return changeTicket(desk, actor, 'ticket return', request, particulars, async (change) => {
    demandSecondLevel(change)
    const { deed, ticket } = change
    const receiver = await formerAssignee(change)
    const moved = giveBack(ticket, receiver, deed.now)
    change.ticket = moved.ticket
    const ofTenant = receiver !== null && (await isOwnLead(deed.tx, moved.ticket, receiver))
    const message = await change.write('note', request.body)
    const attached = await change.attach(message.id, files)
    change.happened('ticket.returned', {
      message: message.id,
      ...(ofTenant ? { ofTenant } : {}),
      ...attachedFacts(attached),
    })
  })
}

/** Throws `not-allowed` for whoever is not of second level. */
export function demandSecondLevel({ actor, ticket, rules }: Pick<TicketChange, 'actor' | 'ticket' | 'rules'>): void {
  demand(actor, 'tickets:escalate', ticket.tenant, rules)
  if (isOfSecondLevel(actor.memberships)) return
  throw new DeskError('not-allowed', { permission: 'tickets:return', tenant: null })
}

/** Who had it at first level, unless they can have it no more. */
async function formerAssignee({ deed: { tx: db }, ticket, rules }: TicketChange): Promise<Person | null> {
  const id = lastAtFirstLevel(handoversIn(await readEntries(db, { ticketId: ticket.id, types: handoverTypes })))
  if (id === null) return null
  const person = (await peopleById(db, [id])).get(id)
  const again = { ...ticket, level: 1 as const }
  return person !== undefined && (await canHaveStill(db, again, person.id, rules)) ? person : null
}
