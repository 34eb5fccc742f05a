import type { Desk } from '../desk'
import type { Entry } from '../journal/entry'
import { lookAsAdvisor } from '../people/look'
import { demand, grantShows, may, type TicketRules, type Visibility } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { tenantDemanded } from '../people/tenant-meant'
import { tenantByName } from '../people/tenant-store'
import type { Reader } from '../store/schema'
import { entryReader, toldEntries } from '../ticket/untold'
import { type Veil, veilOf } from '../ticket/veil'

/** What of the journal somebody may read. */
export interface LogScope {
  /** Undefined: of every tenant, and of the desk. */
  tenant: Tenant | undefined
  /** Which tickets they may ask about. */
  visibility: Visibility
  /** Places in the journal tell how much happens elsewhere. */
  withPositions: boolean
  /** What hides second level from them. */
  veil: Veil | undefined
  /** Of the entries within that, those they may see. */
  told(entries: readonly Entry[]): Promise<readonly Entry[]>
}

/**
 * The desk's people with `desk:view` read everything. A tenant's administrators (`access:log`) read what happened in
 * their tenant, by whomever: nothing of other tenants or of the desk itself, no ticket that they may not see, and nothing
 * that a ticket's own history keeps from them. An advisor who was let in reads what one of its people did (`about`), and
 * that is written down. Throws `not-allowed`, `tenant-not-found`, `tenant-needed`.
 */
export async function logScope(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  { tenant: named, about }: { tenant: string | undefined; about: string | undefined },
  desk: Desk,
): Promise<LogScope> {
  if (may(actor, 'desk:view', null, rules)) {
    const tenant = named === undefined ? undefined : await tenantByName(db, named)
    return { tenant, visibility: { all: true }, withPositions: true, veil: undefined, told: async (entries) => entries }
  }
  const isOfTenants = actor.memberships.some(({ tenantId }) => tenantId !== null) || (actor.grants ?? []).length > 0
  if (named === undefined && !isOfTenants) demand(actor, 'desk:view', null, rules)
  const tenant = await tenantDemanded(db, actor, rules, named)
  const isActivity = about !== undefined && !may(actor, 'access:log', tenant.id, rules)
  if (isActivity && grantShows(actor, 'users:view', tenant.id))
    await lookAsAdvisor(desk, actor, 'users:view', tenant, about)
  else demand(actor, 'access:log', tenant, rules)
  const withTickets = may(actor, 'tickets:view', tenant.id, rules)
  // Whose tickets they are is different from ticket to ticket: what is told to a requester alone is not told here.
  const reader = entryReader(actor, rules, { tenant, requester: null })
  return {
    tenant,
    visibility: reader.visibility,
    withPositions: false,
    veil: await veilOf(db, reader),
    told: async (entries) =>
      toldEntries(
        db,
        entries.filter(({ ticketId }) => withTickets || ticketId === null),
        reader,
      ),
  }
}
