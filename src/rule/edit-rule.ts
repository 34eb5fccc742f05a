import type { Desk } from '../desk'
import { changesBetween } from '../journal/changes'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import type { Json, JsonObject } from '../kit/json'
import type { Language } from '../kit/language'
import { formatDuration } from '../kit/time/duration'
import { visibleTenants } from '../people/beginning'
import { demand } from '../people/permission'
import type { Removal } from '../people/removed-before'
import { doerOf } from '../people/session'
import { tenantByName } from '../people/tenant-store'
import { readSettings } from '../settings/store'
import { insertRecipient, recipientKey, recipientsByAddress } from './recipient-store'
import { deskScope, type Rule, type RuleRecipient, ruleName } from './rule'
import { contentAfter, type Meaning, type RuleContent, ruleNamed } from './rule-meant'
import type { RulePlace } from './rule-place'
import { deleteRule, findRuleByDescription, insertRule, updateRule } from './rule-store'
import { filtersJson } from './rule-view'
import type { RuleEdit } from './rule-words'
import { textOf } from './shown-rule'

/** Who changes which rules, and under which key, if any. */
export interface Ruling extends Pick<RulePlace, 'actor' | 'rules' | 'tenant' | 'scope'> {
  idempotencyKey: string | undefined
  /** Addresses that look mistyped are meant as they are. */
  isSure: boolean
}

/** A new rule with nothing said of it yet but whom it must tell and of what. */
export type NewRule = RuleEdit & { description: string; event: Rule['event']; subject: string }

/** Makes a rule; gives its id. Throws `not-allowed`, `rule-exists` and what `contentAfter` refuses. */
export async function addRule(desk: Desk, ruling: Ruling, wanted: NewRule): Promise<string> {
  return ruleDeed(desk, ruling, 'rule add', asked(wanted), async (deed, meaning) => {
    const { description, event, subject } = wanted
    const blank: RuleContent = { description, event, filters: {}, subject, recipients: [], collect: 0, enabled: true }
    return insertNewRule(desk, deed, ruling, await contentAfter(meaning, blank, wanted))
  })
}

/** Changes a rule; what is so already is no change and no entry. Gives its id. Throws `rule-not-found`, `rule-exists` … */
export async function editRule(
  desk: Desk,
  ruling: Ruling,
  command: string,
  typed: string,
  edit: RuleEdit,
): Promise<string> {
  return ruleDeed(desk, ruling, command, [typed, asked(edit)], async (deed, meaning) => {
    const before = await ruleNamed(deed.tx, ruling.scope, ruling.tenant, typed)
    await saveEditedRule(desk, deed, ruling, before, await contentAfter(meaning, before, edit))
    return before.id
  })
}

/** Deletes a rule. Throws `rule-not-found`. */
export async function removeRule(
  desk: Desk,
  ruling: Ruling,
  { typed, meant, gives }: Removal<string>,
): Promise<JsonObject> {
  return ruleDeed(desk, ruling, 'rule delete', [typed], async (deed) => {
    const rule = await ruleNamed(deed.tx, ruling.scope, ruling.tenant, meant)
    await deleteOldRule(deed, ruling, rule)
    return gives
  })
}

/** One deed in the rules of a place, once for a key. */
export async function ruleDeed<T extends Json>(
  desk: Desk,
  ruling: Ruling,
  command: string,
  request: Json,
  work: (deed: Deed, meaning: Meaning) => Promise<T>,
  run: typeof carryOut = carryOut,
): Promise<T> {
  const { actor, rules, tenant, scope, isSure, idempotencyKey: key } = ruling
  return run(desk, doerOf(actor), async (deed) => {
    if (tenant !== null) await tenantByName(deed.tx, tenant.name, visibleTenants(actor, rules))
    demand(actor, 'rules:edit', tenant, rules)
    const settings = await readSettings(deed.tx)
    const call = { key, actorId: actor.id, tenantId: tenant?.id ?? '', command, request }
    const meaning = { db: deed.tx, actor, rules, settings, tenant, scope, isSure }
    return once(deed, call, () => work(deed, meaning))
  })
}

/** Whose word it is, and where. */
type Place = Pick<Ruling, 'scope' | 'tenant'> & { actor: { id: string } | null }

/** Writes a new rule down, and the addresses outside that it brings. Throws `rule-exists`. */
export async function insertNewRule(desk: Desk, deed: Deed, place: Place, content: RuleContent): Promise<string> {
  const { scope, actor } = place
  await refuseTaken(deed, scope, content.description, undefined)
  const id = desk.newId()
  await insertRule(deed.tx, {
    ...content,
    id,
    scope,
    createdBy: actor?.id ?? null,
    createdAt: deed.now,
    updatedAt: deed.now,
  })
  deed.record({
    type: 'rule.added',
    ...ofTenant(place),
    payload: { rule: id, name: content.description, content: await recorded(deed, content) },
  })
  await askOutside(desk, deed, place, content, [])
  return id
}

/** Writes down what a rule is from now on; false where it was so already. Throws `rule-exists`. */
export async function saveEditedRule(
  desk: Desk,
  deed: Deed,
  place: Place,
  before: Rule,
  content: RuleContent,
): Promise<boolean> {
  const changes = changesBetween(
    { description: before.description, ...(await recorded(deed, before)) },
    { description: content.description, ...(await recorded(deed, content)) },
  )
  if (Object.keys(changes).length === 0) return false
  await refuseTaken(deed, place.scope, content.description, before.id)
  await updateRule(deed.tx, { ...before, ...content, updatedAt: deed.now })
  deed.record({
    type: 'rule.edited',
    ...ofTenant(place),
    payload: { rule: before.id, name: content.description, changes },
  })
  await askOutside(desk, deed, place, content, before.recipients)
  return true
}

export async function deleteOldRule(deed: Deed, place: Place, rule: Rule): Promise<void> {
  await deleteRule(deed.tx, rule.id)
  deed.record({ type: 'rule.deleted', ...ofTenant(place), payload: { rule: rule.id, name: rule.description } })
}

async function refuseTaken(deed: Deed, scope: string, description: string, own: string | undefined): Promise<void> {
  const taken = await findRuleByDescription(deed.tx, scope, ruleName(description))
  if (taken !== undefined && taken !== own) throw new DeskError('rule-exists', { description })
}

/**
 * Addresses that are new here wait for whoever reads them to confirm; the entry is what the question to them follows from.
 * Whoever has not answered is asked again when a rule begins to name them that did not before (`held`).
 */
async function askOutside(
  desk: { newId(): string; language: Language },
  deed: Deed,
  place: Place,
  { recipients }: RuleContent,
  held: readonly RuleRecipient[],
): Promise<void> {
  const { scope, actor } = place
  const addresses = outsideOf(recipients).filter((address) => !outsideOf(held).includes(address))
  const known = await recipientsByAddress(deed.tx, [scope], addresses)
  for (const address of addresses) {
    const before = known.get(recipientKey(scope, address))
    const id = before?.id ?? desk.newId()
    if (before?.state === 'pending' || before === undefined) {
      deed.record({ type: 'recipient.added', ...ofTenant(place), payload: { recipient: id, name: address } })
    }
    if (before !== undefined) continue
    await insertRecipient(deed.tx, {
      id,
      scope,
      address,
      state: 'pending',
      language: desk.language,
      addedBy: actor?.id ?? null,
      askedAt: null,
      confirmedAt: null,
      stoppedAt: null,
      createdAt: deed.now,
    })
  }
}

function outsideOf(recipients: readonly RuleRecipient[]): string[] {
  return recipients.flatMap((recipient) => (recipient.kind === 'external' ? [recipient.address] : []))
}

function ofTenant({ scope }: Place): { tenantId?: string } {
  return scope === deskScope ? {} : { tenantId: scope }
}

/** A rule as its changes are written down. */
async function recorded(deed: Deed, content: RuleContent): Promise<JsonObject> {
  const { event, subject, recipients, collect, enabled } = content
  const text = await textOf(deed.tx, recipients)
  const told = recipients.map(text).filter((one) => one !== '')
  const filters = filtersJson(content)
  return { event, filters, subject, recipients: told, collect: formatDuration(collect), enabled }
}

/** What was asked, without what was not said. */
function asked(edit: RuleEdit): Json {
  return JSON.parse(JSON.stringify(edit)) as Json
}
