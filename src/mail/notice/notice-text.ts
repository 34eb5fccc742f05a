import type { Language } from '../../kit/language'
import { quoteWord } from '../../kit/shell-words'
import { shortenText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { parseInstant } from '../../kit/time/instant'
import { type Rule, rulePlaceholders, ticketTextPlaceholders } from '../../rule/rule'
import { type Veil, veiledPerson, veiledTicket } from '../../ticket/veil'
import type { NoticeWords } from '../../words/en/notices'
import type { WorkspaceWords } from '../../words/en/workspace'
import type { AddressForm, ToldEvent } from '../../words/notices'
import { shownAddress } from '../../workspace/account'
import { edsChanges, eventIdOf } from '../../workspace/event-type'
import { paymentKinds, paymentStatuses } from '../../workspace/payment'
import type { Audience } from '../letter/letter'
import type { NoticeEvent } from './notice-event'

/**
 * What a mail that a rule sends says. It goes to people of the desk, people of the tenant, or to an address outside; the
 * last reads no IBAN, nothing that somebody wrote in a ticket and no name of a person, whatever the rule says. What came
 * from outside the desk is text on one line and never more.
 */
export interface NoticeReader {
  language: Language
  audience: Audience
  form: AddressForm
  zone: string
  now: Date
  deskName: string
  /** Where a ticket is to be seen on the web, with `{number}`; empty: nowhere. */
  ticketLink: string
  words: NoticeWords
  workspace: WorkspaceWords
  /** Hides second level; undefined where nothing does. */
  veil: Veil | undefined
  /** For people outside: takes accounts out of a text. */
  mask: (text: string) => string
  measure: (text: string) => number
}

/** A rule and whose it is, as people call them. */
export interface NamedRule {
  rule: Rule
  /** The tenant by its title, or the desk by its name. */
  owner: string
  /** The tenant's short name; null: the desk's. */
  tenant: string | null
}

export interface NoticeText {
  subject: string
  body: string
}

/** So wide a subject may be; what is longer is cut. */
export const widestSubject = 200
/** So many events are told in full in one mail. */
export const mostInFull = 100

/** The mail about one event; the subject is that of the first rule. */
export function noticeText(reader: NoticeReader, happened: NoticeEvent, rules: readonly NamedRule[]): NoticeText {
  const event = asSeenBy(reader, happened)
  const paragraphs = [told(reader, event), waysToLook(reader, event), footer(reader, rules, [event])]
  return { subject: subjectFor(reader, event, rules), body: bodyOf(paragraphs) }
}

/** The mail about several events that were gathered, in their order. `count`: how many there are, if not all are given. */
export function gatheredText(
  reader: NoticeReader,
  happened: readonly NoticeEvent[],
  rules: readonly NamedRule[],
  count: number = happened.length,
): NoticeText {
  const events = happened.map((event) => asSeenBy(reader, event))
  const [first] = events
  const [only] = rules
  if (first === undefined || only === undefined) return { subject: '', body: '' }
  const { words, audience } = reader
  const more = count - events.length
  const rest = [words.andMore(more), ...(audience === 'outside' ? [] : [words.allOfThem])].join(' ')
  const paragraphs = [
    words.gathered(count),
    ...events.map((event) => told(reader, event)),
    ...(more > 0 ? [rest] : []),
    footer(reader, rules, events),
  ]
  const subject = fitted(reader, words.gatheredSubject(subjectFor(reader, first, rules), count))
  return { subject, body: bodyOf(paragraphs) }
}

/** An event as a reader may know of it: where second level is hidden from them, it is nobody. */
function asSeenBy({ veil }: NoticeReader, event: NoticeEvent): NoticeEvent {
  if (veil === undefined) return event
  const { ticket, actor, told: facts } = event
  const { assignedTo = '', ...others } = facts
  return {
    ...event,
    ticket: ticket === undefined ? undefined : veiledTicket(ticket, veil),
    actor: veiledPerson(actor, veil),
    told: veil.people.addresses.has(assignedTo) ? others : facts,
  }
}

function bodyOf(paragraphs: readonly string[]): string {
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`
}

/** The subject as the first rule has it, filled; where nothing is left of it, what kind of event it is. */
function subjectFor(reader: NoticeReader, event: NoticeEvent, rules: readonly NamedRule[]): string {
  const rule = rules[0]?.rule
  const filled = rule === undefined ? '' : filledSubject(reader, event, rule.subject)
  return fitted(reader, filled === '' ? reader.workspace.eventTypes[event.type] : filled)
}

const placeholder = /\{([a-z][\w-]*(?:\.[\w-]+)*)\}/gi

/** What a rule has as its subject with what the placeholders stand for; what they bring in is never looked at again. */
export function filledSubject(reader: NoticeReader, event: NoticeEvent, subject: string): string {
  const known = rulePlaceholders(event.type)
  const filled = subject.replace(placeholder, (whole, name: string) =>
    known.includes(name) ? placeholderValue(reader, event, name) : whole,
  )
  // Typed by people of the desk or of the tenant, but an account may stand in it, too.
  return outsideSafe(reader, oneLine(filled))
}

function placeholderValue(reader: NoticeReader, event: NoticeEvent, name: string): string {
  const { audience, workspace, words } = reader
  if (audience === 'outside' && (ticketTextPlaceholders.includes(name) || name === 'advisor.email')) return ''
  const { told: facts, ticket } = event
  switch (name) {
    case 'payment.status':
      return statusLabel(workspace, facts.status)
    case 'payment.kind':
      return kindLabel(workspace, facts.kind)
    case 'payment.account':
      return accountText(reader, facts.account)
    case 'order.change':
      return changeLabel(workspace, facts.change)
    case 'ticket.number':
      return ticket === undefined ? '' : String(ticket.number)
    case 'ticket.requester':
      return ticket === undefined ? '' : personName(ticket.requester)
    case 'ticket.assignee':
      return ticket?.assignee ? personName(ticket.assignee) : ''
    case 'ticket.subject':
      return ticket?.subject ?? ''
    case 'ticket.category':
      return ticket?.category ?? ''
    case 'ticket.priority':
      return ticket?.priority ?? ''
    case 'ticket.level':
      return ticket === undefined ? '' : String(ticket.level)
    case 'ticket.module':
      return ticket?.module ?? ''
    case 'sla.metric':
      return words.metrics[facts.metric ?? ''] ?? ''
    case 'sla.due':
      return instantText(reader, facts.dueAt)
    case 'tenant.name':
      return ownerName(event.tenant)
    case 'desk.name':
      return reader.deskName
    default:
      return facts[attributeOf(name)] ?? ''
  }
}

/** Where the entry calls a thing otherwise than the placeholder. */
function attributeOf(name: string): string {
  const others: Readonly<Record<string, string>> = {
    'payment.reference': 'payment',
    'file.name': 'file',
    'order.reference': 'order',
    'order.contact': 'contact',
    'advisor.email': 'email',
  }
  return others[name] ?? name.replace(/^.*\./, '')
}

/** What happened: a sentence, and below it what belongs to it. */
function told(reader: NoticeReader, event: NoticeEvent): string {
  const sentence = outsideSafe(reader, reader.words.happened[event.type](toldEvent(reader, event)))
  return [sentence, ...factLines(reader, event)].join('\n')
}

function toldEvent(reader: NoticeReader, { told: facts, ticket, actor }: NoticeEvent): ToldEvent {
  const isOutside = reader.audience === 'outside'
  return {
    about: ticket === undefined ? oneLine(facts.payment ?? facts.order ?? '') : `#${ticket.number}`,
    who: isOutside || actor === null ? '' : personName(actor),
    whom: isOutside ? '' : oneLine(facts.assignedTo ?? facts.email ?? ''),
    // Whoever is no staff knows of no teams.
    team: reader.audience === 'staff' ? oneLine(facts.team ?? '') : '',
    change: statusLabel(reader.workspace, facts.status) || changeLabel(reader.workspace, facts.change),
  }
}

function factLines(reader: NoticeReader, event: NoticeEvent): string[] {
  const { words, measure, zone, language, now } = reader
  const facts = factsFor(reader, event)
  const shown = [...facts, ['at', formatLocal(event.at, zone, language, 'date-time', now)] as const]
    .map(([label, value]) => [words.labels[label], outsideSafe(reader, oneLine(value))] as const)
    .filter(([, value]) => value !== '')
  const widest = Math.max(...shown.map(([label]) => measure(label)))
  return shown.map(([label, value]) => `  ${label}:${' '.repeat(widest - measure(label) + 1)}${value}`)
}

type Fact = readonly [label: keyof NoticeWords['labels'], value: string]

function factsFor(reader: NoticeReader, event: NoticeEvent): Fact[] {
  const { told: facts, ticket, tenant } = event
  const isOutside = reader.audience === 'outside'
  const { words, workspace } = reader
  const metric = words.metrics[facts.metric ?? '']
  if (ticket !== undefined) {
    return [
      ...(isOutside
        ? []
        : ([
            ['subject', ticket.subject],
            ['from', personName(ticket.requester)],
          ] as const)),
      ...(metric === undefined ? [] : [['metric', `${metric} ${instantText(reader, facts.dueAt)}`] as const]),
      ['tenant', ownerName(tenant)],
    ]
  }
  // What somebody fed in; of access there is nothing but who it was.
  const isFed = event.type.startsWith('payment') || event.type.startsWith('eds-order')
  const fed: Fact[] = [
    ['file', facts.file ?? ''],
    ['reason', facts.reason ?? ''],
    ['amount', facts.amount ?? ''],
    ['account', accountText(reader, facts.account)],
    ['kind', kindLabel(workspace, facts.kind)],
    ['contact', facts.contact ?? ''],
  ]
  return [...(isFed ? fed : []), ['tenant', ownerName(tenant)]]
}

/** How to look at what the mail is about. People outside have nothing to look into. */
function waysToLook({ audience, ticketLink, words }: NoticeReader, { ticket }: NoticeEvent): string {
  if (ticket === undefined || audience === 'outside') return ''
  const number = String(ticket.number)
  return [
    ...(audience === 'staff' ? [words.toSeeTicket(ticket.number)] : []),
    ...(ticketLink === '' ? [] : [words.onTheWeb(ticketLink.replaceAll('{number}', number))]),
  ].join('\n')
}

/** Why this mail came, and how to have it otherwise. */
function footer(reader: NoticeReader, rules: readonly NamedRule[], events: readonly NoticeEvent[]): string {
  const { words, form, audience } = reader
  if (audience === 'outside') {
    const named = rules.map(({ rule, owner }) => words.outsideRule(safeOutside(reader, rule.description), owner))
    return [words.outsideBecauseOf(form, named), words.toStop(form)].join('\n')
  }
  const named = rules.map(({ rule, owner }) => words.ruleOf(oneLine(rule.description), owner))
  const [event] = events
  return [
    words.becauseOf(form, named),
    ...(event === undefined ? [] : [words.whyExactly(eventIdOf(event.entry))]),
    words.toChange(changingCommand(rules)),
  ].join('\n')
}

function safeOutside(reader: NoticeReader, text: string): string {
  return outsideSafe(reader, oneLine(text))
}

function changingCommand(rules: readonly NamedRule[]): string {
  const [first] = rules
  if (first === undefined || rules.length > 1) return 'helpdesk rule list'
  const place = first.tenant === null ? '' : ` --tenant ${first.tenant}`
  return `helpdesk rule edit ${quoteWord(oneLine(first.rule.description))}${place}`
}

function outsideSafe({ audience, mask }: NoticeReader, text: string): string {
  return audience === 'outside' ? mask(text) : text
}

/** One line of it, without what would be invisible, and without blanks around and doubled inside. */
function oneLine(text: string): string {
  return safeText(text).replace(/ {2,}/g, ' ').trim()
}

function fitted({ measure }: NoticeReader, text: string): string {
  return shortenText(text, widestSubject, measure)
}

/** A tenant as people call it. */
export function ownerName(tenant: { name: string; title: string | null } | null): string {
  return tenant === null ? '' : oneLine(tenant.title ?? tenant.name)
}

function personName({ name, email }: { name: string | null; email: string }): string {
  return oneLine(name ?? email)
}

function statusLabel(words: WorkspaceWords, id: string | undefined): string {
  const status = paymentStatuses.find((known) => known === id)
  return status === undefined ? '' : words.paymentStatuses[status]
}

function changeLabel(words: WorkspaceWords, id: string | undefined): string {
  const change = edsChanges.find((known) => known === id)
  return change === undefined ? '' : words.edsChanges[change]
}

function kindLabel(words: WorkspaceWords, id: string | undefined): string {
  const kind = paymentKinds.find((known) => known === id)
  return kind === undefined ? '' : words.paymentKinds[kind]
}

function accountText(reader: NoticeReader, account: string | undefined): string {
  return account === undefined ? '' : outsideSafe(reader, shownAddress(oneLine(account)))
}

function instantText({ zone, language, now }: NoticeReader, told: string | undefined): string {
  const instant = told === undefined ? undefined : parseInstant(told)
  return instant === undefined ? '' : formatLocal(instant, zone, language, 'day', now)
}
