import type { Desk } from '../../desk'
import type { Draft } from '../../kit/draft'
import { isForPeople } from '../../kit/output-format'
import { textOf, withoutNul } from '../../kit/typed-text'
import type { Beginning } from '../../people/beginning'
import { mailAddress, parseMailAddress } from '../../people/mail-address'
import { isStaff } from '../../people/permission'
import type { FilesInHand } from '../given-files'
import type { NewTicket } from '../open-ticket'
import type { ReportWords } from '../report-words'
import { checkSubject, checkText } from '../ticket'
import { above, pageWithScissors, refuseAltered } from './message-body'
import type { DraftedQuestions } from './open-wizard'
import type { KeptAnswers, TypedWords } from './open-words'

/**
 * The whole request: what the words did not say comes from the draft, else from the person who sits there. `kept` grows
 * with every answer, so that leaving at the last question loses nothing of the first.
 */
export async function completed(
  desk: Desk,
  begun: Beginning,
  words: TypedWords,
  draft: Draft | undefined,
  kept: Draft,
  questions: DraftedQuestions,
): Promise<NewTicket> {
  const { subject: typed, text, ...told } = words
  const rest = { ...told, ...answersAgain(told, draft) }
  const description = text === undefined ? textAgain(draft) : textOf(text)
  kept.text = description ?? null
  const requester = words.requester ?? (isStaff(begun.actor) ? await askRequester(desk) : undefined)
  const walks = typed === undefined && draft === undefined && description === undefined && desk.canAsk
  const subject =
    typed ?? (draft?.subject === null || draft === undefined ? await questions.subject() : checkSubject(draft.subject))
  kept.subject = subject
  const request = { ...rest, requester, subject, description: description ?? null }
  if (!desk.canAsk) return request
  const describes = description === undefined && draft === undefined
  // Who gave the text by flag, and chose no category, is in a hurry: the form is for whoever goes the whole way.
  if (!describes && request.category === undefined) return furtherAsked(desk, begun, request, questions)
  return walkThrough(desk, begun, request, { walks, describes }, questions)
}

/** What is asked on the way through a new ticket; every answer is kept in the draft as it comes. */
export function questionsOf(desk: Desk, kept: Draft, files: FilesInHand): DraftedQuestions {
  return {
    subject: async () => {
      kept.subject = await askSubject(desk)
      return kept.subject
    },
    description: async (about) => {
      kept.text = await askDescription(desk, about, kept)
      return descriptionFrom(kept.text)
    },
    keep: ({ category, report }) => {
      kept.answers = { category, report }
      kept.files = files.all.length > 0
    },
    files,
  }
}

/** Whoever named a topic is asked what that demands. */
async function furtherAsked(
  desk: Desk,
  begun: Beginning,
  request: NewTicket,
  questions: DraftedQuestions,
): Promise<NewTicket> {
  if (request.topic === undefined) return request
  const { walkTopic } = await import('./open-wizard')
  return walkTopic(desk, begun, request, questions)
}

/** What is left to be asked: the category, the description, the fields of the category's form. */
async function walkThrough(
  desk: Desk,
  begun: Beginning,
  request: NewTicket,
  { walks, describes }: { walks: boolean; describes: boolean },
  questions: DraftedQuestions,
): Promise<NewTicket> {
  const { askCategory, walkForm } = await import('./open-wizard')
  const category = request.category ?? (walks ? await askCategory(desk, begun, request) : undefined)
  questions.keep({ category, report: request.report })
  const description = describes ? await questions.description(request.subject) : request.description
  return walkForm(desk, begun, { ...request, category, description }, questions, walks)
}

/** What the draft knows besides subject and text; what is said now goes before. */
function answersAgain(told: KeptAnswers, draft: Draft | undefined): KeptAnswers {
  const answers: KeptAnswers = draft?.answers ?? {}
  const report = answers.report === undefined ? told.report : { ...answers.report, ...defined(told.report) }
  return { category: told.category ?? answers.category, report }
}

/** The text of a draft, as it would have been without the failure. */
function textAgain(draft: Draft | undefined): string | null | undefined {
  return typeof draft?.text === 'string' ? descriptionFrom(draft.text) : draft?.text
}

function defined(report: ReportWords = {}): ReportWords {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined))
}

/**
 * Looks, where a person sits there and named no topic, whether one answers the question already. Undefined: it does, and
 * that was said; no ticket is needed.
 */
export async function offering(
  desk: Desk,
  begun: Beginning,
  wanted: NewTicket,
  questions: DraftedQuestions,
): Promise<NewTicket | undefined> {
  const quietly = !desk.canAsk || desk.globals.yes || !isForPeople(desk) || desk.globals.fields !== undefined
  if (quietly || wanted.topic !== undefined) return wanted
  const { offerTopics } = await import('./offer-topics')
  const { store, actor, settings } = begun
  const topic = await offerTopics(desk, { db: store.db, actor, settings }, wanted)
  if (topic === undefined) return undefined
  return furtherAsked(desk, begun, { ...wanted, topic: topic ?? undefined }, questions)
}

async function askRequester(desk: Desk): Promise<{ email: string; name: null }> {
  const ask = await desk.ask()
  const { words } = desk
  const check = (typed: string): string | undefined =>
    parseMailAddress(typed) === undefined ? words.noEmail : undefined
  return { email: mailAddress(await ask.line(words.askRequester, { check })), name: null }
}

async function askSubject(desk: Desk): Promise<string> {
  const ask = await desk.ask()
  const { words } = desk
  const check = (typed: string): string | undefined => (isSubject(typed) ? undefined : words.noSubject)
  return checkSubject(withoutNul(await ask.line(words.askSubject, { check }), '--subject'))
}

function isSubject(typed: string): boolean {
  try {
    return checkSubject(typed) !== ''
  } catch {
    return false
  }
}

/** What the person wrote, as it is: it is kept before it is judged. */
async function askDescription(desk: Desk, subject: string, kept: Draft): Promise<string> {
  const ask = await desk.ask()
  const given = pageWithScissors([desk.words.belowScissorsOpen, '', subject])
  const page = await ask.edit(given, (soFar) => {
    kept.text = above(soFar, given) ?? soFar
  })
  return above(page, given) ?? refuseAltered(desk, page, 'open', null)
}

function descriptionFrom(written: string): string | null {
  return written.trim() === '' ? null : checkText(withoutNul(written, '--message'), '--message')
}
