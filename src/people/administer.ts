import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import type { Json } from '../kit/json'
import { demand, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'

/** Who changes the desk itself, and under which key, if any. */
export interface Administering {
  actor: UserActor
  rules: TicketRules
  idempotencyKey: string | undefined
}

/** Carries out a deed that only those do who may change the desk, once for a key. Throws `not-allowed`. */
export async function administer<T extends Json>(
  desk: Desk,
  { actor, rules, idempotencyKey: key }: Administering,
  command: string,
  request: Json,
  work: (deed: Deed) => Promise<T>,
): Promise<T> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    demand(actor, 'desk:edit', null, rules)
    return once(deed, { key, actorId: actor.id, tenantId: '', command, request }, () => work(deed))
  })
}
