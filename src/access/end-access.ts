import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import { endGrants } from '../people/end-grants'
import type { Grant } from '../people/grant'
import { grantById } from '../people/grant-store'
import { demand, type TicketRules } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import { tenantDemanded } from '../people/tenant-meant'
import { findTenant } from '../people/tenant-store'
import { findUser } from '../people/user-store'

/**
 * Takes an advisor out of a tenant, at once. Throws `tenant-not-found`, `tenant-needed`, `not-allowed`, and
 * `advisor-not-found` alike for somebody who is not in and for one who does not exist.
 */
export async function removeAdvisor(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  wish: { advisor: string; tenant: string | undefined },
  key: string | undefined,
): Promise<Grant> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenant = await tenantDemanded(deed.tx, actor, rules, wish.tenant)
    demand(actor, 'access:edit', tenant, rules)
    const call = { key, actorId: actor.id, tenantId: tenant.id, command: 'access remove', request: wish.advisor }
    const id = await once(deed, call, async () => {
      const advisor = await findUser(deed.tx, wish.advisor)
      const filter = { tenantIds: [tenant.id], advisorId: advisor?.id ?? '' }
      const [ended] = await endGrants(deed, filter, 'removed')
      if (ended === undefined) throw new DeskError('advisor-not-found', { email: wish.advisor, tenant: tenant.name })
      return ended.id
    })
    return grantById(deed.tx, id)
  })
}

/** An advisor leaves a tenant. Throws `not-let-in` alike where they are not in and for a tenant that there is not. */
export async function leaveTenant(
  desk: Desk,
  actor: UserActor,
  typed: string,
  key: string | undefined,
): Promise<Grant> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenantId = (await findTenant(deed.tx, typed))?.id ?? ''
    const call = { key, actorId: actor.id, tenantId, command: 'access leave', request: null }
    const id = await once(deed, call, async () => {
      const [ended] = await endGrants(deed, { tenantIds: [tenantId], advisorId: actor.id }, 'left')
      if (ended === undefined) throw new DeskError('not-let-in', { tenant: typed })
      return ended.id
    })
    return grantById(deed.tx, id)
  })
}
