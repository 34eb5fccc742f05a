import type { Desk } from '../desk'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { makeTenant } from '../people/add-tenant'
import { joinTenant, makeUser } from '../people/add-user'
import { visibleTenants } from '../people/beginning'
import { domainOf, isPublicProvider, suggestTenantName } from '../people/mail-address'
import { demand, type TicketRules } from '../people/permission'
import { sessionInUse, type UserActor } from '../people/session'
import { refuseDeleted, type Tenant } from '../people/tenant'
import { findTenantByDomain, listDeletedTenants, tenantByName } from '../people/tenant-store'
import type { User } from '../people/user'
import { readSettings } from '../settings/store'
import type { RequesterWords } from './requester'

/**
 * Makes somebody who belongs to no tenant yet the requester of a new ticket: the desk may know them or not. Throws as
 * `requesterFor` does.
 */
export async function makeRequester(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  words: RequesterWords,
  known: User | undefined,
): Promise<{ requester: User; tenant: Tenant }> {
  if (actor.memberships.length === 0) throw new DeskError('belongs-nowhere', {})
  if (words.requester === undefined) throw new DeskError('missing-flag', { flag: '--for' })
  if (known !== undefined) await refuseResting(deed, known)
  // Staff are nobody's customers: that somebody of the desk joins a tenant is for the desk's administrator to say.
  if (known !== undefined && known.memberships.length > 0) demand(actor, 'desk:edit', null, rules)
  const { email } = words.requester
  const tenant = await tenantOfStranger(desk, deed, email, words, visibleTenants(actor, rules))
  const membership = { tenantId: tenant.id, group: 'user' }
  if (known !== undefined) return { requester: await joinTenant(deed, known, membership, sessionInUse(actor)), tenant }
  const { name } = words.requester
  const contact = { email, name, telephone: null, status: 'contact' as const, memberships: [membership] }
  return { requester: await makeUser(desk, deed, contact), tenant }
}

/** Somebody whose only tenant is deleted is not a stranger who could join another one. */
async function refuseResting(deed: Deed, user: User): Promise<void> {
  if (user.restingIn.length === 0) return
  const [tenant] = (await listDeletedTenants(deed.tx)).filter(({ id }) => user.restingIn.includes(id))
  if (tenant !== undefined) refuseDeleted(tenant, deed.now)
}

async function tenantOfStranger(
  desk: Desk,
  deed: Deed,
  email: string,
  words: RequesterWords,
  visible: readonly string[] | undefined,
): Promise<Tenant> {
  if (words.tenant !== undefined) return tenantByName(deed.tx, words.tenant, visible)
  const domain = domainOf(email)
  const owner = await findTenantByDomain(deed.tx, domain)
  if (owner !== undefined) refuseDeleted(owner, deed.now)
  if (owner !== undefined && words.newTenant !== undefined && owner.name !== words.newTenant) {
    throw new DeskError('domain-taken', { domain, tenant: owner.name })
  }
  if (owner !== undefined) return owner
  if (words.newTenant === undefined) {
    throw new DeskError('new-tenant-needed', { domain, suggestion: suggestTenantName(email) })
  }
  // Everybody has a mailbox at such a provider: to own its domain would make strangers colleagues.
  const { 'desk.domain': deskDomain } = await readSettings(deed.tx)
  const domains = isPublicProvider(domain) || domain === deskDomain ? [] : [domain]
  return makeTenant(desk, deed, { name: words.newTenant, title: null, domains, partner: false })
}
