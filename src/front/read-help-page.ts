import type { Desk } from '../desk'
import { hoursNow } from '../hours/desk-calendar'
import { isTrouble } from '../kit/errors'
import { visibleTenants } from '../people/beginning'
import { may, type TicketRules } from '../people/permission'
import { currentActor, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { listTenants, tenantByName } from '../people/tenant-store'
import { rulesOf } from '../people/ticket-rules'
import { tenantIdsOf } from '../people/user'
import { listUsers } from '../people/user-store'
import type { Settings } from '../settings/setting'
import { readSettings, readTenantSettings } from '../settings/store'
import type { Reader } from '../store/schema'
import type { Contact, FirstLevelContact, FirstLevelPerson, HelpPage } from './help-page'
import { accessField, personalAdvisors } from './read-advisors'

/** The help page for whoever asks; nobody needs to be logged in. Throws `tenant-not-found`. */
export async function readHelpPage(desk: Desk): Promise<HelpPage> {
  const { db } = await desk.store()
  const settings = await readSettings(db)
  const rules = rulesOf(settings)
  const actor = await whoAsks(desk)
  const tenants = actor === undefined ? [] : await tenantsOf(desk, db, actor, rules)
  const tenantIds = tenants.map(({ id }) => id)
  return {
    wiki: {
      wiki: settings['links.wiki'] || null,
      releases: settings['links.releases'] || null,
      faq: settings['links.faq'] || null,
      portal: settings['links.portal'],
    },
    access: actor === undefined ? null : await accessField(desk, actor, rules, tenants),
    remoteSupport: settings['links.remote-support'] || null,
    apiDocs: settings['links.api-docs'] || null,
    openTicket: actor === undefined ? null : { allowed: mayOpen(actor, tenantIds, rules) },
    contact: contactOf(settings),
    advisors: {
      link: settings['links.advisors'] || null,
      people: actor === undefined ? null : await personalAdvisors(db, actor, rules, tenants, desk.now()),
    },
    hours: await hoursNow(desk, settings['desk.time-zone']),
    firstLevel: actor === undefined ? null : await firstLevelOf(db, tenantIds),
    firstLevelContacts: actor === undefined ? null : await firstLevelContacts(db, tenants),
  }
}

/** How the desk is reached, as it is set. */
export function contactOf(settings: Settings): Contact {
  return {
    name: settings['desk.name'] || null,
    address: settings['contact.address'] || null,
    phone: settings['contact.phone'] || null,
    email: settings['contact.email'] || null,
    emergencyPhone: settings['contact.emergency-phone'] || null,
  }
}

/** Whoever is logged in; that nobody is, is no trouble here. */
async function whoAsks(desk: Desk): Promise<UserActor | undefined> {
  try {
    return await currentActor(desk)
  } catch (error) {
    const isNobody = ['not-logged-in', 'session-ended', 'token-invalid'] as const
    if (isNobody.some((trouble) => isTrouble(error, trouble))) return undefined
    throw error
  }
}

/** The tenant that `--tenant` names, else all that the actor is one of, or is a guest of. Throws `tenant-not-found`. */
async function tenantsOf(desk: Desk, db: Reader, actor: UserActor, rules: TicketRules): Promise<Tenant[]> {
  if (desk.tenant === undefined) return listTenants(db, tenantIdsOf(actor.memberships))
  const tenant = await tenantByName(db, desk.tenant, visibleTenants(actor, rules))
  const isOwn = tenantIdsOf(actor.memberships).includes(tenant.id)
  return isOwn || may(actor, 'tenant:view', tenant.id, rules) ? [tenant] : []
}

function mayOpen(actor: UserActor, tenantIds: readonly string[], rules: TicketRules): boolean {
  return [null, ...tenantIds].some((tenantId) => may(actor, 'tickets:open', tenantId, rules))
}

/** The people whom a tenant asks first: its own group `first-level`. */
async function firstLevelOf(db: Reader, tenantIds: readonly string[]): Promise<FirstLevelPerson[]> {
  if (tenantIds.length === 0) return []
  const isFirstLevel = ({ tenantId, group }: { tenantId: string | null; group: string }): boolean =>
    tenantId !== null && tenantIds.includes(tenantId) && group === 'first-level'
  return (await listUsers(db, tenantIds))
    .filter(({ status, memberships }) => status !== 'disabled' && memberships.some(isFirstLevel))
    .map(({ email, name, telephone }) => ({ email, name, telephone }))
}

/** What tenants say themselves of how their first level is reached. */
async function firstLevelContacts(db: Reader, tenants: readonly Tenant[]): Promise<FirstLevelContact[]> {
  const contacts: FirstLevelContact[] = []
  for (const { id, name } of tenants) {
    const text = (await readTenantSettings(db, id))['tenant.first-level-contact']
    if (text !== '') contacts.push({ tenant: name, text })
  }
  return contacts
}
