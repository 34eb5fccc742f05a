import type { Desk } from '../desk'
import { demand } from '../people/permission'
import type { UserActor } from '../people/session'
import { filesAsked } from './attach-files'
import { attachedFacts } from './attachment'
import { type ChangeRequest, changeTicket, type TicketChanged } from './change-ticket'
import { type GivenFile, noFiles } from './given-files'
import { move } from './ticket'

/** Adds a note that only staff see; it changes nothing else, and is possible on a closed ticket too. */
export async function noteOnTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { body: string },
  files: readonly GivenFile[] = noFiles,
): Promise<TicketChanged> {
  const particulars = { body: request.body, ...filesAsked(files) }
  return changeTicket(desk, actor, 'ticket note', request, particulars, async (change) => {
    demand(actor, 'tickets:note', change.ticket.tenant, change.rules)
    change.ticket = move(change.ticket, 'note', change.deed.now).ticket
    const message = await change.write('note', request.body)
    const attached = await change.attach(message.id, files)
    change.happened('ticket.noted', { message: message.id, ...attachedFacts(attached) })
  })
}
