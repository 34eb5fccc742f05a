import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { type Draft, keepingDraft, recoverDraft } from '../../kit/draft'
import { DeskError, isTrouble } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import {
  checkLine,
  checkTextFlags,
  type GivenText,
  type TextFlags,
  textFromFlags,
  textOf,
  withoutNul,
} from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { beginning } from '../../people/beginning'
import { consentManners } from '../../people/consent'
import { noticeText } from '../../people/consent-screen'
import { mailAddress, parseMailAddress } from '../../people/mail-address'
import { isStaff } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { shortName } from '../../people/tenant'
import type { Settings } from '../../settings/setting'
import type { Reader } from '../../store/schema'
import { type Category, categoryNamed } from '../category'
import { categoriesFor } from '../category-in'
import { readDetails } from '../details'
import { duplicateManners } from '../find-similar'
import { withFiles } from '../given-files'
import { type NewTicket, openTicket } from '../open-ticket'
import { openedView } from '../opened-view'
import type { ReportWords } from '../report-words'
import { checkSubject, checkText, priorities } from '../ticket'
import { findTopic } from '../topic-store'
import { type AttachFlags, checkAttachFlags, filesNamed } from './attached-files'
import { doneSentence, filesSentence, withAttachFlags } from './change'
import { above, checkedText, pageWithScissors, refuseAltered } from './message-body'
import { openOrAnswer, withSimilar } from './offer-similar'
import { checkReportUsage, type ReportFlags, reportFromFlags, saysAnything, withReportFlags } from './report-flags'

export const open = defineVerb({
  declare: (command) =>
    withReportFlags(
      withAttachFlags(
        command
          .argument('[subject]')
          .option('--subject <text>')
          .option('-m, --message <text>')
          .option('-F, --file <path>'),
      ),
    )
      .option('--for <email>')
      .option('--name <name>')
      .option('-c, --category <category>')
      .option('--topic <topic>')
      .option('--module <name>')
      .option('--priority <priority>')
      .option('--emergency')
      .option('--new-tenant <name>')
      .option('--via <channel>')
      .option('--consent')
      .option('--consent-by <manner>')
      .option('--if-duplicate <manner>')
      .option('--idempotency-key <key>')
      .option('--recover'),
  output: { one: openedView },
  async run(desk, typedSubject, flags) {
    checkUsage(desk, typedSubject, flags)
    const { words, unreadable } = await judgedWords(desk, typedSubject, flags)
    const sources = filesNamed(flags)
    const begun = await beginning(desk)
    const { actor, store, rules, settings } = begun
    const draft = flags.recover === true ? await recoverDraft(desk, 'open', null) : undefined
    const kept: Draft = {
      command: 'open',
      ticket: null,
      subject: words.subject ?? null,
      text: typedText(words),
      files: sources.length > 0,
    }
    const number = await keepingDraft(desk, kept, () =>
      // Looked at before anybody is asked anything.
      withFiles(desk, sources, settings['tickets.max-attachment-size'], async (files) => {
        if (unreadable !== undefined) throw unreadable
        const whole = await completed(desk, begun, words, draft, kept)
        const wanted = await offering(desk, { db: store.db, actor, settings }, whole)
        const opens = (asked: NewTicket): Promise<number> => openTicket(desk, actor, asked, files)
        return wanted && openMending(desk, wanted, (mended) => openOrAnswer(desk, begun, mended, files, opens))
      }),
    )
    if (number === undefined) return
    const read = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
    const details = await withSimilar(desk, begun, words, read)
    await printChange(desk, openedView, details, async () => {
      const screen = await screenOf(desk, settings['desk.time-zone'])
      const topic = details.ticket.topic === null ? undefined : await findTopic(store.db, details.ticket.topic)
      const { ticket, attachments } = details
      const place = [ticket.subject, ticket.tenant.name, ticket.requester.email].map((text) => safeText(text))
      const { statuses, nobodyMailed } = screen.words
      const sentence = doneSentence(
        screen,
        ticket.number,
        place[0] ?? '',
        ...place.slice(1),
        statuses[ticket.status],
        ...filesSentence(screen, attachments),
        ...(topic === undefined ? [] : [screen.words.answeredByWhom[topic.answeredBy]]),
        nobodyMailed,
      )
      return `${sentence}${await closedNow(desk, screen)}`
    })
  },
})

/** Whoever writes while nobody is there is told when somebody will be. */
async function closedNow(desk: Desk, screen: Screen): Promise<string> {
  const { hoursNow } = await import('../../hours/desk-calendar')
  const { hoursSentence } = await import('../../hours/hours-screen')
  const { now } = await hoursNow(desk, screen.zone)
  return now.open ? '' : `\n  ${hoursSentence(screen, now)}`
}

type Beginning = Awaited<ReturnType<typeof beginning>>

interface OpenFlags extends ReportFlags {
  subject?: string | undefined
  recover?: true | undefined
  for?: string | undefined
  name?: string | undefined
  category?: string | undefined
  topic?: string | undefined
  module?: string | undefined
  priority?: string | undefined
  emergency?: true | undefined
  newTenant?: string | undefined
  via?: string | undefined
  consent?: true | undefined
  consentBy?: string | undefined
  ifDuplicate?: string | undefined
  idempotencyKey?: string | undefined
}

/** What is answered on the way through the form, and kept for whoever leaves it. */
type KeptAnswers = Partial<Pick<NewTicket, 'category' | 'report'>>

type TypedWords = Omit<NewTicket, 'subject' | 'description'> & {
  subject: string | undefined
  text: GivenText | undefined
}

/** What is missing or does not go together: told before any value is judged. */
function checkUsage(desk: Desk, typedSubject: string | undefined, flags: OpenFlags & TextFlags & AttachFlags): void {
  checkTextFlags(flags)
  checkAttachFlags(desk, flags)
  checkReportUsage(flags)
  const together = (...given: (readonly [string, unknown])[]): void => {
    const named = given.filter(([, value]) => value !== undefined).map(([flag]) => flag)
    if (named.length > 1) throw new DeskError('conflicting-flags', { flags: named })
  }
  together(['SUBJECT', typedSubject], ['--subject', flags.subject])
  together(['--new-tenant', flags.newTenant], ['--tenant', desk.globals.tenant])
  together(['--consent', flags.consent], ['--consent-by', flags.consentBy])
  if (flags.name !== undefined && flags.for === undefined) throw new DeskError('missing-flag', { flag: '--for' })
  const silent = typedSubject === undefined && flags.subject === undefined && flags.recover !== true
  if (silent && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--subject' })
}

/** The words, each judged by itself; all that is wrong with them is told at once, an unknown category among it. */
async function judgedWords(desk: Desk, typedSubject: string | undefined, flags: OpenFlags & TextFlags) {
  const wrong = new WrongValues()
  const judged = await wordsFrom(desk, typedSubject, flags, wrong)
  const { category } = flags
  if (wrong.any && category !== undefined) await wrong.judgeLater(async () => checkCategory(desk, category))
  wrong.refuse()
  return judged
}

/** Looks at the category before its turn, where something is refused anyway; a desk that is not there tells nothing. */
async function checkCategory(desk: Desk, typed: string): Promise<void> {
  const offered = await categoriesToTell(desk)
  if (offered !== undefined) categoryNamed(offered, typed)
}

async function categoriesToTell(desk: Desk): Promise<readonly Category[] | undefined> {
  try {
    return await categoriesFor(await beginning(desk))
  } catch {
    return undefined
  }
}

/** What the words say, each value judged by itself. */
async function wordsFrom(
  desk: Desk,
  typedSubject: string | undefined,
  flags: OpenFlags & TextFlags,
  wrong: WrongValues,
): Promise<{ words: TypedWords; unreadable: DeskError | undefined }> {
  const { category, topic, module, priority, via, newTenant } = flags
  const judge = <T>(typed: string | undefined, read: (typed: string) => T): T | undefined =>
    typed === undefined ? undefined : wrong.judge(() => read(typed))
  const subject = judge(typedSubject ?? flags.subject, (typed) => checkSubject(withoutNul(typed, '--subject')))
  const report = await reportFromFlags(desk, flags, wrong)
  const words = {
    subject,
    category,
    topic,
    module: judge(module, (typed) => checkLine('--module', typed)) ?? null,
    priority: judge(priority, (typed) => checkChoice('--priority', typed, priorities)),
    emergency: flags.emergency === true,
    report: saysAnything(report.words) ? report.words : undefined,
    channel: judge(via, (typed) => checkChoice('--via', typed, ['phone', 'mail', 'cli'])),
    requester: wrong.judge(() => requesterFrom(flags)),
    newTenant: judge(newTenant, shortName),
    tenant: newTenant === undefined ? desk.tenant : undefined,
    consent: wrong.judge(() => consentFrom(flags)),
    ifDuplicate: judge(flags.ifDuplicate, (typed) => checkChoice('--if-duplicate', typed, duplicateManners)),
    idempotencyKey: flags.idempotencyKey,
    text: await wrong.judgeLater(async () => checkedText(await textFromFlags(desk, flags))),
  }
  return { words, unreadable: report.unreadable }
}

function requesterFrom(flags: OpenFlags): NewTicket['requester'] {
  if (flags.for === undefined) return undefined
  return { email: mailAddress(flags.for), name: flags.name === undefined ? null : checkLine('--name', flags.name) }
}

function consentFrom(flags: OpenFlags): NewTicket['consent'] {
  if (flags.consentBy !== undefined) return checkChoice('--consent-by', flags.consentBy, consentManners)
  return flags.consent === true ? 'staff' : undefined
}

function typedText({ text }: TypedWords): string | null {
  return text !== undefined && 'text' in text ? text.text : null
}

/**
 * The whole request: what the words did not say comes from the draft, else from the person who sits there. `kept` grows
 * with every answer, so that leaving at the last question loses nothing of the first.
 */
async function completed(
  desk: Desk,
  begun: Beginning,
  words: TypedWords,
  draft: Draft | undefined,
  kept: Draft,
): Promise<NewTicket> {
  const { subject: typed, text, ...told } = words
  const rest = { ...told, ...answersAgain(told, draft) }
  const description = text === undefined ? textAgain(draft) : textOf(text)
  kept.text = description ?? null
  const requester = words.requester ?? (isStaff(begun.actor) ? await askRequester(desk) : undefined)
  const walks = typed === undefined && draft === undefined && description === undefined && desk.canAsk
  const subject =
    typed ?? (draft?.subject === null || draft === undefined ? await askSubject(desk) : checkSubject(draft.subject))
  kept.subject = subject
  const request = { ...rest, requester, subject, description: description ?? null }
  if (!desk.canAsk) return request
  const describes = description === undefined && draft === undefined
  // Who gave the text by flag, and chose no category, is in a hurry: the form is for whoever goes the whole way.
  if (!describes && request.category === undefined) return request
  return walkThrough(desk, begun, request, { walks, describes }, kept)
}

/** What is left to be asked: the category, the description, the fields of the category's form. */
async function walkThrough(
  desk: Desk,
  begun: Beginning,
  request: NewTicket,
  { walks, describes }: { walks: boolean; describes: boolean },
  kept: Draft,
): Promise<NewTicket> {
  const { askCategory, walkForm } = await import('./open-wizard')
  const category = request.category ?? (walks ? await askCategory(desk, begun, request) : undefined)
  kept.answers = { category, report: request.report }
  const subject = async (): Promise<string> => {
    kept.subject = await askSubject(desk)
    return kept.subject
  }
  const describe = async (about: string): Promise<string | null> => {
    kept.text = await askDescription(desk, about, kept)
    return descriptionFrom(kept.text)
  }
  const description = describes ? await describe(request.subject) : request.description
  const keep = ({ category: chosen, report }: KeptAnswers): void => {
    kept.answers = { category: chosen, report }
  }
  const questions = { subject, description: describe, keep }
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
async function offering(
  desk: Desk,
  place: { db: Reader; actor: UserActor; settings: Settings },
  wanted: NewTicket,
): Promise<NewTicket | undefined> {
  const quietly = !desk.canAsk || desk.globals.yes || !isForPeople(desk) || desk.globals.fields !== undefined
  if (quietly || wanted.topic !== undefined) return wanted
  const { offerTopics } = await import('./offer-topics')
  const topic = await offerTopics(desk, place, wanted)
  return topic === undefined ? undefined : { ...wanted, topic: topic ?? undefined }
}

async function askRequester(desk: Desk): Promise<{ email: string; name: null }> {
  if (!desk.canAsk) throw new DeskError('missing-flag', { flag: '--for' })
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
    kept.text = soFar
  })
  return above(page, given) ?? refuseAltered(desk, page, 'open', null)
}

function descriptionFrom(written: string): string | null {
  return written.trim() === '' ? null : checkText(withoutNul(written, '--message'), '--message')
}

/**
 * Opens, and where a person is there to be asked, asks for what turns out to be missing and tries again: a tenant for a
 * new domain, which of several tenants, consent. A script gets the refusal with the flag's name.
 */
async function openMending(
  desk: Desk,
  wanted: NewTicket,
  open: (wanted: NewTicket) => Promise<number | undefined>,
): Promise<number | undefined> {
  try {
    return await open(wanted)
  } catch (error) {
    const mended = await mend(desk, wanted, error)
    return openMending(desk, mended, open)
  }
}

async function mend(desk: Desk, wanted: NewTicket, error: unknown): Promise<NewTicket> {
  if (isTrouble(error, 'new-tenant-needed')) {
    const { domain, suggestion } = error.details
    if (desk.globals.yes) return { ...wanted, newTenant: suggestion }
    if (!desk.canAsk) throw error
    const ask = await desk.ask()
    if (!(await ask.confirm(desk.words.askNewTenant(domain, suggestion), true))) throw error
    return { ...wanted, newTenant: suggestion }
  }
  if (isTrouble(error, 'tenant-needed') && desk.canAsk) {
    const ask = await desk.ask()
    const tenant = await ask.choose(
      desk.words.askTenant,
      error.details.tenants.map((name) => ({ name, value: name })),
    )
    return { ...wanted, tenant }
  }
  if (isTrouble(error, 'consent-missing') && desk.canAsk) {
    const { title, text, flag, email } = error.details
    const ask = await desk.ask()
    await showNotice(desk, title, text)
    if (flag === '--consent') {
      if (!(await ask.confirm(desk.words.askConsent, false))) throw error
      return { ...wanted, consent: 'own' }
    }
    const choices = consentManners.map((manner) => ({ name: desk.words.consentManners[manner], value: manner }))
    return { ...wanted, consent: await ask.choose(desk.words.askConsentManner(email), choices) }
  }
  throw error
}

/** The notice that is to be agreed to, readable in this window. */
async function showNotice(desk: Desk, title: string, text: string): Promise<void> {
  const screen = await screenOf(desk, 'UTC', [title, text])
  desk.stderr.write(`\n${noticeText(screen, { title, text })}\n\n`)
}
