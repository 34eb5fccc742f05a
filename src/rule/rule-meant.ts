import { resolveName } from '../kit/choice'
import { DeskError } from '../kit/errors'
import { ownTenants } from '../people/beginning'
import { domainOf } from '../people/mail-address'
import { isOfStaff, may, type TicketRules } from '../people/permission'
import type { UserActor } from '../people/session'
import { listStaff } from '../people/staff-member'
import { teamByName } from '../people/team-store'
import type { Tenant } from '../people/tenant'
import { listTenants } from '../people/tenant-store'
import { findUser, listUsers } from '../people/user-store'
import type { Settings } from '../settings/setting'
import type { Reader } from '../store/schema'
import { categoryNamed } from '../ticket/category/category'
import { listCategories } from '../ticket/category/category-store'
import { readAccount } from '../workspace/account-meant'
import { accountNamed } from '../workspace/account-store'
import { ebicsContactNamed } from '../workspace/ebics-store'
import { allowedDomainsOf, doubtfulAddresses } from './mistyped-address'
import { recipientKey, recipientsByAddress } from './recipient-store'
import {
  checkRuleSubject,
  eventsOf,
  type FilterName,
  filterNames,
  filtersIn,
  filtersOf,
  mostRecipients,
  type Rule,
  type RuleFilters,
  type RuleRecipient,
} from './rule'
import { listRules } from './rule-store'
import type { FilterEdit, RuleEdit, TypedRecipient } from './rule-words'
import { textOf } from './shown-rule'

/** Who says it, and of whose rules. */
export interface Meaning {
  db: Reader
  actor: UserActor
  rules: TicketRules
  settings: Settings
  tenant: Tenant | null
  scope: string
  /** Addresses that look mistyped are meant as they are. */
  isSure: boolean
}

/** What can be changed of a rule. */
export type RuleContent = Pick<
  Rule,
  'description' | 'event' | 'filters' | 'subject' | 'recipients' | 'collect' | 'enabled'
>

/** The rule that is meant by its id, its description, or an unambiguous beginning. Throws `rule-not-found`, `ambiguous-value`. */
export async function ruleNamed(db: Reader, scope: string, tenant: Tenant | null, typed: string): Promise<Rule> {
  const rules = await listRules(db, scope)
  const word = typed.trim()
  const byId = rules.filter(({ id }) => id === word || (word.length >= 6 && id.startsWith(word)))
  const [only] = byId
  if (only !== undefined && byId.length === 1) return only
  const descriptions = rules.map(({ description }) => description)
  const resolved = resolveName(word, descriptions)
  if ('matches' in resolved && resolved.matches.length > 1) {
    throw new DeskError('ambiguous-value', { name: 'RULE', value: typed, matches: [...resolved.matches] })
  }
  const found = rules.find(({ description }) => 'found' in resolved && description === resolved.found)
  if (found !== undefined) return found
  const { closestOf } = await import('../kit/suggestion')
  throw new DeskError('rule-not-found', {
    name: typed,
    tenant: tenant?.name ?? null,
    suggestion: closestOf(typed, descriptions),
  })
}

/**
 * A rule as it is to be, from what it was and what is wanted. What the event does not have goes with it. Throws
 * `filter-not-of-event`, `unknown-placeholder`, `recipient-not-found` and what else is wrong with it.
 */
export async function contentAfter(meaning: Meaning, before: RuleContent, edit: RuleEdit): Promise<RuleContent> {
  const event = edit.event ?? before.event
  refuseEvent(meaning, event)
  refuseFilters(meaning, event, edit)
  const subject = edit.subject ?? before.subject
  checkRuleSubject(event, subject)
  return {
    description: edit.description ?? before.description,
    event,
    filters: await filtersAfter(meaning, event, before.filters, edit),
    subject,
    recipients: await recipientsAfter(meaning, before.recipients, edit),
    collect: edit.collect ?? before.collect,
    enabled: edit.enabled ?? before.enabled,
  }
}

function refuseEvent({ scope }: Meaning, event: RuleContent['event']): void {
  const allowed = eventsOf(scope)
  if (!allowed.includes(event)) {
    throw new DeskError('wrong-value', { name: '--event', value: event, allowed, suggestion: null })
  }
}

function refuseFilters({ scope }: Meaning, event: RuleContent['event'], { filters }: RuleEdit): void {
  const known = filtersIn(scope, event)
  const foreign = filterNames.find((name) => narrows(filters[name]) && !known.includes(name))
  if (foreign === undefined) return
  throw new DeskError('filter-not-of-event', { event, filter: `--${foreign}`, known: known.map((name) => `--${name}`) })
}

/** That a rule is not narrowed by something may be said of everything. */
function narrows(edit: FilterEdit | undefined): boolean {
  if (edit === undefined) return false
  return edit.set !== 'all' || edit.add.length > 0 || edit.remove.length > 0
}

async function filtersAfter(
  meaning: Meaning,
  event: RuleContent['event'],
  before: RuleFilters,
  { filters }: RuleEdit,
): Promise<RuleFilters> {
  const after: [FilterName, readonly string[]][] = []
  for (const name of filtersOf(event)) {
    const values = await valuesAfter(meaning, name, before[name], filters[name])
    if (values !== undefined) after.push([name, values])
  }
  return Object.fromEntries(after)
}

/** Undefined: any value fits. */
async function valuesAfter(
  meaning: Meaning,
  name: FilterName,
  before: readonly string[] | undefined,
  edit: FilterEdit | undefined,
): Promise<readonly string[] | undefined> {
  if (edit === undefined) return before
  const wanted =
    edit.set === undefined ? before : edit.set === 'all' ? undefined : await valuesMeant(meaning, name, edit.set)
  // All fit already: one more is no news, and one less would have to name all others.
  if (wanted === undefined && edit.remove.length > 0)
    throw new DeskError('filter-left', { filter: `--${name}`, left: 'all' })
  if (wanted === undefined) return undefined
  const added = await valuesMeant(meaning, name, edit.add)
  const gone = await valuesGone(meaning, name, wanted, edit.remove)
  const values = [...new Set([...wanted, ...added])].filter((value) => !gone.includes(value))
  if (values.length === 0) throw new DeskError('filter-left', { filter: `--${name}`, left: 'none' })
  return values
}

/** What stands in the rule goes by itself, also when there is no such account any more. */
async function valuesGone(
  meaning: Meaning,
  name: FilterName,
  held: readonly string[],
  typed: readonly string[],
): Promise<readonly string[]> {
  const gone: string[] = []
  for (const value of typed) {
    const same = held.find((one) => one.toLowerCase() === value.toLowerCase())
    gone.push(...(same === undefined ? await valuesMeant(meaning, name, [value]) : [same]))
  }
  return gone
}

/** The values in the form in which they are kept. Throws `account-not-found`, `ambiguous-value` … */
async function valuesMeant(meaning: Meaning, name: FilterName, typed: readonly string[]): Promise<readonly string[]> {
  const values: string[] = []
  for (const value of typed) values.push(await valueMeant(meaning, name, value))
  return [...new Set(values)]
}

async function valueMeant(meaning: Meaning, name: FilterName, typed: string): Promise<string> {
  const { db } = meaning
  switch (name) {
    case 'account':
      return accountMeant(meaning, typed)
    case 'contact':
      return contactMeant(meaning, typed)
    case 'category':
      return categoryNamed(await listCategories(db), typed).id
    case 'team':
      return (await teamByName(db, typed)).name
    default:
      return typed
  }
}

/** Who may not see the tenant's accounts can only say an IBAN, and is not told whether it is one of them. */
async function accountMeant({ db, actor, rules, tenant }: Meaning, typed: string): Promise<string> {
  if (tenant !== null && may(actor, 'accounts:view', tenant.id, rules))
    return (await accountNamed(db, tenant, typed)).address
  return readAccount(typed).address
}

async function contactMeant({ db, actor, rules, tenant }: Meaning, typed: string): Promise<string> {
  if (tenant === null || !may(actor, 'ebics:view', tenant.id, rules)) return typed
  return (await ebicsContactNamed(db, tenant, typed)).name
}

async function recipientsAfter(
  meaning: Meaning,
  before: readonly RuleRecipient[],
  edit: RuleEdit,
): Promise<RuleRecipient[]> {
  const isOutside = ({ kind }: RuleRecipient): boolean => kind === 'external'
  const inside = [
    ...(edit.to === undefined
      ? await withoutInside(meaning, before, edit.removeTo)
      : await insideMeant(meaning, edit.to)),
    ...(await insideMeant(meaning, edit.addTo)),
  ]
  const held = before.flatMap((recipient) => (recipient.kind === 'external' ? [recipient.address] : []))
  const addresses = [...(edit.external ?? held), ...edit.addExternal].filter(
    (address) => !edit.removeExternal.includes(address),
  )
  await refuseOutside(
    meaning,
    [...new Set(addresses)].filter((address) => !held.includes(address)),
  )
  const outside = [...new Set(addresses)].map((address) => ({ kind: 'external' as const, address }))
  const recipients = [...once(inside.filter((recipient) => !isOutside(recipient))), ...outside]
  if (recipients.length === 0) throw new DeskError('recipients-needed', {})
  if (recipients.length > mostRecipients) {
    throw new DeskError('too-many-recipients', { count: recipients.length, limit: mostRecipients })
  }
  return recipients
}

/** Those inside without those that are to go, which are typed as the rule shows them. */
async function withoutInside(
  { db }: Meaning,
  before: readonly RuleRecipient[],
  gone: readonly string[],
): Promise<RuleRecipient[]> {
  const inside = before.filter(({ kind }) => kind !== 'external')
  if (gone.length === 0) return inside
  const texts = await textOf(db, inside)
  const typed = gone.map((word) => word.trim().toLowerCase())
  return inside.filter((recipient) => !typed.includes(texts(recipient).toLowerCase()))
}

function once(recipients: readonly RuleRecipient[]): RuleRecipient[] {
  return [...new Map(recipients.map((recipient) => [JSON.stringify(recipient), recipient])).values()]
}

async function insideMeant(meaning: Meaning, typed: readonly TypedRecipient[]): Promise<RuleRecipient[]> {
  const recipients: RuleRecipient[] = []
  for (const one of typed) recipients.push(await recipientMeant(meaning, one))
  return recipients
}

async function recipientMeant(meaning: Meaning, typed: TypedRecipient): Promise<RuleRecipient> {
  const { db, tenant } = meaning
  if ('email' in typed) return { kind: 'user', userId: await userMeant(meaning, typed.email) }
  if (tenant !== null) {
    throw new DeskError('recipient-not-for-tenant', { recipient: 'role' in typed ? typed.role : typed.team })
  }
  if ('role' in typed) return { kind: 'role', role: typed.role }
  return { kind: 'team', teamId: (await teamByName(db, typed.team)).id }
}

/** One of the tenant's people, or of the staff. Throws `recipient-not-found`. */
async function userMeant(meaning: Meaning, email: string): Promise<string> {
  const { db, actor, rules, tenant } = meaning
  const user = await findUser(db, email)
  if (user !== undefined && user.status !== 'disabled') {
    const isMeant =
      tenant === null ? isOfStaff(user.memberships) : user.memberships.some(({ tenantId }) => tenantId === tenant.id)
    if (isMeant) return user.id
  }
  const knows = may(actor, 'users:view', tenant?.id ?? null, rules)
  const known = !knows ? [] : tenant === null ? await listStaff(db) : await listUsers(db, [tenant.id])
  const { closestOf } = await import('../kit/suggestion')
  const suggestion = closestOf(
    email,
    known.map((person) => person.email),
  )
  throw new DeskError('recipient-not-found', { email, tenant: tenant?.name ?? null, suggestion })
}

/** Throws `domain-not-allowed`, and `address-doubtful` for what nobody said they meant. */
async function refuseOutside(meaning: Meaning, added: readonly string[]): Promise<void> {
  if (added.length === 0) return
  const { db, tenant, scope, isSure } = meaning
  const allowed = tenant === null ? [] : await allowedDomainsOf(db, tenant.id)
  const refused = added.find((address) => allowed.length > 0 && !allowed.includes(domainOf(address)))
  if (refused !== undefined) throw new DeskError('domain-not-allowed', { email: refused, domains: [...allowed] })
  // What somebody took as it stands once is not asked about again.
  const known = isSure ? new Map() : await recipientsByAddress(db, [scope], added)
  const unknown = isSure ? [] : added.filter((address) => !known.has(recipientKey(scope, address)))
  const doubtful = await doubtfulAddresses(unknown, [...allowed, ...(await knownDomains(meaning))])
  if (doubtful.length > 0) throw new DeskError('address-doubtful', { addresses: doubtful })
}

/** Domains of tenants that the actor may know of: a hint must not tell of another customer. */
async function knownDomains({ db, actor, rules, settings }: Meaning): Promise<string[]> {
  const tenants = await listTenants(db, ownTenants(actor, rules))
  return [settings['desk.domain'], ...tenants.flatMap(({ domains }) => domains)].filter((domain) => domain !== '')
}
