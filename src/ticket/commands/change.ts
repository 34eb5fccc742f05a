import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../desk'
import { foreseenParts, type MailNews, mailNews, mailParts, newsOf, saysWhen } from '../../journal/mail-news'
import { printChange } from '../../kit/output'
import { tell } from '../../kit/output-format'
import { doneLine, joinParts, type Screen, screenOf, sizeText } from '../../kit/screen'
import { shortenText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { collect } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { type Visibility, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Reader } from '../../store/schema'
import type { Words } from '../../words/catalogue'
import { totalSize } from '../attachment/attachment'
import type { ChangeRequest, TicketChanged } from '../change-ticket'
import { readDetails } from '../details'
import { lastShown } from '../last-shown'
import { isSeveral } from '../number-list'
import { ticketByNumber } from '../store'
import { lastMoment, type Ticket } from '../ticket'
import { type TicketDetails, ticketView } from '../ticket-view'
import { checkVersion } from '../words'
import { checkNumberUsage, type NumberFlags, typedTickets } from './typed-numbers'

/** The flags of every verb that changes a ticket. */
export function withChangeFlags<Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) {
  return command.option('-n, --dry-run').option('--if-version <version>').option('--idempotency-key <key>')
}

/** The flags of every verb that takes files. */
export function withAttachFlags<Words extends unknown[], Options extends OptionValues>(
  command: Command<Words, Options>,
) {
  return command.option('-a, --attach <path>', '', collect).option('--attach-name <name>')
}

export interface ChangeFlags extends NumberFlags {
  idempotencyKey?: string | undefined
  dryRun?: boolean | undefined
}

/**
 * What a verb says of a ticket that it changed, after its number and subject: parts of a sentence, the status first.
 * `mailed` is what became of the mails that it caused.
 */
type Sentence = (screen: Screen, details: TicketDetails, mailed: Mailed) => readonly string[]

/** What is said of the mails that a change caused, and of how long it can be taken back. */
export interface Mailed {
  parts: readonly string[]
  /** The same where anybody is mailed: for what tells people only now and then. */
  ifAny: readonly string[]
  takeBack: string
}

/** The same for one ticket. */
export function mailedFor(screen: Screen, news: MailNews, ticket: Ticket): Mailed {
  const own = newsOf(news, ticket.id)
  const { takeBackUntilThen, takeBack } = screen.words
  const parts = mailParts(screen, own)
  return {
    parts,
    ifAny: own.posted.length === 0 && !own.isBehind ? [] : parts,
    takeBack: saysWhen(own, screen.now) ? takeBackUntilThen : takeBack,
  }
}

/** What a verb does to each of the tickets it is told. */
export interface Course<T> {
  /** What somebody is asked before more than a few tickets are changed: `Take 8 tickets?` */
  question: (words: Words, count: number) => string
  /**
   * The deed with anything in place of what somebody will be asked for, to be tried and taken back: nobody is asked for what
   * cannot be used. Only where there is something to ask.
   */
  attempt?: Attempt | undefined
  /** Gets in hand what all of them need, once: files that were opened, a text from the editor, an answer to a question. */
  prepare(numbers: readonly number[], work: (prepared: T) => Promise<void>): Promise<void>
  deed(actor: UserActor, request: ChangeRequest, prepared: T): Promise<TicketChanged>
  sentence: Sentence
  /** Whether somebody of the staff who sits there is told what comes next: this ticket is done with. */
  thenNext?: boolean
}

export type Attempt = (actor: UserActor, request: ChangeRequest) => Promise<unknown>

/**
 * The course of every verb that changes tickets: judge the words, find out who acts and which tickets are meant, do the
 * deed, show the tickets as they are afterwards.
 */
export async function changeAndShow(
  desk: Desk,
  typed: string | readonly string[],
  flags: ChangeFlags,
  course: Omit<Course<undefined>, 'prepare' | 'attempt'>,
): Promise<void> {
  await changePrepared(desk, typed, flags, { ...course, prepare: async (_, work) => work(undefined) })
}

/** The same for verbs that need more in hand than their words. */
export async function changePrepared<T>(
  desk: Desk,
  typed: string | readonly string[],
  flags: ChangeFlags,
  course: Course<T>,
): Promise<void> {
  const words = [typed].flat()
  checkNumberUsage(desk, words, flags)
  const named = await typedTickets(desk, words)
  checkVersion(flags.ifVersion)
  if (isSeveral(words)) {
    const { changeSeveral } = await import('./change-several')
    return changeSeveral(desk, named, flags, course)
  }
  const [one = '.'] = named
  return changeOne(desk, one, flags, course)
}

async function changeOne<T>(desk: Desk, named: number | '.', flags: ChangeFlags, course: Course<T>): Promise<void> {
  const ifVersion = checkVersion(flags.ifVersion)
  const { store, actor, settings, rules } = await beginning(desk)
  const number = named === '.' ? await lastShown(desk) : named
  if (named === '.') await tellWhere(desk, store.db, visibilityOf(actor, rules), number)
  const request = { number, ifVersion, idempotencyKey: flags.idempotencyKey }
  let result: TicketChanged = { number, changed: false }
  if (flags.dryRun !== true) {
    await tryBeforeAsking(course, actor, request)
    await course.prepare([number], async (prepared) => {
      result = await course.deed(actor, request, prepared)
    })
  } else await rehearseOne(course, actor, request)
  // Another ticket that the deed made may be somebody else's by now, where the deed is only repeated.
  const evenAfterLeaving = flags.dryRun !== true && result.number === number
  const options = { now: desk.now(), history: false, evenAfterLeaving }
  const details = await readDetails(store.db, actor, rules, result.number, options)
  await printChange(desk, ticketView, details, async () => {
    const screen = await screenOf(desk, settings['desk.time-zone'], [details.ticket.subject])
    if (flags.dryRun === true) return dryRunSentence(screen, details.ticket, await foreseenParts(desk, screen))
    const mailed = mailedFor(screen, await mailNews(desk), details.ticket)
    const [status = '', ...parts] = course.sentence(screen, details, mailed)
    const said = result.changed ? parts : [screen.words.nothingChanged]
    const isNamed = course.thenNext === true && desk.stdout.isTerminal
    const { nextNamed } = isNamed ? await import('./next-named') : { nextNamed: undefined }
    const following = (await nextNamed?.(desk, screen, store.db, actor, rules)) ?? []
    return doneSentence(screen, result.number, shownSubject(screen, details.ticket), status, ...said, ...following)
  })
}

/** Throws what the deed would be refused for, where somebody is to be asked for the rest of it. */
export async function tryBeforeAsking(
  { attempt }: Pick<Course<unknown>, 'attempt'>,
  actor: UserActor,
  request: ChangeRequest,
): Promise<void> {
  // With a key that was used the deed is done already, and gives what it gave then.
  if (request.idempotencyKey === undefined) await attempt?.(actor, { ...request, dryRun: true })
}

/** Only tries it: throws what it would be refused for, and asks for nothing that is not needed to know that. */
async function rehearseOne<T>(course: Course<T>, actor: UserActor, request: ChangeRequest): Promise<void> {
  const tried = { ...request, dryRun: true }
  if (course.attempt !== undefined) return void (await course.attempt(actor, tried))
  await course.prepare([request.number], async (prepared) => {
    await course.deed(actor, tried, prepared)
  })
}

/** What is left of a line for the subject in it. */
const besidesSubject = 30

/** Which ticket it was, in so few words that the rest has room beside it. */
export function shownSubject({ columns, measure, symbols }: Screen, { subject }: Ticket): string {
  return shortenText(safeText(subject), Math.max(20, columns - besidesSubject), measure, symbols.ellipsis)
}

/** What is written through `.` says first where it goes. */
export async function tellWhere(desk: Desk, db: Reader, visibility: Visibility, number: number): Promise<void> {
  const { subject } = await ticketByNumber(db, number, visibility)
  tell(desk, `#${number} ${safeText(subject)}`)
}

/** Which ticket is meant, and what would come of it. */
export function dryRunSentence(
  screen: Screen,
  { number, subject, requester, status }: Ticket,
  parts: readonly string[],
): string {
  const { words } = screen
  const who = safeText(requester.name ?? requester.email)
  return joinParts(screen, [
    `#${number} ${safeText(subject)}`,
    who,
    words.statuses[status],
    ...parts,
    words.nothingDone,
  ])
}

/** `✓ #1041 Payment file rejected · waiting · nobody mailed …`: the sentence after a change. */
export function doneSentence(screen: Screen, number: number, first: string, ...parts: readonly string[]): string {
  return doneLine(screen, `#${number} ${first}`, ...parts)
}

/** `2 files, 184 KiB`; nothing where there are none. */
export function filesSentence(screen: Screen, files: readonly { size: number }[]): string[] {
  return files.length === 0 ? [] : [screen.words.files(files.length, sizeText(screen, totalSize(files)))]
}

/** Until when a solved ticket can be reopened; nothing for any other. */
export function reopening({ words, zone, language, now }: Screen, ticket: Ticket): string[] {
  return ticket.status === 'solved'
    ? [words.reopenUntil(formatLocal(lastMoment(ticket), zone, language, 'day', now))]
    : []
}
