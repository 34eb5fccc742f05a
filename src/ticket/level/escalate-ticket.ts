import type { Desk } from '../../desk'
import { demand } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Reader } from '../../store/schema'
import { documentAmong, filesAsked } from '../attachment/attach-files'
import { attachedFacts } from '../attachment/attachment'
import { type GivenFile, noFiles } from '../attachment/given-files'
import { listCategories } from '../category/category-store'
import { type ChangeRequest, changeTicket, type TicketChange, type TicketChanged } from '../change-ticket'
import { insertWatcher } from '../participant/watch-store'
import { mergeReport } from '../report/report'
import { type ReportWords, reportMeant } from '../report/report-words'
import type { Ticket } from '../ticket'
import { findTopic } from '../topic/topic-store'
import { escalate, flagsOf, isForOthers, missingForSecondLevel, type Objections, refuseEscalation } from './level'

export interface Escalation {
  /** Why second level has to look at it: a note that only staff read. */
  reason: string
  /** What the report did not say yet. */
  report: ReportWords | undefined
  /** Whatever is missing, and whoever else's topic it is. */
  force: boolean
}

export interface EscalateRequest extends ChangeRequest, Escalation {
  /** Only tried before somebody is asked for what is missing. */
  willBeAsked?: true
}

/**
 * Hands a ticket to second level, with files: a document belongs to the report, any other file to the reason. For first
 * level only. Throws `already-at-level`, `ticket-solved`, `ticket-closed`, `topic-of-first-level`, `report-incomplete`.
 */
export async function escalateTicket(
  desk: Desk,
  actor: UserActor,
  request: EscalateRequest,
  files: readonly GivenFile[] = noFiles,
): Promise<TicketChanged> {
  const { reason, report, force, willBeAsked } = request
  const particulars = JSON.parse(JSON.stringify({ reason, report, force, ...filesAsked(files) }))
  return changeTicket(desk, actor, 'ticket escalate', request, particulars, async (change) => {
    demandFirstLevel(change)
    if (willBeAsked !== true) return escalateNow(desk, change, request, files)
    escalate(change.ticket, change.deed.now)
    const { topic } = await objectionsTo(change.deed.tx, change.ticket)
    if (!force) refuseEscalation({ missing: [], topic }, change.ticket.number)
  })
}

/** Throws `not-allowed` for whoever is of neither first level. */
export function demandFirstLevel({ actor, ticket, rules }: Pick<TicketChange, 'actor' | 'ticket' | 'rules'>): void {
  demand(actor, 'tickets:escalate', ticket.tenant, rules)
}

/** The escalation as a step of whichever deed it is. */
export async function escalateNow(
  desk: Desk,
  change: TicketChange,
  { reason, report, force }: Escalation,
  files: readonly GivenFile[],
): Promise<void> {
  const { now, tx } = change.deed
  const before = change.ticket
  // What cannot be escalated as it stands is refused before anything is weighed.
  escalate(before, now)
  await completeReport(desk, change, report, files)
  const objections = await objectionsTo(change.deed.tx, change.ticket)
  if (!force) refuseEscalation(objections, before.number)
  change.ticket = escalate(change.ticket, now).ticket
  const message = await change.write('note', reason)
  const others = files.filter(({ isDocument }) => !isDocument)
  const attached = await change.attach(message.id, others)
  const watches = before.assignee !== null && (await insertWatcher(tx, before.id, before.assignee.id, now))
  change.happened('ticket.escalated', {
    message: message.id,
    reason,
    tried: change.ticket.report?.tried ?? null,
    forced: isForced(objections),
    missing: [...objections.missing],
    ...(watches && before.assignee !== null ? { watches: before.assignee.id } : {}),
    ...attachedFacts(attached),
  })
}

function isForced({ missing, topic }: Objections): boolean {
  return missing.length > 0 || isForOthers(topic)
}

/** The report with what is newly said of it; a document comes to the description, as with `edit`. */
async function completeReport(
  desk: Desk,
  change: TicketChange,
  words: ReportWords | undefined,
  files: readonly GivenFile[],
): Promise<void> {
  const documents = files.filter(({ isDocument }) => isDocument)
  if (words === undefined && documents.length === 0) return
  const edit = await reportMeant(desk, words ?? {}, change.settings['desk.time-zone'])
  const attached = documents.length === 0 ? [] : await change.attach(null, documents)
  const report = mergeReport(mergeReport(change.ticket.report, edit), { document: documentAmong(attached, documents) })
  change.ticket = { ...change.ticket, report }
}

/** What goes against handing it over as it stands. */
export async function objectionsTo(
  db: Reader,
  { category, report, topic: topicId }: Pick<Ticket, 'category' | 'report' | 'topic'>,
): Promise<Objections> {
  const categories = await listCategories(db)
  const form = categories.find(({ id }) => id === category)?.form ?? {}
  const topic = topicId === null ? undefined : await findTopic(db, topicId)
  return { missing: flagsOf(missingForSecondLevel(form, report, topic)), topic }
}
