import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import type { Beginning } from '../../people/beginning'
import { domainOf } from '../../people/mail-address'
import { isStaff, may, visibilityOf } from '../../people/permission'
import { findTenant, findTenantByDomain, listTenants } from '../../people/tenant-store'
import { tenantIdsOf } from '../../people/user'
import { findUser } from '../../people/user-store'
import { type Category, categoryNamed, offeredTo } from '../category'
import { listCategories } from '../category-store'
import { askedIn, formWith } from '../form'
import type { FilesInHand, GivenFile } from '../given-files'
import type { NewTicket } from '../open-ticket'
import { mergeReport, partOf, type Report } from '../report'
import type { ReportField } from '../report-field'
import { type ReportWords, reportMeant } from '../report-words'
import { lastReportOf } from '../store'
import { saidIn, type Topic } from '../topic'
import { topicByName } from '../topic-store'
import { type AskedField, askField, questionFor, showHelp } from './ask-field'
import { askAttachments, askDocument } from './ask-file'
import { sayParagraph, showSummary } from './open-summary'

/*
 * The way through a new ticket for whoever sits at a terminal: the category, the fields of its form one by one, then all
 * of it once more before it is sent. Nothing here is needed to open a ticket; every field may be skipped.
 */

/** The questions whose answers are kept in the draft. */
export interface DraftedQuestions {
  subject(): Promise<string>
  description(subject: string): Promise<string | null>
  /** Hears of every answer, so that leaving loses none. */
  keep(request: Pick<NewTicket, 'category' | 'report'>): void
  /** The files that came with the command, and those that are dragged here. */
  readonly files: FilesInHand
}

interface Walk {
  desk: Desk
  begun: Beginning
  offered: readonly Category[]
  suggested: Report | null
  /** What it is about, as far as that is known. */
  topic: Topic | undefined
  /** The files that the flags named; they stay, whatever is changed here. */
  flagged: readonly GivenFile[]
  questions: DraftedQuestions
}

/** Lets the person choose what it is about; undefined where there is nothing to choose. */
export async function askCategory(desk: Desk, begun: Beginning, request: NewTicket): Promise<string | undefined> {
  const offered = await offeredFor(begun, request)
  if (offered.length < 2 || !mayOpen(begun)) return undefined
  const ask = await desk.ask()
  const choices = offered.map(({ id, label, description }) => ({
    name: safeText(label[desk.language]),
    value: id,
    description: safeText(description[desk.language]),
  }))
  return ask.choose(desk.words.askCategory, choices)
}

/**
 * Asks what the category's form wants to know and is not said yet, and shows everything before it is sent. `walks`: the
 * person was led from the beginning, and sees the whole even where the form asks nothing. Leaving throws `interrupted`.
 */
export async function walkForm(
  desk: Desk,
  begun: Beginning,
  request: NewTicket,
  questions: DraftedQuestions,
  walks: boolean,
): Promise<NewTicket> {
  if (desk.globals.yes || !mayOpen(begun)) return request
  const walk = await beginWalk(desk, begun, request, questions)
  const open = openFields(walk, request)
  if (open.length === 0 && !walks) return request
  const said = await answered(walk, request, open)
  if (walks && takesFiles(desk)) await askAttachments(desk, questions.files)
  return sendOrChange(walk, said)
}

/**
 * Asks only what the topic demands and is not said yet, for whoever chose a topic and did not come through the form.
 * Throws `topic-not-found`, `interrupted`.
 */
export async function walkTopic(
  desk: Desk,
  begun: Beginning,
  request: NewTicket,
  questions: DraftedQuestions,
): Promise<NewTicket> {
  if (desk.globals.yes || !mayOpen(begun)) return request
  const walk = await beginWalk(desk, begun, request, questions)
  const open = openFields(walk, request).filter(({ field }) => walk.topic?.required.includes(field) === true)
  return open.length === 0 ? request : sendOrChange(walk, await answered(walk, request, open))
}

async function beginWalk(desk: Desk, begun: Beginning, request: NewTicket, questions: DraftedQuestions): Promise<Walk> {
  return {
    desk,
    begun,
    offered: await offeredFor(begun, request),
    suggested: await suggestionsFor(begun, request),
    topic: request.topic === undefined ? undefined : await topicByName(begun.store.db, request.topic),
    flagged: questions.files.all,
    questions,
  }
}

/** Through the ssh door no file of the account can be named. */
function takesFiles(desk: Desk): boolean {
  return desk.world.door === undefined
}

/** Whoever may open nothing is told so before they answer questions. */
function mayOpen({ actor, rules }: Beginning): boolean {
  const places = [null, ...tenantIdsOf(actor.memberships)]
  return places.some((tenantId) => may(actor, 'tickets:open', tenantId, rules))
}

/** The categories that the requester may choose, as far as is known before the ticket is opened. */
async function offeredFor({ store, actor }: Beginning, request: NewTicket): Promise<Category[]> {
  const all = await listCategories(store.db)
  const ofRequester = isStaff(actor)
    ? await tenantsOfRequester(store, request)
    : await listTenants(store.db, tenantIdsOf(actor.memberships))
  return offeredTo(
    all,
    ofRequester.some(({ partner }) => partner),
  )
}

async function tenantsOfRequester({ db }: Beginning['store'], { tenant, requester }: NewTicket) {
  if (tenant !== undefined) return [await findTenant(db, tenant)].filter((found) => found !== undefined)
  if (requester === undefined) return []
  const known = await findUser(db, requester.email)
  if (known !== undefined) return listTenants(db, tenantIdsOf(known.memberships))
  return [await findTenantByDomain(db, domainOf(requester.email))].filter((found) => found !== undefined)
}

/** What this requester said last time: their devices seldom change. */
async function suggestionsFor({ store, actor, rules }: Beginning, request: NewTicket): Promise<Report | null> {
  const requester = request.requester === undefined ? actor : await findUser(store.db, request.requester.email)
  return requester === undefined ? null : lastReportOf(store.db, requester.id, visibilityOf(actor, rules))
}

/** The category that holds for the request; undefined for one that the deed will refuse. */
function categoryOf({ offered, begun }: Walk, request: NewTicket): Category | undefined {
  const byDefault = offered.find(({ id }) => id === begun.settings['tickets.default-category']) ?? offered[0]
  if (request.category === undefined) return byDefault
  try {
    return categoryNamed(offered, request.category)
  } catch {
    return undefined
  }
}

/** What the form asks here, with what the topic demands further. */
function fieldsOf(walk: Walk, request: NewTicket): AskedField[] {
  const form = formWith(categoryOf(walk, request)?.form ?? {}, walk.topic?.required ?? [])
  const asked = askedIn(form).filter((field) => field !== 'document' || takesFiles(walk.desk))
  return asked.map((field) => ({ field, content: form[field] }))
}

function openFields(walk: Walk, request: NewTicket): AskedField[] {
  return fieldsOf(walk, request).filter((field) => !isAnswered(walk, request, field))
}

function isAnswered({ questions }: Walk, { report }: NewTicket, { field }: AskedField): boolean {
  if (field === 'document' && questions.files.all.some(isDocument)) return true
  return report?.[partOf[field]] !== undefined
}

function isDocument(file: GivenFile): boolean {
  return file.isDocument
}

async function answered(walk: Walk, request: NewTicket, fields: readonly AskedField[]): Promise<NewTicket> {
  if (fields.length === 0) return request
  const { desk } = walk
  await sayParagraph(desk, walk.begun.zone, desk.words.formBegins)
  let report: ReportWords = request.report ?? {}
  for (const field of fields) {
    report = { ...report, ...(await answerTo(walk, field, walk.suggested)) }
    walk.questions.keep({ category: request.category, report })
  }
  return { ...request, report }
}

async function answerTo(walk: Walk, { field, content }: AskedField, suggested: Report | null): Promise<ReportWords> {
  const { desk, begun, questions } = walk
  if (field !== 'document') return askField(desk, begun.zone, { field, content }, suggested)
  await showHelp(desk, begun.zone, content)
  questions.files.drop(isDocument)
  const isGiven = await askDocument(desk, questions.files, questionFor(desk, { field, content }))
  // Skipped is said, too, so that it is not asked again.
  return { document: isGiven ? undefined : null }
}

/** Shows all of it, and sends it, changes it, or leaves it. */
async function sendOrChange(walk: Walk, request: NewTicket): Promise<NewTicket> {
  const { desk } = walk
  await summarise(walk, request)
  const ask = await desk.ask()
  const { words } = desk
  const next = await ask.choose<'send' | 'change' | 'cancel'>(words.askSend, [
    { name: words.send, value: 'send' },
    { name: words.change, value: 'change' },
    { name: words.cancel, value: 'cancel' },
  ])
  if (next === 'send') return request
  if (next === 'cancel') throw new DeskError('interrupted', { kept: null })
  return sendOrChange(walk, await changed(walk, request))
}

async function changed(walk: Walk, request: NewTicket): Promise<NewTicket> {
  const { desk, begun, questions } = walk
  const { words } = desk
  const fields = fieldsOf(walk, request)
  const ask = await desk.ask()
  const named = fields.map(({ field }) => ({ name: words.reportLabels[field], value: field }))
  const picked = await ask.choose<'subject' | 'category' | 'description' | 'files' | ReportField>(words.askChange, [
    { name: words.summaryLabels.subject, value: 'subject' },
    ...(walk.offered.length > 1 ? [{ name: words.summaryLabels.category, value: 'category' as const }] : []),
    { name: words.summaryLabels.description, value: 'description' },
    ...named,
    ...(takesFiles(desk) ? [{ name: words.summaryLabels.files, value: 'files' as const }] : []),
  ])
  if (picked === 'subject') return { ...request, subject: await questions.subject() }
  if (picked === 'description') return { ...request, description: await questions.description(request.subject) }
  if (picked === 'category') return recategorised(walk, request)
  if (picked === 'files') {
    questions.files.drop((file) => !file.isDocument && !walk.flagged.includes(file))
    await askAttachments(desk, questions.files)
    return request
  }
  const field = fields.find((one) => one.field === picked)
  if (field === undefined) return request
  const said = mergeReport(null, await reportMeant(desk, request.report ?? {}, begun.zone))
  const report = { ...request.report, ...(await answerTo(walk, field, said)) }
  questions.keep({ category: request.category, report })
  return { ...request, report }
}

/** Another category may ask what the first one did not. */
async function recategorised(walk: Walk, request: NewTicket): Promise<NewTicket> {
  const category = await askCategory(walk.desk, walk.begun, request)
  const moved = { ...request, category: category ?? request.category }
  walk.questions.keep(moved)
  return answered(walk, moved, openFields(walk, moved))
}

async function summarise(walk: Walk, request: NewTicket): Promise<void> {
  const { desk, begun, topic, questions } = walk
  const category = categoryOf(walk, request)?.label[desk.language] ?? request.category ?? ''
  const report = mergeReport(null, await reportMeant(desk, request.report ?? {}, begun.zone))
  await showSummary(desk, begun.zone, {
    subject: request.subject,
    requester: request.requester?.email ?? begun.actor.email,
    category,
    topic: topic === undefined ? undefined : saidIn(topic.title, desk.language),
    description: request.description,
    files: questions.files.all,
    report,
  })
}
