import type { Desk } from '../../desk'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import type { FilesInHand } from '../attachment/given-files'
import { listCategories } from '../category/category-store'
import { formWith } from '../category/form'
import { missingForSecondLevel } from '../level/level'
import { mergeReport } from '../report/report'
import type { ReportField } from '../report/report-field'
import { type ReportWords, reportMeant } from '../report/report-words'
import { ticketByNumber } from '../store'
import { findTopic } from '../topic/topic-store'
import { type AskedField, askField, questionFor, showHelp } from './ask-field'
import { askDocument } from './ask-file'
import { sayParagraph } from './open-summary'

/**
 * Asks for what the ticket's report lacks for second level, field by field with what the form says of it; `keep` hears of
 * every answer. What is skipped stays missing.
 */
export async function askReport(
  desk: Desk,
  number: number,
  said: ReportWords,
  hand: FilesInHand,
  keep: (report: ReportWords) => void,
): Promise<void> {
  const { zone } = await beginning(desk)
  const fields = await missingFields(desk, number, said, hand)
  if (fields.length === 0) return
  await sayParagraph(desk, zone, desk.words.levels.someMissing(fields.length))
  let report = said
  for (const asked of fields) {
    report = { ...report, ...(await answerTo(desk, zone, asked, hand)) }
    keep(report)
  }
}

/** Why second level has to look at it; not left out. */
export async function askReason(desk: Desk): Promise<string> {
  const ask = await desk.ask()
  const { words } = desk
  const check = (typed: string): string | undefined => (typed.trim() === '' ? words.levels.reasonNeeded : undefined)
  return ask.line(words.levels.askReason, { check })
}

/** What is missing, with what the form says of it: what the topic demands is needed like what the form does. */
async function missingFields(desk: Desk, number: number, said: ReportWords, hand: FilesInHand): Promise<AskedField[]> {
  const { store, actor, rules, zone } = await beginning(desk)
  const ticket = await ticketByNumber(store.db, number, visibilityOf(actor, rules))
  const form = (await listCategories(store.db)).find(({ id }) => id === ticket.category)?.form ?? {}
  const topic = ticket.topic === null ? undefined : await findTopic(store.db, ticket.topic)
  const report = mergeReport(ticket.report, await reportMeant(desk, said, zone))
  const missing = missingForSecondLevel(form, report, topic)
  const whole = formWith(form, missing)
  return missing.filter((field) => !isInHand(field, hand)).map((field) => ({ field, content: whole[field] }))
}

function isInHand(field: ReportField, hand: FilesInHand): boolean {
  return field === 'document' && hand.all.some(({ isDocument }) => isDocument)
}

async function answerTo(
  desk: Desk,
  zone: string,
  { field, content }: AskedField,
  hand: FilesInHand,
): Promise<ReportWords> {
  if (field !== 'document') return askField(desk, zone, { field, content }, null)
  // Through the ssh door no file of the account can be named.
  if (desk.world.door !== undefined) return {}
  await showHelp(desk, zone, content)
  await askDocument(desk, hand, questionFor(desk, { field, content }))
  return {}
}
