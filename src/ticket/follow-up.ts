import type { Desk } from '../desk'
import type { ConsentManner } from '../people/consent'
import { channelOf, type UserActor } from '../people/session'
import { findUserById } from '../people/user-store'
import { filesAsked } from './attachment/attach-files'
import { type GivenFile, noFiles } from './attachment/given-files'
import {
  type ChangeRequest,
  changeTicket,
  refuseMerged,
  sideOf,
  type TicketChange,
  type TicketChanged,
} from './change-ticket'
import { insertLink } from './link/link-store'
import { refuseOpening } from './may-open'
import { fileTicket, settleConsent } from './open-ticket'
import { move, type Ticket } from './ticket'
import { entryFacts } from './ticket-entry'

export interface FollowUpRequest extends ChangeRequest {
  /** Undefined: that of the ticket it follows. */
  subject: string | undefined
  body: string
  consent: ConsentManner | undefined
}

/**
 * Opens a new ticket that takes up where a solved or closed one ended: of the same requester and tenant, about the same.
 * Whoever may answer and open may do it. Throws `may-not-open`, `follow-up-too-early`, `ticket-merged`, `consent-missing`,
 * `attachment-changed`.
 */
export async function followUp(
  desk: Desk,
  actor: UserActor,
  request: FollowUpRequest,
  files: readonly GivenFile[] = noFiles,
): Promise<TicketChanged> {
  const { body, subject } = request
  const asked = { body, ...(subject === undefined ? {} : { subject }), ...filesAsked(files) }
  return changeTicket(desk, actor, 'ticket follow-up', request, asked, async (change) => {
    sideOf(change)
    refuseOpening(actor, change.ticket.tenant, change.rules)
    await refuseMerged(change)
    const { deed } = change
    change.ticket = move(change.ticket, 'follow-up', deed.now).ticket
    const requester = await findUserById(deed.tx, change.ticket.requester.id)
    if (requester !== undefined) {
      await settleConsent(desk, deed, actor, change.settings, requester, request.consent)
    }
    const next = await fileNext(desk, change, request, files)
    linkBoth(change, next)
    const target = { otherId: change.ticket.id }
    const link = { id: change.newId(), ticketId: next.id, kind: 'follow-up' as const, target }
    await insertLink(deed.tx, { ...link, createdBy: actor.id, createdAt: deed.now })
    change.shown = next.number
  })
}

async function fileNext(
  desk: Desk,
  { deed, actor, ticket }: TicketChange,
  { subject, body }: FollowUpRequest,
  files: readonly GivenFile[],
): Promise<Ticket> {
  const { requester, tenant, category, topic, module } = ticket
  const said = {
    subject: subject ?? ticket.subject,
    description: body,
    module,
    channel: channelOf(actor),
    // How urgent it was then says nothing of now.
    priority: undefined,
    emergency: false,
  }
  return fileTicket(desk, deed, said, { requester, tenant, category, topic, report: null }, files)
}

/** The history of each names the other. */
function linkBoth(change: TicketChange, next: Ticket): void {
  const link = (field: string, { number }: Ticket) => ({ changes: { [field]: { from: null, to: `#${number}` } } })
  change.happened('ticket.linked', link('followUp', next))
  const payload = { version: next.version, ...link('followUpOf', change.ticket) }
  change.deed.record({ type: 'ticket.linked', ...entryFacts(next), payload })
}
