import type { Desk } from '../../desk'
import { mailNews } from '../../journal/mail-news'
import type { Choice } from '../../kit/ask'
import { isTrouble } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { isForPeople, tell } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { knownZone } from '../../kit/time/time-zone'
import type { TicketRules } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { User } from '../../people/user'
import type { Settings } from '../../settings/setting'
import type { Reader } from '../../store/schema'
import type { GivenFile } from '../attachment/given-files'
import { readDetails } from '../details'
import { type NewTicket, type Opening, tryToOpen } from '../open-ticket'
import { type Opened, openedView } from '../opened-view'
import { mergeReport, partOf, type Report } from '../report/report'
import { reportFields } from '../report/report-field'
import { reportMeant } from '../report/report-words'
import { asSimilar, insteadOf, type Similar, similarUnsolved } from '../similar/find-similar'
import type { TicketDetails } from '../ticket-view'
import { copySentence } from './cc-words'
import { doneSentence, filesSentence, mailedFor } from './change'

/** Who opens, and where. */
interface Place {
  store: { db: Reader }
  actor: UserActor
  rules: TicketRules
  settings: Settings
}

/** A new ticket that waits only for being sent. */
export interface Ready {
  request: NewTicket
  /** Whether a person was asked whether it is one of those that are there. */
  wasAsked: boolean
  /** It will be an answer to another ticket: no form has to be filled in. */
  isAnswer: boolean
}

/**
 * Looks whether it is a ticket already: then a person is asked what is to become of it, unless `--if-duplicate` says that.
 * The deed looks once more where it has to. Throws `duplicate-ticket`.
 */
export async function offerSimilar(
  desk: Desk,
  place: Place,
  { requester, tenantId }: { requester: User; tenantId: string | undefined },
  request: NewTicket,
): Promise<Ready> {
  const { actor, rules, store } = place
  const ifDuplicate = request.ifDuplicate ?? (mayOffer(desk, request) ? 'ask' : undefined)
  const unasked = { request, wasAsked: false, isAnswer: false }
  if (tenantId === undefined) return unasked
  try {
    const instead = await insteadOf(store.db, { actor, rules }, tenantId, { ...request, requester, ifDuplicate })
    return { ...unasked, isAnswer: instead !== undefined }
  } catch (error) {
    if (!isTrouble(error, 'duplicate-ticket') || ifDuplicate !== 'ask') throw error
    const answers = (await ask(desk, place, error.details.similar))?.number
    return { request: { ...request, ifDuplicate: 'open', answers }, wasAsked: true, isAnswer: answers !== undefined }
  }
}

/** Whether somebody sits there who may be offered something else than a ticket. An emergency waits for no question. */
export function mayOffer(desk: Desk, { emergency }: Pick<NewTicket, 'emergency'>): boolean {
  return desk.canAsk && !desk.globals.yes && isForPeople(desk) && desk.globals.fields === undefined && !emergency
}

/** Only tries to open it; gives the ticket as it would be, and whether that would be one that is there already. */
export async function tryOpening(
  desk: Desk,
  place: Place & { zone: string },
  { request }: Ready,
  files: readonly GivenFile[],
): Promise<{ details: TicketDetails; isAnswer: boolean }> {
  const { actor, rules } = place
  const wanted = { ...request, asAnswer: await answerText(desk, place.zone, request) }
  return tryToOpen(desk, actor, wanted, files, async (db, { number, instead }) => {
    const details = await readDetails(db, actor, rules, number, { now: desk.now(), history: false })
    return { details, isAnswer: instead !== null }
  })
}

/**
 * Opens a ticket. Where the text became an answer to another one, that is said here and undefined is given.
 */
export async function openOrAnswer(
  desk: Desk,
  place: Place & { zone: string },
  { request, wasAsked }: Ready,
  files: readonly GivenFile[],
  open: (wanted: NewTicket) => Promise<Opening>,
): Promise<{ number: number; wasAsked: boolean } | undefined> {
  const { number, instead } = await open({ ...request, asAnswer: await answerText(desk, place.zone, request) })
  if (instead === null) return { number, wasAsked }
  await showAnswered(desk, place, instead, request, files)
  return undefined
}

/** Which ticket is to be answered; undefined: a new one is to be opened. */
async function ask(desk: Desk, place: Place, similar: readonly Similar[]): Promise<Similar | undefined> {
  const { words } = desk
  await (await import('./show-similar')).showSimilar(desk, place, similar)
  const questioner = await desk.ask()
  return questioner.choose<Similar | undefined>(words.askSimilar, [
    { name: words.openAnyway, value: undefined },
    ...similar.map((one): Choice<Similar> => ({ name: words.answerThere(one.number), value: one })),
  ])
}

/** Whatever was typed for the new ticket became an answer to that one. */
async function showAnswered(
  desk: Desk,
  { store: { db }, actor, rules, settings }: Place,
  { number, score, others, otherwise = [] }: NonNullable<Opening['instead']>,
  wanted: NewTicket,
  files: readonly GivenFile[],
): Promise<void> {
  const details = await readDetails(db, actor, rules, number, { now: desk.now(), history: false })
  const undecided = asSimilar([{ number, subject: details.ticket.subject, score }, ...others])
  if (wanted.ifDuplicate === 'reply' && undecided.length > 0) tell(desk, desk.words.equallySimilar(named(undecided)))
  if (otherwise.length > 0) {
    tell(
      desk,
      desk.words.keepsItsOwn(
        number,
        otherwise.map((fact) => `${desk.words.fields[fact]} ${details.ticket[fact]}`).join(', '),
      ),
    )
  }
  await printChange(desk, openedView, { ...details, similar: others }, async () => {
    const screen = await screenOf(desk, settings['desk.time-zone'], [details.ticket.subject])
    const { words } = screen
    return doneSentence(
      screen,
      number,
      safeText(details.ticket.subject),
      words.answeredInstead,
      words.statuses[details.ticket.status],
      ...filesSentence(screen, files),
      ...copySentence(screen, details, wanted.cc),
      ...mailedFor(screen, await mailNews(desk), details.ticket).parts,
    )
  })
}

/** All that is said, as it reads in another ticket; undefined where it cannot come to that. */
async function answerText(desk: Desk, zone: string, request: NewTicket): Promise<string | undefined> {
  const mayAnswer = request.ifDuplicate === 'reply' || request.answers !== undefined
  return mayAnswer ? bodyOf(desk, zone, request) : undefined
}

/** The subject first: it may say what the description does not. */
async function bodyOf(desk: Desk, zone: string, { subject, description, report: said }: NewTicket): Promise<string> {
  const report = mergeReport(null, await reportMeant(desk, said ?? {}, zone))
  const lines = reportFields.flatMap((field) => {
    const value = report === null ? undefined : factText(desk, zone, report[partOf[field]])
    return value === undefined ? [] : [`${desk.words.reportLabels[field]}: ${value}`]
  })
  return [subject, description ?? '', lines.join('\n')].filter((text) => text !== '').join('\n\n')
}

function factText(desk: Desk, zone: string, value: Report[keyof Report]): string | undefined {
  const { words, language } = desk
  if (value === null) return undefined
  if (typeof value === 'boolean') return value ? words.documentIsClean : words.documentIsNotClean
  if (typeof value === 'string') return value
  if (!('at' in value)) return value.name
  // Whoever reads it later has another yesterday.
  const whole = formatLocal(value.at, knownZone(zone), language, 'date-time', desk.now())
  const time = value.isDay ? whole.replace(/ \d\d:\d\d$/, '') : whole
  return value.isAbout ? words.aboutTime(time) : time
}

/**
 * What was opened, with the tickets that are like it; who opened it without having been asked is told of them. Machines
 * find them in the result.
 */
export async function withSimilar(
  desk: Desk,
  { store: { db }, actor, rules }: Place,
  details: TicketDetails,
  wasAsked: boolean,
): Promise<Opened> {
  const { ticket } = details
  const found = await similarUnsolved(db, { actor, rules }, ticket.tenant.id, ticket)
  const similar = found.map(({ ticket: { number, subject } }) => ({ number, subject }))
  if (similar.length > 0 && !wasAsked) tell(desk, desk.words.similarThere(named(similar)))
  return { ...details, similar }
}

function named(similar: readonly Pick<Similar, 'number' | 'subject'>[]): string {
  return similar.map(({ number, subject }) => `#${number} ${safeText(subject)}`).join(', ')
}
