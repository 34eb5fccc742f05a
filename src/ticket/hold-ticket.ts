import type { Desk } from '../desk'
import { instantFrom } from '../hours/typed-instant'
import { DeskError } from '../kit/errors'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, demandWorker, type TicketChanged } from './change-ticket'
import { type HoldReason, hold, release } from './ticket'

export interface HoldRequest extends ChangeRequest {
  /** As typed. */
  until: string
  for: HoldReason | null
}

/** Takes a ticket out of the queue until then. For who works through it. Throws `wrong-time`, `ticket-solved`, `ticket-closed`. */
export async function holdTicket(desk: Desk, actor: UserActor, request: HoldRequest): Promise<TicketChanged> {
  const asked = { until: request.until, for: request.for }
  return changeTicket(desk, actor, 'ticket hold', request, asked, async (change) => {
    demandWorker(change)
    const until = await instantFrom(desk, request.until, change.settings['desk.time-zone'])
    if (until <= change.deed.now) throw new DeskError('wrong-time', { value: request.until, reason: 'past' })
    const moved = hold(change.ticket, { until, for: request.for }, change.deed.now)
    if (!moved.changed) return
    change.ticket = moved.ticket
    change.happened('ticket.held')
  })
}

/** Takes a ticket back into the queue. For who works through it. */
export async function releaseTicket(desk: Desk, actor: UserActor, request: ChangeRequest): Promise<TicketChanged> {
  return changeTicket(desk, actor, 'ticket release', request, null, async (change) => {
    demandWorker(change)
    const moved = release(change.ticket, change.deed.now)
    if (!moved.changed) return
    change.ticket = moved.ticket
    change.happened('ticket.released')
  })
}
