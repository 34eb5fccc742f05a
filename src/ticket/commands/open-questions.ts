import type { Desk } from '../../desk'
import { isUsed } from '../../journal/idempotency'
import type { Draft } from '../../kit/draft'
import { DeskError } from '../../kit/errors'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { textOf, withoutNul } from '../../kit/typed-text'
import type { Beginning } from '../../people/beginning'
import type { FilesInHand } from '../attachment/given-files'
import type { NewTicket } from '../open-ticket'
import type { ReportWords } from '../report/report-words'
import { checkSubject, checkText } from '../ticket'
import { topicByName } from '../topic/topic-store'
import { above, pageWithScissors, refuseAltered } from './message-body'
import { mayOffer, offerSimilar, type Ready } from './offer-similar'
import type { Place, Unwritten } from './open-place'
import type { DraftedQuestions } from './open-wizard'
import type { KeptAnswers, TypedWords } from './open-words'

/*
 * What the words of `open` did not say comes from the draft, else from whoever sits there, in the order in which nothing
 * is done in vain: for whom and where, subject and text, whether that is answered or asked already, the form, and at last
 * whether all of it is to be sent. After that nothing is asked any more.
 */

/** What is said before anybody is asked; a description of null was left out on purpose. */
interface Said {
  words: Unwritten
  subject: string | undefined
  description: string | null | undefined
  /** Whether the person is led through all of it. */
  walks: boolean
  /** Whether they were offered what might answer just this. */
  isOffered: boolean
}

/** The whole request. Undefined: a topic answered the question, and that was said; no ticket is needed. */
export async function readied(
  desk: Desk,
  begun: Beginning,
  words: TypedWords,
  draft: Draft | undefined,
  questions: DraftedQuestions,
): Promise<Ready | undefined> {
  const said = saidSoFar(words, draft)
  // What fails from here on is kept whole, with what the draft knew before.
  questions.heard(said.subject, said.description)
  questions.keep(draft?.answers ?? {})
  if (!desk.canAsk) return unasked(desk, begun, said)
  const { settlePlace } = await import('./open-place')
  const { wanted, place } = await settlePlace(desk, begun, said.words)
  questions.keep({ ...answersIn(wanted), walks: said.walks, isOffered: said.isOffered })
  const subject = said.subject ?? (await questions.subject())
  // Who gave the text by flag, and chose no category, is in a hurry: the form is for whoever goes the whole way.
  const isInAHurry =
    !said.walks && said.description !== undefined && wanted.category === undefined && wanted.secondLevel === undefined
  const description = said.description === undefined ? await questions.description(subject) : said.description
  const request = { ...wanted, subject, description }
  if (await isRepetition(begun, place, request, desk.now())) return { request, wasAsked: false, isAnswer: false }
  const offered = said.isOffered
    ? { request, wasAsked: false, isAnswer: false }
    : await offering(desk, begun, place, request, questions)
  if (offered === undefined || offered.isAnswer) return offered
  questions.keep({ isOffered: true })
  const filled = isInAHurry
    ? await furtherAsked(desk, begun, place, offered.request, questions)
    : await formFilled(desk, begun, place, offered.request, said.walks, questions)
  return { ...offered, request: filled }
}

/** Nobody is there to be asked; `--yes` makes a tenant where one is needed. */
async function unasked(desk: Desk, begun: Beginning, { words, subject, description = null }: Said): Promise<Ready> {
  if (subject === undefined) throw new DeskError('missing-flag', { flag: '--subject' })
  const ready = (wanted: Unwritten): Ready => ({
    request: { ...wanted, subject, description },
    wasAsked: false,
    isAnswer: false,
  })
  if (!desk.globals.yes) return ready(words)
  const { settlePlace } = await import('./open-place')
  return ready((await settlePlace(desk, begun, words)).wanted)
}

function saidSoFar(words: TypedWords, draft: Draft | undefined): Said {
  const { subject: typed, text, ...told } = words
  const answers: KeptAnswers = draft?.answers ?? {}
  const subject = typed ?? (typeof draft?.subject === 'string' ? checkSubject(draft.subject) : undefined)
  const written = typeof draft?.text === 'string' ? descriptionFrom(draft.text) : undefined
  const description = text === undefined ? written : textOf(text)
  const isNew = draft === undefined && subject === undefined && description === undefined
  return {
    words: { ...told, ...saidAgain(told, answers) },
    subject,
    description,
    walks: isNew || answers.walks === true,
    isOffered: typed === undefined && text === undefined && answers.isOffered === true,
  }
}

/** What the draft knows besides subject and text; what is said now goes before. */
function saidAgain(told: Unwritten, kept: KeptAnswers): Partial<Unwritten> {
  const { requester, tenant, newTenant, category, topic, module = null, report } = kept
  const isElsewhere = [told.tenant, told.newTenant, told.requester].some((named) => named !== undefined)
  return {
    ...(isElsewhere ? {} : { requester, tenant, newTenant }),
    category: told.category ?? category,
    topic: told.topic ?? topic,
    module: told.module ?? module,
    report: report === undefined ? told.report : { ...report, ...defined(told.report) },
  }
}

/** What is kept of a request for whoever leaves before it is sent. */
function answersIn({ requester, tenant, newTenant, category, topic, module, report }: Unwritten): KeptAnswers {
  return { requester, tenant, newTenant, category, topic, module, report }
}

function defined(report: ReportWords = {}): ReportWords {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined))
}

/** What is asked on the way through a new ticket; every answer is kept in the draft as it comes. */
export function questionsOf(desk: Desk, kept: Draft, files: FilesInHand): DraftedQuestions {
  return {
    heard: (subject, description) => {
      kept.subject = subject ?? kept.subject
      kept.text = description ?? kept.text
    },
    subject: async (before) => {
      kept.subject = await askSubject(desk, before)
      return kept.subject
    },
    description: async (about, before) => {
      kept.text = await askDescription(desk, about, kept, before)
      return descriptionFrom(kept.text)
    },
    keep: (answers) => {
      kept.answers = { ...kept.answers, ...answers }
      kept.files = files.all.length > 0
    },
    files,
  }
}

/** The key was used already: the deed says what became of it, and asks nothing again. */
async function isRepetition(
  { store, actor }: Beginning,
  { tenantId }: Place,
  request: NewTicket,
  now: Date,
): Promise<boolean> {
  const { idempotencyKey: key } = request
  if (key === undefined || tenantId === undefined) return false
  return isUsed(store.db, { actorId: actor.id, tenantId, command: 'ticket open', key }, now)
}

/** Whether a topic answers it, or a ticket is there for it, before anybody fills in a form. */
async function offering(
  desk: Desk,
  begun: Beginning,
  place: Place,
  request: NewTicket,
  questions: DraftedQuestions,
): Promise<Ready | undefined> {
  if (!mayOffer(desk, request) || request.topic !== undefined) return offerSimilar(desk, begun, place, request)
  const { offerTopics } = await import('./offer-topics')
  const topic = await offerTopics(desk, begun, request)
  if (topic === undefined) return undefined
  if (topic === null) return offerSimilar(desk, begun, place, request)
  const category = request.category ?? (await categoryOfTopic(begun, place, topic))
  questions.keep({ topic, category })
  return offerSimilar(desk, begun, place, { ...request, topic, category })
}

/** Where it belongs, if that can be chosen there. */
async function categoryOfTopic({ store }: Beginning, { offered }: Place, topic: string): Promise<string | undefined> {
  const { category } = await topicByName(store.db, topic)
  return offered.find(({ id }) => id === category)?.id
}

/** Only what the topic demands, of whoever named or chose one. */
async function furtherAsked(
  desk: Desk,
  begun: Beginning,
  place: Place,
  request: NewTicket,
  questions: DraftedQuestions,
): Promise<NewTicket> {
  if (request.topic === undefined) return request
  const { walkTopic } = await import('./open-wizard')
  return walkTopic(desk, begun, place, request, questions)
}

/** What is left to be asked: the category, the fields of its form, and whether to send it. */
async function formFilled(
  desk: Desk,
  begun: Beginning,
  place: Place,
  request: NewTicket,
  walks: boolean,
  questions: DraftedQuestions,
): Promise<NewTicket> {
  const { askCategory, walkForm } = await import('./open-wizard')
  const category = request.category ?? (walks ? await askCategory(desk, place) : undefined)
  questions.keep({ category })
  return walkForm(desk, begun, place, { ...request, category }, questions, walks)
}

async function askSubject(desk: Desk, before: string | undefined): Promise<string> {
  const ask = await desk.ask()
  const { words } = desk
  const check = (typed: string): string | undefined => (isSubject(typed) ? undefined : words.noSubject)
  const initial = before === undefined ? {} : { initial: safeText(before) }
  return checkSubject(withoutNul(await ask.line(words.askSubject, { check, ...initial }), '--subject'))
}

function isSubject(typed: string): boolean {
  try {
    return checkSubject(typed) !== ''
  } catch {
    return false
  }
}

/** What the person wrote, as it is: it is kept before it is judged. */
async function askDescription(desk: Desk, subject: string, kept: Draft, before: string | null = null): Promise<string> {
  const ask = await desk.ask()
  const screen = await screenOf(desk, 'UTC', [subject])
  const given = pageWithScissors(screen, [desk.words.belowScissorsOpen, '', subject])
  // Where no editor may be started nothing that stands there can be changed.
  const written = desk.world.door === undefined ? (before ?? '') : ''
  const page = await ask.edit(`${written}${given}`, (soFar) => {
    kept.text = above(soFar, given) ?? soFar
  })
  return above(page, given) ?? refuseAltered(desk, page, 'open', null)
}

function descriptionFrom(written: string): string | null {
  return written.trim() === '' ? null : checkText(withoutNul(written, '--message'), '--message')
}
