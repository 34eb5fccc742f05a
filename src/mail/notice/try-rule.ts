import type { Entry } from '../../journal/entry'
import { readEntries } from '../../journal/store'
import { formatInstant } from '../../kit/time/instant'
import type { Visibility } from '../../people/permission'
import { factsOf, meantBy, type Notice } from '../../rule/notice'
import { deskScope, factsIn, fits, type Rule } from '../../rule/rule'
import type { RulePlace } from '../../rule/rule-place'
import type { Reader } from '../../store/schema'
import { attributesOf, edsChanges, type FedEvent } from '../../workspace/event-type'
import { paymentStatuses } from '../../workspace/payment'
import { shownEvents } from '../../workspace/read-events'
import type { NewLetter } from '../letter/letter'
import { noticeLetter } from '../letter/rule-letters'
import { misfitOf, type WhyNot } from './explain-event'
import { type NoticeEvent, type ToldTicket, toldBy } from './notice-event'
import { type Scribe, scribeFor } from './notice-scribe'

/** What a rule would do with an event: whether it fits, and for each recipient what would become of it and how it would read. */
export interface Trial {
  /** Undefined: one that was made up, of placeholders or from a file. */
  entry: Entry | undefined
  event: NoticeEvent
  whyNot: WhyNot | undefined
  letters: readonly { notice: Notice; letter: NewLetter }[]
  /** Where nobody is meant by name yet: how it would read. */
  sample?: NewLetter
}

/** So far back a fitting event is looked for. */
const recent = 300

/** The newest event that fits a rule, of those that the actor may know of. */
export async function newestFitting(db: Reader, rule: Rule, visibility: Visibility): Promise<Entry | undefined> {
  const ofTenant = rule.scope === deskScope ? {} : { tenantId: rule.scope }
  const entries = await readEntries(db, { types: [rule.event], ...ofTenant, newest: recent })
  const seen = new Set((await shownEvents(db, entries, visibility)).map(({ position }) => position))
  for (const entry of entries.reverse()) {
    if (seen.has(entry.position) && fits(rule.filters, factsIn(rule.scope, await factsOf(db, entry)))) return entry
  }
  return undefined
}

/** Works out what a rule would send for an event that happened, and sends nothing. */
export async function tryRule(place: RulePlace, now: Date, rule: Rule, entry: Entry): Promise<Trial> {
  const { db } = place.store
  const scribe = await scribeFor({ db, settings: place.settings, now }, [entry], [rule])
  const event = scribe.events.get(entry.position)
  if (event === undefined) throw new Error(`entry ${entry.position} is no event`)
  return { entry, event, ...(await trial(db, scribe, rule, entry)) }
}

/** The same for an event of which nobody has heard: from a file, or made up of placeholders. */
export async function tryOnExample(
  place: RulePlace,
  now: Date,
  rule: Rule,
  fed: FedEvent | undefined,
  named: (attribute: string) => string,
): Promise<Trial> {
  const { db } = place.store
  const entry = exampleEntry(rule, place, fed, named, now)
  const scribe = await scribeFor({ db, settings: place.settings, now }, [], [rule])
  const { tenant } = place
  const event: NoticeEvent = {
    entry,
    type: rule.event,
    at: now,
    tenant: tenant === null ? null : { id: tenant.id, name: tenant.name, title: tenant.title },
    told: toldBy(entry),
    ticket: isAboutTicket(rule) ? exampleTicket(rule, named) : undefined,
    actor: null,
  }
  const withExample: Scribe = { ...scribe, events: new Map([[entry.position, event]]) }
  const { letters, whyNot } = await trial(db, withExample, rule, entry)
  const sample = letters.length > 0 ? undefined : await noticeLetter(withExample, [sampleNotice(rule, entry)])
  // What was made up fits, whatever stands in its place.
  const told = { entry: undefined, event, letters, whyNot: fed === undefined ? undefined : whyNot }
  return sample === undefined ? told : { ...told, sample }
}

/** For whoever has the role then: somebody of the desk, or the customer. */
function sampleNotice(rule: Rule, entry: Entry): Notice {
  const isCustomers = rule.recipients.every((recipient) => recipient.kind === 'role' && recipient.role === '@requester')
  const audience = isCustomers ? ('customer' as const) : ('staff' as const)
  const recipient = { address: '', userId: '', name: null, language: null, audience }
  return { rule, entry, recipient, outcome: 'mail' }
}

async function trial(db: Reader, scribe: Scribe, rule: Rule, entry: Entry): Promise<Pick<Trial, 'letters' | 'whyNot'>> {
  const letters: { notice: Notice; letter: NewLetter }[] = []
  for (const notice of await meantBy(db, rule, entry)) {
    const letter = await noticeLetter(scribe, [notice])
    if (letter !== undefined) letters.push({ notice, letter })
  }
  return { letters, whyNot: misfitOf(rule, factsIn(rule.scope, await factsOf(db, entry))) }
}

function isAboutTicket({ event }: Rule): boolean {
  return event.startsWith('ticket.') || event.startsWith('sla.')
}

/** An entry that stands in no journal. */
function exampleEntry(
  rule: Rule,
  { tenant }: RulePlace,
  fed: FedEvent | undefined,
  named: (attribute: string) => string,
  now: Date,
): Entry {
  const attributes = fed?.attributes ?? exampleAttributes(rule, named, now)
  return {
    position: 0,
    at: formatInstant(now),
    type: rule.event,
    actorId: null,
    channel: 'cli',
    tenantId: tenant?.id ?? null,
    ticketId: null,
    categoryId: null,
    level: null,
    salt: null,
    payload: JSON.stringify({ attributes }),
    digest: '',
    hash: named('event'),
  }
}

/** What filters want, where they want something; elsewhere the attribute's own name, so that one sees where it comes. */
function exampleAttributes(
  { event, filters }: Rule,
  named: (attribute: string) => string,
  now: Date,
): Readonly<Record<string, string>> {
  const fixed: Readonly<Record<string, string | undefined>> = {
    status: filters.status?.[0] ?? paymentStatuses[0],
    change: filters.change?.[0] ?? edsChanges[0],
    account: filters.account?.[0] ?? 'DE00000000000000000000',
    contact: filters.contact?.[0],
    kind: 'sepa',
    metric: 'solution',
    dueAt: formatInstant(now),
  }
  const attributes = attributesOf(event).map((name) => [name, fixed[name] ?? named(name)] as const)
  return Object.fromEntries([
    ...attributes,
    ...(event.startsWith('access.') ? [['email', named('advisor')] as const] : []),
  ])
}

function exampleTicket({ filters }: Rule, named: (attribute: string) => string): ToldTicket {
  const person = (name: string) => ({ id: '', email: named(name), name: null })
  return {
    number: 1042,
    subject: named('subject'),
    requester: person('requester'),
    assignee: person('assignee'),
    category: filters.category?.[0] ?? named('category'),
    priority: 'normal',
    level: filters.level?.[0] === '2' ? 2 : 1,
    module: filters.module?.[0] ?? named('module'),
  }
}
