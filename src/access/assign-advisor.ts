import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import { endGrants } from '../people/end-grants'
import { type Grant, lastsAsLong } from '../people/grant'
import { grantById, insertGrant, liveGrantsOf } from '../people/grant-store'
import { demand, isAdvisor, may, type TicketRules } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { tenantDemanded } from '../people/tenant-meant'
import type { User } from '../people/user'
import { userByEmail } from '../people/user-store'
import type { GrantChanged } from './grant-changed'

export interface Assignment {
  advisor: string
  tenant: string | undefined
  /** Somebody of the tenant with whom it was agreed. */
  agreedWith: string
}

/**
 * Assigns an advisor to a tenant for good. Throws `tenant-not-found`, `tenant-needed`, `not-allowed`, `user-not-found`,
 * `not-an-advisor`, and `agreement-needed` where the person named could not read out a code either.
 */
export async function assignAdvisor(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  wish: Assignment,
  key: string | undefined,
): Promise<GrantChanged> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenant = await tenantDemanded(deed.tx, actor, rules, wish.tenant)
    demand(actor, 'access:assign', tenant, rules)
    const advisor = await userByEmail(deed.tx, wish.advisor)
    const agreed = await userByEmail(deed.tx, wish.agreedWith)
    if (!isAdvisor(advisor.memberships) || advisor.status === 'disabled') {
      throw new DeskError('not-an-advisor', { email: advisor.email })
    }
    refuseStranger(agreed, tenant, rules)
    const request = { advisor: advisor.id, agreedWith: agreed.id }
    const call = { key, actorId: actor.id, tenantId: tenant.id, command: 'access assign', request }
    const made = await once(deed, call, async () => assign(desk, deed, actor, tenant, advisor, agreed))
    return { grant: await grantById(deed.tx, made.id), changed: made.changed }
  })
}

/** Only who may let advisors in can have agreed to it. */
function refuseStranger(agreed: User, tenant: Tenant, rules: TicketRules): void {
  const ofTenant = agreed.memberships.filter(({ tenantId }) => tenantId === tenant.id)
  const person = { kind: 'user' as const, id: agreed.id, email: agreed.email, name: agreed.name, memberships: ofTenant }
  if (agreed.status !== 'disabled' && may(person, 'access:code', tenant.id, rules)) return
  throw new DeskError('agreement-needed', { email: agreed.email, tenant: tenant.name })
}

async function assign(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  tenant: Tenant,
  advisor: User,
  agreed: User,
): Promise<{ id: string; changed: boolean }> {
  const live = (await liveGrantsOf(deed.tx, advisor.id, deed.now)).find(({ tenantId }) => tenantId === tenant.id)
  const before: Grant | undefined = live === undefined ? undefined : await grantById(deed.tx, live.id)
  if (before !== undefined && lastsAsLong(before, null)) return { id: before.id, changed: false }
  await endGrants(deed, { tenantIds: [tenant.id], advisorId: advisor.id }, 'replaced')
  const id = desk.newId()
  await insertGrant(deed.tx, {
    id,
    tenantId: tenant.id,
    advisorId: advisor.id,
    kind: 'permanent',
    startedAt: deed.now,
    endsAt: null,
    ticketId: null,
    grantedBy: actor.id,
    agreedWith: agreed.id,
  })
  const payload = { grant: id, user: advisor.id, email: advisor.email, agreedWith: agreed.email }
  deed.record({ type: 'access.assigned', tenantId: tenant.id, payload })
  return { id, changed: true }
}
