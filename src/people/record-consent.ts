import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import type { Settings } from '../settings/setting'
import { makeUser } from './add-user'
import { visibleTenants } from './beginning'
import { personMeant } from './charge'
import { type ConsentManner, type ConsentNotice, consentNotice, consentStateOf } from './consent'
import { insertConsent, listConsents, withdrawConsents } from './consent-store'
import { domainOf } from './mail-address'
import { demand, may, type TicketRules } from './permission'
import { channelOf, doerOf, type UserActor } from './session'
import { refuseDeleted } from './tenant'
import { findTenantByDomain, tenantByName } from './tenant-store'
import type { User } from './user'
import { findUser } from './user-store'

/** Writes down, as part of a deed, that somebody agreed to the notice. */
export async function recordConsent(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  user: User,
  { version }: ConsentNotice,
  given: ConsentManner,
): Promise<void> {
  const manner = user.id === actor.id ? 'own' : given
  const consent = { userId: user.id, version, manner, recordedBy: actor.id, channel: channelOf(actor) }
  await insertConsent(deed.tx, { ...consent, id: desk.newId(), givenAt: deed.now })
  deed.record({ type: 'consent.given', payload: { user: user.id, email: user.email, version, manner } })
}

interface Context {
  rules: TicketRules
  settings: Settings
}

/**
 * Records that somebody agrees, themselves or as staff say for them; who agreed already changes nothing. With that the
 * account is made of somebody whom the desk does not know yet (DOMAIN 4): they become a contact of the tenant that is
 * named, or else owns their mail domain. Gives the person's address. Throws `user-not-found` where there is no such
 * tenant, `not-allowed`.
 */
export async function giveConsent(
  desk: Desk,
  actor: UserActor,
  { rules, settings }: Context,
  email: string,
  manner: ConsentManner,
  tenantName?: string,
): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user =
      (await newContact(desk, deed, actor, rules, email, tenantName)) ??
      (await personConsenting(deed, actor, rules, email))
    const notice = consentNotice(settings, desk.language)
    const state = consentStateOf(await listConsents(deed.tx, user.id), notice.version)
    if (state !== 'given') await recordConsent(desk, deed, actor, user, notice, manner)
    return user.email
  })
}

/** Takes back what somebody agreed to: they open no new tickets until they agree again. */
export async function withdrawConsent(
  desk: Desk,
  actor: UserActor,
  { rules, settings }: Context,
  email: string,
): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user = await personConsenting(deed, actor, rules, email)
    const consents = await listConsents(deed.tx, user.id)
    if (consents.every(({ withdrawnAt }) => withdrawnAt !== null)) return user.email
    await withdrawConsents(deed.tx, user.id, deed.now)
    const { version } = consentNotice(settings, desk.language)
    deed.record({ type: 'consent.withdrawn', payload: { user: user.id, email: user.email, version } })
    return user.email
  })
}

/** The contact that somebody becomes by agreeing; undefined for who is known, and for who belongs to no tenant. */
async function newContact(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  email: string,
  tenantName: string | undefined,
): Promise<User | undefined> {
  if ((await findUser(deed.tx, email)) !== undefined || !may(actor, 'tickets:edit', null, rules)) return undefined
  const tenant =
    tenantName === undefined
      ? await findTenantByDomain(deed.tx, domainOf(email))
      : await tenantByName(deed.tx, tenantName, visibleTenants(actor, rules))
  if (tenant === undefined) return undefined
  refuseDeleted(tenant, deed.now)
  const membership = { tenantId: tenant.id, group: 'user' }
  return makeUser(desk, deed, { email, name: null, telephone: null, status: 'contact', memberships: [membership] })
}

/** Oneself, or whomever staff speak for. */
async function personConsenting({ tx }: Deed, actor: UserActor, rules: TicketRules, email: string): Promise<User> {
  const user = await personMeant(tx, actor, rules, email)
  if (user.id !== actor.id) demand(actor, 'tickets:edit', null, rules)
  return user
}
