import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { type TicketRules, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Reader } from '../../store/schema'
import { assignTo } from '../assign-to'
import { changeTicket, demandWorker } from '../change-ticket'
import { asOf } from '../ticket'
import { isTheirs, placeInQueue, type QueuePlace } from './queue'
import { firstOfQueue, isStillWorkable } from './queue-store'
import { mostUrgent, type Urgency } from './urgency'

/** The ticket to turn to, and why just this one. */
export interface Next {
  number: number
  urgency: Urgency
}

/** Where the actor works. Throws `not-allowed` for whoever works nowhere. */
export function workplaceOf(actor: UserActor): QueuePlace {
  const place = placeInQueue(actor)
  if (place === undefined) throw new DeskError('not-allowed', { permission: 'tickets:work', tenant: null })
  return place
}

/** The most urgent ticket that the actor may turn to; undefined where there is nothing to do. Throws `not-allowed`. */
export async function nextTicket(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  now: Date,
): Promise<Next | undefined> {
  const waiting = await firstOfQueue(db, visibilityOf(actor, rules), workplaceOf(actor), now)
  const found = mostUrgent(waiting, actor, now)
  return found === undefined ? undefined : { number: found.ticket.number, urgency: found.urgency }
}

/**
 * Takes the most urgent ticket; who comes second gets the one after it, so that no two ever get the same. Undefined where
 * nothing is left to do. Throws `not-allowed`.
 */
export async function takeNext(desk: Desk, actor: UserActor, rules: TicketRules): Promise<Next | undefined> {
  const { db } = await desk.store()
  const place = workplaceOf(actor)
  for (;;) {
    const found = await nextTicket(db, actor, rules, desk.now())
    if (found === undefined || (await takeIfFree(desk, actor, place, found.number))) return found
  }
}

/** Whether the ticket is the actor's now: looked at inside the deed, where nobody can come in between. */
async function takeIfFree(desk: Desk, actor: UserActor, place: QueuePlace, number: number): Promise<boolean> {
  let taken = false
  await changeTicket(desk, actor, 'ticket next', { number }, {}, async (change) => {
    demandWorker(change)
    const current = asOf(change.ticket, change.deed.now)
    if (!isTheirs(current, place) || !(await isStillWorkable(change.deed.tx, current.id, place, change.deed.now)))
      return
    taken = true
    const { id, email, name } = actor
    const moved = await assignTo(change.deed.tx, current, { id, email, name })
    if (!moved.changed) return
    change.ticket = moved.ticket
    change.happened('ticket.assigned')
  })
  return taken
}
