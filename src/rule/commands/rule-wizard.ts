import type { Desk } from '../../desk'
import type { Ask, Option } from '../../kit/ask'
import { DeskError } from '../../kit/errors'
import { wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { parseMailAddress } from '../../people/mail-address'
import { may } from '../../people/permission'
import { listStaff } from '../../people/staff-member'
import { listTeams } from '../../people/team-store'
import type { Person } from '../../people/user'
import { listUsers } from '../../people/user-store'
import { sayLines } from '../../ticket/commands/open-summary'
import { loadRuleWords, loadWorkspaceWords, type RuleTexts } from '../../words/catalogue'
import type { WorkspaceWords } from '../../words/en/workspace'
import { shownAddress } from '../../workspace/account'
import { listAccounts } from '../../workspace/account-store'
import { listEbicsContacts } from '../../workspace/ebics-store'
import { type EventTypeName, edsChanges } from '../../workspace/event-type'
import { notExecuted, paymentStatuses } from '../../workspace/payment'
import { ruleScreenOf } from '../drawn-rule'
import type { NewRule } from '../edit-rule'
import {
  checkRuleSubject,
  eventsOf,
  filtersOf,
  longestDescription,
  longestRuleSubject,
  ruleName,
  rulePlaceholders,
  ruleRoles,
} from '../rule'
import { contentAfter } from '../rule-meant'
import type { RulePlace } from '../rule-place'
import { ruleLines } from '../rule-screen'
import { listRules } from '../rule-store'
import type { FilterEdit, RuleEdit, TypedRecipient } from '../rule-words'
import { shownRules } from '../shown-rule'
import { askTicketFilters, isTicketFilter } from './ask-ticket-filters'

/*
 * Leads a person through a rule as the source's own form does: what it is called, what it is about and when, what the mail
 * is called, who is told. What flags said is not asked. At last all of it is shown, and saved, changed or left.
 */

interface Walk {
  desk: Desk
  ask: Ask
  place: RulePlace
  texts: RuleTexts
  words: WorkspaceWords
  /** The names that are taken. */
  taken: ReadonlySet<string>
}

type Part = 'description' | 'event' | 'filters' | 'subject' | 'to' | 'external'

export async function askRule(desk: Desk, place: RulePlace, said: RuleEdit): Promise<NewRule> {
  const walk: Walk = {
    desk,
    ask: await desk.ask(),
    place,
    texts: await loadRuleWords(desk.language),
    words: await loadWorkspaceWords(desk.language),
    taken: new Set((await listRules(place.store.db, place.scope)).map(({ description }) => ruleName(description))),
  }
  const description = said.description ?? (await askDescription(walk))
  const event = said.event ?? (await askEvent(walk))
  const filters = await filtersAsked(walk, event, said.filters)
  const subject = said.subject ?? (await askSubject(walk, event))
  const { to, external } = await recipientsAsked(walk, said)
  return saveOrChange(walk, { ...said, description, event, filters, subject, to, external })
}

async function askDescription({ ask, texts, taken }: Walk, initial?: string): Promise<string> {
  const typed = await ask.line(texts.askDescription, {
    ...(initial === undefined ? {} : { initial }),
    check: (answer) => {
      const { length } = Array.from(answer.trim())
      if (length === 0 || length > longestDescription) return texts.noDescription
      const isTaken = taken.has(ruleName(answer.trim())) && answer.trim() !== initial
      return isTaken ? texts.isTaken(answer.trim()) : undefined
    },
  })
  return typed.replace(/\s+/g, ' ').trim()
}

async function askEvent({ ask, texts, words, place }: Walk): Promise<EventTypeName> {
  const choices = eventsOf(place.scope).map((value) => ({ name: words.eventTypes[value], value }))
  return ask.choose(texts.askEvent, choices)
}

/** Statuses and accounts, changes and contacts, and by what a rule about tickets is narrowed. */
async function filtersAsked(walk: Walk, event: EventTypeName, said: RuleEdit['filters']): Promise<RuleEdit['filters']> {
  const { ask, texts, words, place } = walk
  const { db } = place.store
  const asked: { -readonly [Name in keyof RuleEdit['filters']]: FilterEdit } = { ...said }
  for (const name of filtersOf(event)) {
    if (asked[name] !== undefined) continue
    if (name === 'status') {
      const options = paymentStatuses.map((value) => ({
        name: words.paymentStatuses[value],
        value,
        checked: notExecuted.includes(value),
      }))
      asked.status = only(await chosen(walk, texts.askStatuses, options), options.length)
    }
    if (name === 'change') {
      const options = edsChanges.map((value) => ({ name: words.edsChanges[value], value, checked: true }))
      asked.change = only(await chosen(walk, texts.askChanges, options), options.length)
    }
    if (name === 'account' && seesOwn(place, 'accounts:view')) {
      const options = (await listAccounts(db, place.scope)).map(({ address, label }) => ({
        name: [shownAddress(address), safeText(label ?? '')].join(' ').trim(),
        value: address,
      }))
      if (await wantsSome(ask, texts, texts.askAllAccounts, options)) {
        asked.account = { set: await chosen(walk, texts.askAccounts, options), add: [], remove: [] }
      }
    }
    if (name === 'contact' && seesOwn(place, 'ebics:view')) {
      const options = (await listEbicsContacts(db, place.scope)).map((contact) => ({
        name: safeText(contact.name),
        value: contact.name,
      }))
      if (await wantsSome(ask, texts, texts.askAllContacts, options)) {
        asked.contact = { set: await chosen(walk, texts.askContacts, options), add: [], remove: [] }
      }
    }
  }
  const ofTickets = filtersOf(event)
    .filter(isTicketFilter)
    .filter((name) => asked[name] === undefined)
  return { ...asked, ...(await askTicketFilters(walk, ofTickets)) }
}

/** All of a fixed set is no filter. */
function only(values: readonly string[], all: number): FilterEdit {
  return { set: values.length === all ? 'all' : values, add: [], remove: [] }
}

async function chosen<T>({ ask, texts }: Walk, question: string, options: readonly Option<T>[]): Promise<T[]> {
  return ask.chooseSeveral(question, options, (picked) => (picked.length === 0 ? texts.atLeastOne : undefined))
}

async function wantsSome(ask: Ask, texts: RuleTexts, question: string, all: readonly unknown[]): Promise<boolean> {
  if (all.length === 0) return false
  return ask.choose(question, [
    { name: texts.choiceAll, value: false },
    { name: texts.choiceSome, value: true },
  ])
}

function seesOwn(
  { tenant, actor, rules }: RulePlace,
  permission: 'accounts:view' | 'ebics:view' | 'users:view',
): boolean {
  return tenant !== null && may(actor, permission, tenant.id, rules)
}

async function askSubject({ desk, ask, texts, place }: Walk, event: EventTypeName, initial?: string): Promise<string> {
  const names = rulePlaceholders(event).map((name) => `{${name}}`)
  const { columns, measure } = await ruleScreenOf(desk, place, [])
  await sayLines(desk, wrapText(texts.placeholdersAre(names.join(' ')), columns, measure))
  const typed = await ask.line(texts.askSubject, {
    initial: initial ?? texts.subjects[event],
    check: (answer) => {
      const { length } = Array.from(answer.trim())
      return length === 0 || length > longestRuleSubject ? texts.noDescription : unknownIn(event, answer, texts)
    },
  })
  return typed.replace(/\s+/g, ' ').trim()
}

function unknownIn(event: EventTypeName, subject: string, texts: RuleTexts): string | undefined {
  try {
    checkRuleSubject(event, subject)
    return undefined
  } catch (error) {
    if (!(error instanceof DeskError)) throw error
    return texts.noPlaceholder
  }
}

/** Somebody must be told: whom flags name is not asked for again. */
async function recipientsAsked(
  walk: Walk,
  { to, external }: RuleEdit,
): Promise<{ to: readonly TypedRecipient[]; external: readonly string[] }> {
  if ((to ?? []).length + (external ?? []).length > 0) return { to: to ?? [], external: external ?? [] }
  const inside = await askPeople(walk, [])
  return { to: inside, external: await askOutside(walk, inside.length === 0, []) }
}

async function askPeople(walk: Walk, before: readonly TypedRecipient[]): Promise<TypedRecipient[]> {
  const { ask, texts, place } = walk
  const held = new Set(before.map((one) => JSON.stringify(one)))
  const options = (await offered(walk)).map((option) => ({
    ...option,
    checked: held.has(JSON.stringify(option.value)),
  }))
  return options.length === 0 ? [...before] : ask.chooseSeveral(texts.askPeople(place.tenant?.name ?? null), options)
}

/** A tenant's rule goes to its people; the desk's to roles, teams and staff. */
async function offered({ place, texts }: Walk): Promise<Option<TypedRecipient>[]> {
  const { store, tenant } = place
  const people = (all: readonly Person[]): Option<TypedRecipient>[] =>
    all.map(({ email, name }) => ({ name: safeText(name === null ? email : `${name} <${email}>`), value: { email } }))
  if (tenant !== null) {
    if (!seesOwn(place, 'users:view')) return []
    return people((await listUsers(store.db, [tenant.id])).filter(({ status }) => status !== 'disabled'))
  }
  return [
    ...ruleRoles.map((role) => ({ name: `${role}: ${texts.roles[role]}`, value: { role } })),
    ...(await listTeams(store.db)).map(({ name, title }) => ({
      name: title === null ? name : `${name} (${safeText(title)})`,
      value: { team: name },
    })),
    ...people(await listStaff(store.db)),
  ]
}

async function askOutside({ ask, texts }: Walk, isNeeded: boolean, before: readonly string[]): Promise<string[]> {
  const typed = await ask.line(texts.askExternal, {
    ...(before.length === 0 ? {} : { initial: before.join(', ') }),
    check: (answer) => {
      const wrong = partsOf(answer).find((part) => parseMailAddress(part) === undefined)
      if (wrong !== undefined) return texts.noAddresses(wrong)
      return isNeeded && partsOf(answer).length === 0 ? texts.needsSomebody : undefined
    },
  })
  return [...new Set(partsOf(typed).flatMap((part) => parseMailAddress(part) ?? []))]
}

function partsOf(typed: string): string[] {
  return typed.split(/[,;\s]+/).filter((part) => part !== '')
}

async function saveOrChange(walk: Walk, wanted: NewRule): Promise<NewRule> {
  const { ask, texts } = walk
  await showSummary(walk, wanted)
  const next = await ask.choose<'save' | 'change' | 'cancel'>(texts.askSave, [
    { name: texts.save, value: 'save' },
    { name: texts.change, value: 'change' },
    { name: texts.cancel, value: 'cancel' },
  ])
  if (next === 'save') return wanted
  if (next === 'cancel') throw new DeskError('interrupted', { kept: null })
  return saveOrChange(walk, await changed(walk, wanted))
}

async function changed(walk: Walk, wanted: NewRule): Promise<NewRule> {
  const { ask, texts } = walk
  const { labels } = texts
  const hasFilters = filtersOf(wanted.event).length > 0
  const part = await ask.choose<Part>(texts.askChange, [
    { name: labels.description, value: 'description' },
    { name: labels.event, value: 'event' },
    ...(hasFilters ? [{ name: filterTitle(walk, wanted.event), value: 'filters' as const }] : []),
    { name: labels.subject, value: 'subject' },
    { name: labels.to, value: 'to' },
    { name: labels.external, value: 'external' },
  ])
  const to = wanted.to ?? []
  const external = wanted.external ?? []
  switch (part) {
    case 'description':
      return { ...wanted, description: await askDescription(walk, wanted.description) }
    case 'event': {
      const event = await askEvent(walk)
      const filters = await filtersAsked(walk, event, {})
      return { ...wanted, event, filters, subject: await askSubject(walk, event) }
    }
    case 'filters':
      return { ...wanted, filters: await filtersAsked(walk, wanted.event, {}) }
    case 'subject':
      return { ...wanted, subject: await askSubject(walk, wanted.event, wanted.subject) }
    case 'to': {
      const inside = await askPeople(walk, to)
      const isNeeded = inside.length + external.length === 0
      return { ...wanted, to: inside, external: isNeeded ? await askOutside(walk, true, []) : external }
    }
    case 'external':
      return { ...wanted, external: await askOutside(walk, to.length === 0, external) }
  }
}

/** `Status, Accounts`. */
function filterTitle({ texts }: Walk, event: EventTypeName): string {
  return filtersOf(event)
    .map((name) => texts.filters[name])
    .join(', ')
}

async function showSummary({ desk, place }: Walk, wanted: NewRule): Promise<void> {
  const { store, actor, rules, settings, tenant, scope } = place
  const { description, event, subject } = wanted
  const meaning = { db: store.db, actor, rules, settings, tenant, scope, isSure: true }
  const blank = { description, event, filters: {}, subject, recipients: [], collect: 0, enabled: true }
  const content = await contentAfter(meaning, blank, wanted)
  const now = desk.now()
  const rule = { ...content, id: '', scope, createdBy: actor.id, createdAt: now, updatedAt: now }
  for (const shown of await shownRules(store.db, [rule], tenant)) {
    const screen = await ruleScreenOf(desk, place, [shown])
    await sayLines(desk, ['', ...ruleLines(screen, shown, true), ''])
  }
}
