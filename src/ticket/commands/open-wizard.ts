import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { type Screen, screenOf } from '../../kit/screen'
import { padText, wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import type { Beginning } from '../../people/beginning'
import { domainOf } from '../../people/mail-address'
import { isStaff, may, visibilityOf } from '../../people/permission'
import { findTenant, findTenantByDomain, listTenants } from '../../people/tenant-store'
import { tenantIdsOf } from '../../people/user'
import { findUser } from '../../people/user-store'
import { type Category, categoryNamed, offeredTo } from '../category'
import { listCategories } from '../category-store'
import { askedIn } from '../form'
import type { NewTicket } from '../open-ticket'
import { mergeReport, partOf, type Report } from '../report'
import type { ReportField } from '../report-field'
import { reportLines } from '../report-screen'
import { type ReportWords, reportMeant } from '../report-words'
import { lastReportOf } from '../store'
import { type AskedField, askField } from './ask-field'

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
}

interface Walk {
  desk: Desk
  begun: Beginning
  offered: readonly Category[]
  suggested: Report | null
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
  const offered = await offeredFor(begun, request)
  const suggested = await suggestionsFor(begun, request)
  const walk: Walk = { desk, begun, offered, suggested, questions }
  const open = fieldsOf(walk, request).filter((field) => !isAnswered(request, field))
  if (open.length === 0 && !walks) return request
  return sendOrChange(walk, await answered(walk, request, open))
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

/** What the form asks here; a document is attached and no answer to a question. */
function fieldsOf(walk: Walk, request: NewTicket): AskedField[] {
  const form = categoryOf(walk, request)?.form ?? {}
  return askedIn(form).flatMap((field) => (field === 'document' ? [] : [{ field, content: form[field] }]))
}

function isAnswered({ report }: NewTicket, { field }: AskedField): boolean {
  return report?.[partOf[field]] !== undefined
}

async function answered(walk: Walk, request: NewTicket, fields: readonly AskedField[]): Promise<NewTicket> {
  if (fields.length === 0) return request
  const { desk } = walk
  await say(walk, desk.words.formBegins)
  let report: ReportWords = request.report ?? {}
  for (const field of fields) {
    report = { ...report, ...(await answerTo(walk, field, walk.suggested)) }
    walk.questions.keep({ category: request.category, report })
  }
  return { ...request, report }
}

async function answerTo({ desk, begun }: Walk, field: AskedField, suggested: Report | null): Promise<ReportWords> {
  return askField(desk, begun.zone, field, suggested)
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
  const picked = await ask.choose<'subject' | 'category' | 'description' | ReportField>(words.askChange, [
    { name: words.summaryLabels.subject, value: 'subject' },
    ...(walk.offered.length > 1 ? [{ name: words.summaryLabels.category, value: 'category' as const }] : []),
    { name: words.summaryLabels.description, value: 'description' },
    ...named,
  ])
  if (picked === 'subject') return { ...request, subject: await questions.subject() }
  if (picked === 'description') return { ...request, description: await questions.description(request.subject) }
  if (picked === 'category') return recategorised(walk, request)
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
  const open = fieldsOf(walk, moved).filter((field) => !isAnswered(moved, field))
  return answered(walk, moved, open)
}

async function summarise(walk: Walk, request: NewTicket): Promise<void> {
  const { desk, begun } = walk
  const { subject, description } = request
  const screen = await screenOf(desk, begun.zone, [subject, description ?? ''])
  const report = mergeReport(null, await reportMeant(desk, request.report ?? {}, begun.zone))
  const labels = desk.words.summaryLabels
  const { email } = request.requester ?? begun.actor
  const category = categoryOf(walk, request)?.label[desk.language] ?? request.category ?? ''
  const facts: [string, string][] = [
    [labels.subject, subject],
    [labels.requester, email],
    [labels.category, category],
    [labels.description, description ?? desk.words.noDescription],
  ]
  const widest = Math.max(...facts.map(([label]) => screen.measure(label)))
  const lines = facts.flatMap(([label, text]) => factLines(screen, label, text, widest))
  await write(desk, ['', ...lines, ...reportLines(screen, report), ''])
}

/** A long description is known to whoever just wrote it: its beginning is enough. */
function factLines(screen: Screen, label: string, text: string, widest: number): string[] {
  const { columns, measure, paint, symbols } = screen
  const all = wrapText(safeText(text, { keepLineBreaks: true }), Math.max(20, columns - widest - 4), measure)
  const shown = all.length > 4 ? [...all.slice(0, 3), symbols.ellipsis] : all
  return shown.map((line, index) =>
    `  ${paint.dim(padText(index === 0 ? label : '', widest, measure))}  ${line}`.trimEnd(),
  )
}

async function say({ desk, begun }: Walk, text: string): Promise<void> {
  const screen = await screenOf(desk, begun.zone, [text])
  await write(desk, ['', ...wrapText(text, screen.columns, screen.measure)])
}

async function write(desk: Desk, lines: readonly string[]): Promise<void> {
  const { asciiText } = await import('../../kit/text/ascii-text')
  const text = `${lines.join('\n')}\n`
  desk.stderr.write(desk.ascii ? asciiText(text) : text)
}
