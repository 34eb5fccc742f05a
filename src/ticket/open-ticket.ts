import type { Desk } from '../desk'
import { carryOut, type Deed, tryOut } from '../journal/deed'
import type { Channel } from '../journal/entry'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import type { JsonObject } from '../kit/json'
import { WrongValues } from '../kit/wrong-values'
import { type ConsentManner, type ConsentNotice, consentNotice, consentStateOf } from '../people/consent'
import { listConsents } from '../people/consent-store'
import { demand, isStaff, type TicketRules } from '../people/permission'
import { channelOf, doerOf, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { rulesOf } from '../people/ticket-rules'
import type { Person, User } from '../people/user'
import type { Settings } from '../settings/setting'
import { readSettings } from '../settings/store'
import type { Reader } from '../store/schema'
import { attachmentsOf, documentAmong, filesAsked, keepAttachments } from './attachment/attach-files'
import { attachedFacts } from './attachment/attachment'
import { type GivenFile, noFiles } from './attachment/given-files'
import { type Category, categoryNamed, offeredTo } from './category/category'
import { listCategories } from './category/category-store'
import { insertLink } from './link/link-store'
import { demandStaffWords, refuseOpening } from './may-open'
import { mergeReport, type Report } from './report/report'
import { type ReportWords, reportMeant } from './report/report-words'
import { requesterFor } from './requester'
import { indexNewTicket } from './search/index-store'
import type { KeptOtherwise } from './similar/answer-instead'
import { type DuplicateManner, type Instead, insteadOf } from './similar/find-similar'
import { insertTicket, nextNumber } from './store'
import { open, type Priority, type Ticket } from './ticket'
import { entryFacts } from './ticket-entry'
import { topicByName } from './topic/topic-store'

export interface NewTicket {
  subject: string
  description: string | null
  category: string | undefined
  /** The known issue that it is, as typed. */
  topic: string | undefined
  module: string | null
  priority: Priority | undefined
  emergency: boolean
  /** What is said of the problem besides the description. */
  report: ReportWords | undefined
  /** Undefined: the one by which the actor came. */
  channel: Channel | undefined
  /** Whose ticket it is; undefined: the actor's own. */
  requester: { email: string; name: string | null } | undefined
  tenant: string | undefined
  /** The name of the tenant to make if the requester's domain is nobody's yet. */
  newTenant: string | undefined
  consent: ConsentManner | undefined
  /** Who gets the answers, too. */
  cc?: readonly string[] | undefined
  /** Whether it was said that people from outside the organisation are meant. */
  outsideIsMeant?: boolean | undefined
  /** Pages that have to do with it. */
  links?: readonly string[] | undefined
  /** What becomes of it if it is asked already; undefined and `open`: it is opened. */
  ifDuplicate?: DuplicateManner | 'ask' | undefined
  /** The number of the ticket that a person chose to answer instead. */
  answers?: number | undefined
  /** All that is said, as it reads as an answer in another ticket. */
  asAnswer?: string | undefined
  /** First level hands it to second level at once; the description is the reason where none is given. */
  secondLevel?: { reason: string | undefined; force: boolean } | undefined
  idempotencyKey: string | undefined
}

/** What became of a request: a ticket of its own, or the requester's word in one that was there (`instead`). */
export type Opening = { number: number; instead: (Instead & { otherwise?: KeptOtherwise[] }) | null }

/**
 * Opens a ticket, with files, in one deed; on the way it makes the requester a contact, and their tenant where that was asked for.
 * Where it is asked already, it may become an answer there. Throws `new-tenant-needed`, `tenant-needed`, `may-not-open`, `consent-missing`, `wrong-value`, `attachment-changed`, `duplicate-ticket`,
 * `report-incomplete`, `topic-of-first-level`.
 */
export async function openTicket(
  desk: Desk,
  actor: UserActor,
  wanted: NewTicket,
  files: readonly GivenFile[] = noFiles,
): Promise<Opening> {
  return carryOut(desk, doerOf(actor), async (deed) => openedIn(desk, deed, actor, wanted, files))
}

/** Only tries it, with every refusal; `look` sees what would be there, before it is taken back. */
export async function tryToOpen<T>(
  desk: Desk,
  actor: UserActor,
  wanted: NewTicket,
  files: readonly GivenFile[],
  look: (db: Reader, opening: Opening) => Promise<T>,
): Promise<T> {
  return tryOut(desk, doerOf(actor), async (deed) => look(deed.tx, await openedIn(desk, deed, actor, wanted, files)))
}

async function openedIn(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  wanted: NewTicket,
  files: readonly GivenFile[],
): Promise<Opening> {
  const settings = await readSettings(deed.tx)
  const rules = rulesOf(settings)
  if (wanted.requester !== undefined || wanted.priority !== undefined) demandStaffWords(actor, wanted, rules)
  const { requester, tenant } = await requesterFor(desk, deed, actor, rules, wanted)
  refuseOpening(actor, tenant, rules)
  if (wanted.secondLevel !== undefined) demand(actor, 'tickets:escalate', tenant, rules)
  const call = {
    key: wanted.idempotencyKey,
    actorId: actor.id,
    tenantId: tenant.id,
    command: 'ticket open',
    request: JSON.parse(JSON.stringify({ ...asked(wanted), ...filesAsked(files) })),
  }
  return once<Opening>(deed, call, async () => {
    const { category, report } = await judged(desk, deed, settings, tenant, wanted)
    const known = wanted.topic === undefined ? undefined : await topicByName(deed.tx, wanted.topic)
    const topic = known?.id ?? null
    await settleConsent(desk, deed, actor, settings, requester, wanted.consent)
    const instead = await insteadOf(deed.tx, { actor, rules }, tenant.id, { ...wanted, requester })
    if (instead !== undefined) {
      const place = { deed, actor, settings, rules }
      // The default category is nobody's word.
      const taken = { ...wanted, topic, category: wanted.category === undefined ? null : category.id }
      const { answerInstead } = await import('./similar/answer-instead')
      const otherwise = await answerInstead(desk, place, instead.number, requester, taken, files)
      return { number: instead.number, instead: { ...instead, otherwise } }
    }
    const { number } = await fileTicket(
      desk,
      deed,
      { ...wanted, channel: wanted.channel ?? channelOf(actor) },
      { requester, tenant, category: category.id, topic, report },
      files,
      async (ticket) => withOthers(desk, { deed, actor, rules, ticket }, wanted),
    )
    if (wanted.secondLevel !== undefined || known?.answeredBy === 'project-lead') {
      const { handOn } = await import('./level/hand-on')
      const { description, secondLevel } = wanted
      await handOn(desk, { deed, actor, settings, rules }, number, { description, secondLevel })
    }
    return { number, instead: null }
  })
}

/** The request itself: what makes it another one under the same key. How it is carried out does not. */
function asked(wanted: NewTicket): Partial<NewTicket> {
  const { idempotencyKey: _, consent: __, outsideIsMeant: ___, ...said } = wanted
  const { ifDuplicate: ____, answers: _____, asAnswer: ______, ...request } = said
  return request
}

/** Lets in whoever is to take part, and links the pages that were named; gives what the entry says of it. */
async function withOthers(
  desk: Desk,
  place: { deed: Deed; actor: UserActor; rules: TicketRules; ticket: Ticket },
  { cc = [], links = [], outsideIsMeant = false }: NewTicket,
): Promise<JsonObject> {
  const { deed, actor, ticket } = place
  const added =
    cc.length === 0 ? undefined : await (await import('./participant/let-in')).letIn(desk, place, cc, outsideIsMeant)
  for (const url of new Set(links)) {
    const link = { id: desk.newId(), ticketId: ticket.id, kind: 'url' as const, target: { url } }
    await insertLink(deed.tx, { ...link, createdBy: actor.id, createdAt: deed.now })
  }
  return added ?? {}
}

/** What is said of a new ticket itself. */
type Said = Pick<NewTicket, 'subject' | 'description' | 'module' | 'priority' | 'emergency'> & { channel: Channel }

/** Gives a new ticket its number and writes it down, with what goes along with it, as a step of a deed. */
export async function fileTicket(
  desk: Desk,
  deed: Deed,
  wanted: Said,
  place: { requester: Person; tenant: Ticket['tenant']; category: string; topic: string | null; report: Report | null },
  files: readonly GivenFile[],
  goesAlong: (ticket: Ticket) => Promise<JsonObject> = async () => ({}),
): Promise<Ticket> {
  const { requester, tenant, category, topic } = place
  const attached = attachmentsOf(desk, null, files)
  const ticket: Ticket = open(
    {
      id: desk.newId(),
      number: await nextNumber(deed.tx),
      tenant: { id: tenant.id, name: tenant.name },
      requester: { id: requester.id, email: requester.email, name: requester.name },
      category,
      topic,
      subject: wanted.subject,
      description: wanted.description,
      report: mergeReport(place.report, { document: documentAmong(attached, files) }),
      module: wanted.module,
      channel: wanted.channel,
      priority: wanted.priority ?? 'normal',
      emergency: wanted.emergency,
    },
    deed.now,
  )
  await insertTicket(deed.tx, ticket)
  await keepAttachments(deed, ticket.id, attached, files)
  await indexNewTicket(deed.tx, ticket, attached)
  const { number, subject, priority, emergency, version } = ticket
  deed.record({
    type: 'ticket.opened',
    ...entryFacts(ticket),
    payload: {
      number,
      subject,
      priority,
      emergency,
      requester: requester.email,
      version,
      via: ticket.channel,
      ...attachedFacts(attached),
      ...(await goesAlong(ticket)),
    },
  })
  return ticket
}

/** What the words mean here; all that is wrong with them is told at once. */
async function judged(desk: Desk, deed: Deed, settings: Settings, tenant: Tenant, wanted: NewTicket) {
  const wrong = new WrongValues()
  const category = await wrong.judgeLater(async () => categoryFor(deed, settings, tenant, wanted.category))
  const edit = await wrong.judgeLater(async () => reportMeant(desk, wanted.report ?? {}, settings['desk.time-zone']))
  if (category === undefined || edit === undefined) throw wrong.refusal()
  return { category, report: mergeReport(null, edit) }
}

async function categoryFor(
  deed: Deed,
  settings: Settings,
  tenant: Tenant,
  typed: string | undefined,
): Promise<Category> {
  const offered = offeredTo(await listCategories(deed.tx), tenant.partner)
  const byDefault = offered.find(({ id }) => id === settings['tickets.default-category']) ?? offered[0]
  if (typed === undefined && byDefault !== undefined) return byDefault
  return categoryNamed(offered, typed ?? '')
}

/** Where the desk requires it, nobody's first ticket opens before they agreed to the notice as it reads today. */
export async function settleConsent(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  settings: Settings,
  requester: User,
  given: ConsentManner | undefined,
): Promise<void> {
  const wanted = await consentWanted(desk, deed.tx, actor, settings, requester)
  if (wanted === undefined) return
  if (given !== undefined) {
    // How somebody else agreed the desk's staff write down (DOMAIN 4).
    refuseForOthers(actor, requester)
    const { recordConsent } = await import('../people/record-consent')
    return recordConsent(desk, deed, actor, requester, wanted.notice, given)
  }
  if (wanted.refusal !== undefined) throw wanted.refusal
}

/** Throws `not-allowed` for whoever says of somebody else that they agreed and is not of the staff. */
export function refuseForOthers(actor: UserActor, requester: { id: string | undefined }): void {
  if (requester.id === actor.id || isStaff(actor)) return
  throw new DeskError('not-allowed', { permission: 'consent:record', tenant: null })
}

/**
 * The notice that the requester has not agreed to, and the refusal (`consent-missing`) where nothing opens without that;
 * undefined where there is nothing to agree to. Whoever the desk does not know yet has no id.
 */
export async function consentWanted(
  desk: Desk,
  db: Reader,
  actor: UserActor,
  settings: Settings,
  { id, email }: { id: string | undefined; email: string },
): Promise<{ notice: ConsentNotice; refusal: DeskError | undefined } | undefined> {
  if (settings['consent.mode'] === 'off') return undefined
  const notice = consentNotice(settings, desk.language)
  const state = consentStateOf(id === undefined ? [] : await listConsents(db, id), notice.version)
  if (state === 'given') return undefined
  // A notice is only told; but who took consent back has said that they want no more of this.
  if (settings['consent.mode'] === 'notice' && state !== 'withdrawn') return { notice, refusal: undefined }
  const flag = id === actor.id ? '--consent' : isStaff(actor) ? '--consent-by' : null
  const refusal = new DeskError('consent-missing', { email, title: notice.title, text: notice.text, flag })
  return { notice, refusal }
}
