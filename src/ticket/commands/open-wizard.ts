import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { safeText } from '../../kit/text/safe-text'
import type { Beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import type { FilesInHand, GivenFile } from '../attachment/given-files'
import { type Category, categoryNamed } from '../category/category'
import { askedIn, formWith } from '../category/form'
import { alwaysNeeded } from '../level/level'
import type { NewTicket } from '../open-ticket'
import { isSaid, mergeReport, partOf, type Report } from '../report/report'
import type { ReportField } from '../report/report-field'
import { type ReportWords, reportMeant } from '../report/report-words'
import { lastReportOf } from '../store'
import { saidIn, type Topic } from '../topic/topic'
import { topicByName } from '../topic/topic-store'
import { type AskedField, askField, isSuggestible, questionFor, showHelp, suggestedAgain } from './ask-field'
import { askAttachments, askDocument } from './ask-file'
import type { Place } from './open-place'
import { sayParagraph, showSummary } from './open-summary'
import type { KeptAnswers } from './open-words'

/*
 * The form of a new ticket for whoever sits at a terminal: the category, the fields of its form one by one, then all of it
 * once more before it is sent. That is the last question. Nothing here is needed to open a ticket; every field may be skipped.
 */

/** The questions whose answers are kept in the draft. */
export interface DraftedQuestions {
  /** What of the text was there before anything was asked. */
  heard(subject: string | undefined, description: string | null | undefined): void
  subject(before?: string): Promise<string>
  description(subject: string, before?: string | null): Promise<string | null>
  /** Hears of every answer, so that leaving loses none. */
  keep(answers: KeptAnswers): void
  /** The files that came with the command, and those that are dragged here. */
  readonly files: FilesInHand
}

interface Walk {
  desk: Desk
  begun: Beginning
  place: Place
  suggested: Report | null
  /** What it is about, as far as that is known. */
  topic: Topic | undefined
  /** The files that the flags named; they stay, whatever is changed here. */
  flagged: readonly GivenFile[]
  questions: DraftedQuestions
}

/** Lets the person choose what it is about; undefined where there is nothing to choose. */
export async function askCategory(desk: Desk, { offered }: Place): Promise<string | undefined> {
  if (offered.length < 2) return undefined
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
  place: Place,
  request: NewTicket,
  questions: DraftedQuestions,
  walks: boolean,
): Promise<NewTicket> {
  if (desk.globals.yes) return request
  const walk = await beginWalk(desk, begun, place, request, questions)
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
  place: Place,
  request: NewTicket,
  questions: DraftedQuestions,
): Promise<NewTicket> {
  if (desk.globals.yes) return request
  const walk = await beginWalk(desk, begun, place, request, questions)
  const open = openFields(walk, request).filter(({ field }) => walk.topic?.required.includes(field) === true)
  return open.length === 0 ? request : sendOrChange(walk, await answered(walk, request, open))
}

async function beginWalk(
  desk: Desk,
  begun: Beginning,
  place: Place,
  request: NewTicket,
  questions: DraftedQuestions,
): Promise<Walk> {
  const { store, actor, rules } = begun
  return {
    desk,
    begun,
    place,
    suggested: suggestedAgain(await lastReportOf(store.db, place.requester.id, visibilityOf(actor, rules))),
    topic: request.topic === undefined ? undefined : await topicByName(begun.store.db, request.topic),
    flagged: questions.files.all,
    questions,
  }
}

/** Through the ssh door no file of the account can be named. */
function takesFiles(desk: Desk): boolean {
  return desk.world.door === undefined
}

/** The category that holds for the request; undefined for one that the deed will refuse. */
function categoryOf({ place, begun }: Walk, request: NewTicket): Category | undefined {
  const { offered } = place
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
  // Second level wants to know what was tried, whatever the form asks.
  const further = [...(walk.topic?.required ?? []), ...(request.secondLevel === undefined ? [] : alwaysNeeded)]
  const form = formWith(categoryOf(walk, request)?.form ?? {}, further)
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
  const isSuggested = fields.some(({ field }) => walk.suggested !== null && isSaid(walk.suggested, field))
  const { formBegins, suggestionKeys } = desk.words
  await sayParagraph(desk, walk.begun.zone, isSuggested ? `${formBegins} ${suggestionKeys}` : formBegins)
  let report: ReportWords = request.report ?? {}
  for (const field of fields) {
    if (isPointless(walk, field, fields)) continue
    report = { ...report, ...(await answerTo(walk, field, walk.suggested)) }
    walk.questions.keep({ report })
  }
  return { ...request, report }
}

/** Of a document that was asked for and is not there nothing is to be said. */
function isPointless({ questions }: Walk, { field }: AskedField, asked: readonly AskedField[]): boolean {
  return (
    field === 'document-clean' && asked.some((one) => one.field === 'document') && !questions.files.all.some(isDocument)
  )
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
  const labelOf = (field: ReportField): string =>
    field === 'document-clean' ? words.reportQuestions[field] : words.reportLabels[field]
  const named = fields.map(({ field }) => ({ name: labelOf(field), value: field }))
  const picked = await ask.choose<'subject' | 'category' | 'description' | 'files' | ReportField>(words.askChange, [
    { name: words.summaryLabels.subject, value: 'subject' },
    ...(walk.place.offered.length > 1 ? [{ name: words.summaryLabels.category, value: 'category' as const }] : []),
    { name: words.summaryLabels.description, value: 'description' },
    ...named,
    ...(takesFiles(desk) ? [{ name: words.summaryLabels.files, value: 'files' as const }] : []),
  ])
  if (picked === 'subject') return { ...request, subject: await questions.subject(request.subject) }
  if (picked === 'description')
    return { ...request, description: await questions.description(request.subject, request.description) }
  if (picked === 'category') return recategorised(walk, request)
  if (picked === 'files') {
    questions.files.drop((file) => !file.isDocument && !walk.flagged.includes(file))
    await askAttachments(desk, questions.files)
    return request
  }
  const field = fields.find((one) => one.field === picked)
  if (field === undefined) return request
  const said = mergeReport(null, await reportMeant(desk, request.report ?? {}, begun.zone))
  if (said !== null && isSuggestible(field.field) && isSaid(said, field.field)) {
    await sayParagraph(desk, begun.zone, words.suggestionKeys)
  }
  const report = { ...request.report, ...(await answerTo(walk, field, said)) }
  questions.keep({ report })
  return { ...request, report }
}

/** Another category may ask what the first one did not. */
async function recategorised(walk: Walk, request: NewTicket): Promise<NewTicket> {
  const category = (await askCategory(walk.desk, walk.place)) ?? request.category
  const moved = { ...request, category }
  walk.questions.keep({ category })
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
