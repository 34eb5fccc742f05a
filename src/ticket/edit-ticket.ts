import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import type { UserActor } from '../people/session'
import { tenantById } from '../people/tenant-store'
import type { Person } from '../people/user'
import { userByEmail } from '../people/user-store'
import { documentAmong, filesAsked } from './attachment/attach-files'
import { type Attachment, attachedFacts } from './attachment/attachment'
import { listAttachments } from './attachment/attachment-store'
import { type GivenFile, noFiles } from './attachment/given-files'
import { categoryNamed, offeredTo } from './category/category'
import { listCategories } from './category/category-store'
import { type ChangeRequest, changeTicket, demandStaff, type TicketChange, type TicketChanged } from './change-ticket'
import { mergeReport, type Report } from './report/report'
import { type ReportWords, reportMeant } from './report/report-words'
import { edit, type Priority, type TicketEdit } from './ticket'
import { topicByName } from './topic/topic-store'

/** What is to be changed; undefined stays, null takes away. */
export interface EditRequest extends ChangeRequest {
  subject?: string | undefined
  category?: string | undefined
  topic?: string | null | undefined
  module?: string | null | undefined
  priority?: Priority | undefined
  emergency?: boolean | undefined
  requester?: string | undefined
  report?: ReportWords | undefined
}

/**
 * Changes a ticket's facts; a file is the document of its report. Staff only; the requester changes in no other way.
 * Throws also `attachment-changed`.
 */
export async function editTicket(
  desk: Desk,
  actor: UserActor,
  request: EditRequest,
  files: readonly GivenFile[] = noFiles,
): Promise<TicketChanged> {
  const { number: _, ifVersion: __, idempotencyKey: ___, ...wanted } = request
  const particulars = JSON.parse(JSON.stringify({ ...wanted, ...filesAsked(files) }))
  return changeTicket(desk, actor, 'ticket edit', request, particulars, async (change) => {
    demandStaff(change)
    const wantedEdit = await editOf(desk, change, request)
    const attached = await attachDocument(change, files)
    const report = wantedEdit.report === undefined ? change.ticket.report : wantedEdit.report
    const documented = mergeReport(report, { document: documentAmong(attached, files) })
    const moved = edit(change.ticket, { ...wantedEdit, report: documented })
    if (!moved.changed) return
    const before = change.ticket
    change.ticket = moved.ticket
    const isOtherTopic = change.ticket.topic !== before.topic
    change.happened('ticket.edited', attachedFacts(attached))
    if (isOtherTopic) await (await import('./level/project-lead')).giveToLead(change)
  })
}

async function editOf(desk: Desk, change: TicketChange, request: EditRequest): Promise<TicketEdit> {
  return {
    ...(request.subject === undefined ? {} : { subject: request.subject }),
    ...(request.module === undefined ? {} : { module: request.module }),
    ...(request.priority === undefined ? {} : { priority: request.priority }),
    ...(request.emergency === undefined ? {} : { emergency: request.emergency }),
    ...(request.category === undefined ? {} : { category: await categoryId(change, request.category) }),
    ...(request.topic === undefined ? {} : { topic: await topicMeant(change, request.topic) }),
    ...(request.requester === undefined ? {} : { requester: await colleague(change, request.requester) }),
    ...(request.report === undefined ? {} : { report: await reportAfter(desk, change, request.report) }),
  }
}

/** Attaches the document, unless it is the same file that is the document already. */
async function attachDocument(change: TicketChange, files: readonly GivenFile[]): Promise<Attachment[]> {
  const { deed, ticket } = change
  if (files.length === 0) return []
  const all = await listAttachments(deed.tx, ticket.id, true)
  const present = all.find(({ id }) => id === ticket.report?.document?.id)
  const isPresent = ({ name, sha256 }: GivenFile): boolean => present?.sha256 === sha256 && present.name === name
  return files.every(isPresent) ? [] : change.attach(null, files)
}

async function reportAfter(desk: Desk, change: TicketChange, words: ReportWords): Promise<Report | null> {
  const edit = await reportMeant(desk, words, change.settings['desk.time-zone'])
  return mergeReport(change.ticket.report, edit)
}

async function categoryId(change: TicketChange, typed: string): Promise<string> {
  const { tx } = change.deed
  const tenant = await tenantById(tx, change.ticket.tenant.id)
  return categoryNamed(offeredTo(await listCategories(tx), tenant.partner), typed).id
}

async function topicMeant(change: TicketChange, typed: string | null): Promise<string | null> {
  return typed === null ? null : (await topicByName(change.deed.tx, typed)).id
}

/** The new requester must belong to the ticket's tenant: a ticket never wanders to another organisation. */
async function colleague(change: TicketChange, email: string): Promise<Person> {
  const user = await userByEmail(change.deed.tx, email)
  const { tenant } = change.ticket
  if (!user.memberships.some(({ tenantId }) => tenantId === tenant.id)) {
    throw new DeskError('requester-of-other-tenant', { email: user.email, tenant: tenant.name })
  }
  return { id: user.id, email: user.email, name: user.name }
}
