import type { Desk } from '../desk'
import { demand } from '../people/permission'
import type { UserActor } from '../people/session'
import { filesAsked } from './attachment/attach-files'
import { attachedFacts } from './attachment/attachment'
import { type GivenFile, noFiles } from './attachment/given-files'
import { type ChangeRequest, changeTicket, type TicketChanged } from './change-ticket'
import { move } from './ticket'

/** Adds a note that only staff see, or only the desk's (`deskOnly`); it changes nothing else, and is possible on a closed ticket too. */
export async function noteOnTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { body: string; deskOnly?: boolean },
  files: readonly GivenFile[] = noFiles,
): Promise<TicketChanged> {
  const { deskOnly = false } = request
  const kept = deskOnly ? { deskOnly } : {}
  const particulars = { body: request.body, ...kept, ...filesAsked(files) }
  return changeTicket(desk, actor, 'ticket note', request, particulars, async (change) => {
    demand(actor, 'tickets:note', change.ticket.tenant, change.rules)
    // Whoever is of a tenant's first level alone would not see it themselves.
    if (deskOnly) demand(actor, 'tickets:note', null, change.rules)
    change.ticket = move(change.ticket, 'note', change.deed.now).ticket
    const message = await change.write('note', request.body, deskOnly)
    const attached = await change.attach(message.id, files)
    change.happened('ticket.noted', { message: message.id, ...kept, ...attachedFacts(attached) })
  })
}
