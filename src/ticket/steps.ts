import { endOfLocalDay } from '../hours/local-day'
import type { Json } from '../kit/json'
import { knownZone } from '../kit/time/time-zone'
import { endGrants } from '../people/end-grants'
import { isStaff, may } from '../people/permission'
import { attachedFacts } from './attachment/attachment'
import { type GivenFile, noFiles } from './attachment/given-files'
import type { TicketChange } from './change-ticket'
import { insertSolution, markReopened } from './solution-store'
import type { TicketDeed } from './state-table'
import { type Moved, move, type Resolution, solve, type Ticket } from './ticket'

// Steps that more than one deed takes, inside the transaction of whichever deed it is.

/** A reply with what it does to the status; also what `solve` says with a text. */
export async function writeReply(
  change: TicketChange,
  deed: Exclude<TicketDeed, 'solve'>,
  body: string,
  files: readonly GivenFile[] = noFiles,
  particulars: { readonly [key: string]: Json } = {},
): Promise<void> {
  const moved = move(change.ticket, deed, change.deed.now)
  const { held } = change.ticket
  const message = await change.write('reply', body)
  const attached = await change.attach(message.id, files)
  // Where an answer reopens, the reopening is what changed the status, and its entry says so.
  // So does the end of a hold, which an answer of the requester brings.
  const ends = held !== null && moved.ticket.held === null
  if (!moved.reopened) change.ticket = ends ? { ...moved.ticket, held } : moved.ticket
  const by = deed === 'requester-reply' ? { by: 'customer' } : { by: 'staff', ...ofTenantsOwn(change) }
  change.happened('ticket.replied', { message: message.id, ...by, ...attachedFacts(attached), ...particulars })
  if (ends) releaseNow(change, moved.ticket)
  if (moved.reopened) await reopenNow(change, moved)
}

/** Which side the actor is on, as it is written down: groups change, and who spoke then is asked for long afterwards. */
function byWhom(change: TicketChange): { readonly [key: string]: Json } {
  const { actor, ticket, rules, leads } = change
  const speaksForStaff = leads || may(actor, 'tickets:note', ticket.tenant.id, rules)
  const isStaffHere = ticket.requester.id !== actor.id && speaksForStaff
  return isStaffHere ? { by: 'staff', ...ofTenantsOwn(change) } : { by: 'customer' }
}

/** A tenant's own first level and project lead are staff in its tickets, but what they say is no answer of the desk's. */
function ofTenantsOwn({ actor }: Pick<TicketChange, 'actor'>): { readonly [key: string]: Json } {
  return isStaff(actor) ? {} : { ofTenant: true }
}

function releaseNow(change: TicketChange, released: Ticket): void {
  change.ticket = released
  change.happened('ticket.released')
}

/** The step out of `solved`: the solution did not hold. */
export async function reopenNow(change: TicketChange, moved: Moved): Promise<void> {
  change.ticket = moved.ticket
  if (moved.reopened) await markReopened(change.deed.tx, change.ticket.id, change.deed.now)
  change.happened('ticket.reopened', byWhom(change))
}

/** The step to `solved`, with the end of the window in which it can be reopened. */
export async function solveNow(change: TicketChange, resolution: Resolution): Promise<void> {
  const { now, tx } = change.deed
  const { settings } = change
  const closesAt = endOfLocalDay(now, settings['tickets.reopen-window'], knownZone(settings['desk.time-zone']))
  const moved = solve(change.ticket, now, closesAt, resolution)
  if (!moved.changed) return
  change.ticket = moved.ticket
  const { id: ticketId } = moved.ticket
  const solution = { id: change.newId(), ticketId, resolution, solvedAt: now, closesAt, solvedBy: change.actor.id }
  await insertSolution(tx, solution)
  await endGrants(change.deed, { ticketId }, 'ticket-solved')
  change.happened('ticket.solved', { closesAt: closesAt.toISOString(), ...byWhom(change) })
}
