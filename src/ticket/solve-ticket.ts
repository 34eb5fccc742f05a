import type { Desk } from '../desk'
import type { UserActor } from '../people/session'
import { type ChangeRequest, changeTicket, sideOf, type TicketChanged } from './change-ticket'
import { resolutionMeant, type Sayable } from './resolution-meant'
import { solveNow, writeReply } from './steps'

/** Solves a ticket, from either side; a text is sent as a reply first. Solved already: done, and no change. */
export async function solveTicket(
  desk: Desk,
  actor: UserActor,
  request: ChangeRequest & { body: string | null; as?: Sayable | undefined },
): Promise<TicketChanged> {
  const { body, as } = request
  const asked = as === undefined ? { body } : { body, as }
  return changeTicket(desk, actor, 'ticket solve', request, asked, async (change) => {
    const side = sideOf(change)
    const resolution = await resolutionMeant(change, side, as)
    if (body !== null) await writeReply(change, side === 'staff' ? 'staff-reply-keep-open' : 'requester-reply', body)
    await solveNow(change, resolution)
  })
}
