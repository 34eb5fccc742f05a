import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { demand, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { type ChangeRequest, changeTicket, type TicketChange, type TicketChanged } from '../change-ticket'
import { ticketByNumber } from '../store'
import type { Ticket } from '../ticket'
import { deleteLink, insertLink, isLinked, type LinkTarget } from './link-store'

export interface LinkRequest extends ChangeRequest {
  /** The number of another ticket, or an address. */
  to: number | string
  remove: boolean
}

/**
 * Links a ticket with another one that the actor may see, too, or with a page; or takes the link away. Staff, and a tenant's
 * first level in its own tickets. Throws `ticket-not-found`, `link-to-itself`, `link-not-found`, `not-allowed`.
 */
export async function linkTicket(desk: Desk, actor: UserActor, request: LinkRequest): Promise<TicketChanged> {
  const { to, remove } = request
  return changeTicket(desk, actor, 'ticket link', request, { to, remove }, async (change) => {
    const other = typeof to === 'number' ? await otherTicket(change, to) : undefined
    demand(actor, 'tickets:note', change.ticket.tenant, change.rules)
    if (other !== undefined) demand(actor, 'tickets:note', other.tenant, change.rules)
    if (other?.id === change.ticket.id) throw new DeskError('link-to-itself', { number: other.number })
    const target = other === undefined ? { url: String(to) } : { otherId: other.id }
    await (remove ? takeAway(change, request, target) : put(change, request, target))
  })
}

async function otherTicket({ deed, actor, rules }: TicketChange, number: number): Promise<Ticket> {
  return ticketByNumber(deed.tx, number, visibilityOf(actor, rules))
}

async function put(change: TicketChange, { to }: LinkRequest, target: LinkTarget): Promise<void> {
  const { deed, actor, ticket } = change
  if (await isLinked(deed.tx, ticket.id, target)) return
  const kind = 'url' in target ? 'url' : 'related'
  await insertLink(deed.tx, {
    ...{ id: change.newId(), ticketId: ticket.id, kind, target },
    ...{ createdBy: actor.id, createdAt: deed.now },
  })
  change.happened('ticket.linked', { changes: { link: { from: null, to: shown(to) } } })
}

async function takeAway(change: TicketChange, { number, to }: LinkRequest, target: LinkTarget): Promise<void> {
  if (!(await deleteLink(change.deed.tx, change.ticket.id, target))) {
    throw new DeskError('link-not-found', { number, to: shown(to) })
  }
  change.happened('ticket.linked', { changes: { link: { from: shown(to), to: null } } })
}

function shown(to: number | string): string {
  return typeof to === 'number' ? `#${to}` : to
}
