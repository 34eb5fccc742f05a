import type { Desk } from '../../desk'
import type { Choice } from '../../kit/ask'
import { isTrouble } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { isForPeople, tell } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import type { TicketRules } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Settings } from '../../settings/setting'
import type { Reader } from '../../store/schema'
import { readDetails } from '../details'
import { asSimilar, type Instead, type Similar, similarUnsolved } from '../find-similar'
import type { GivenFile } from '../given-files'
import type { NewTicket, Opening } from '../open-ticket'
import { type Opened, openedView } from '../opened-view'
import { partOf } from '../report'
import type { ReportWords } from '../report-words'
import type { TicketDetails } from '../ticket-view'
import { copySentence } from './cc-words'
import { doneSentence, filesSentence } from './change'

/** Who opens, and where. */
interface Place {
  store: { db: Reader }
  actor: UserActor
  rules: TicketRules
  settings: Settings
}

/** What was opened, and whether a person was asked first whether it is one of those that are there. */
export interface OpenedHere {
  number: number
  wasAsked: boolean
}

/**
 * Opens a ticket unless it is one already: what `--if-duplicate` says happens then, and without it a person is asked. Where
 * the text became an answer to another ticket, that is said here and undefined is given. `open` opens, and throws
 * `duplicate-ticket` where it is to look.
 */
export async function openOrAnswer(
  desk: Desk,
  place: Place,
  wanted: NewTicket,
  files: readonly GivenFile[],
  open: (wanted: NewTicket) => Promise<Opening>,
): Promise<OpenedHere | undefined> {
  const { opening, wasAsked } = await openAsking(desk, place, { ...wanted, asAnswer: bodyOf(desk, wanted) }, open)
  const { number, instead } = opening
  if (instead === null) return { number, wasAsked }
  await showAnswered(desk, place, instead, wanted, files)
  return undefined
}

async function openAsking(
  desk: Desk,
  place: Place,
  wanted: NewTicket,
  open: (wanted: NewTicket) => Promise<Opening>,
): Promise<{ opening: Opening; wasAsked: boolean }> {
  const manner = wanted.ifDuplicate ?? (wouldAsk(desk, wanted) ? 'ask' : undefined)
  try {
    return { opening: await open({ ...wanted, ifDuplicate: manner }), wasAsked: false }
  } catch (error) {
    if (!isTrouble(error, 'duplicate-ticket') || manner !== 'ask') throw error
    const chosen = await ask(desk, place, error.details.similar)
    return { opening: await open({ ...wanted, ifDuplicate: 'open', answers: chosen?.number }), wasAsked: true }
  }
}

/** An emergency waits for no question. */
function wouldAsk(desk: Desk, { emergency }: Pick<NewTicket, 'emergency'>): boolean {
  return desk.canAsk && !desk.globals.yes && isForPeople(desk) && desk.globals.fields === undefined && !emergency
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
  { number, score, others }: Instead,
  wanted: NewTicket,
  files: readonly GivenFile[],
): Promise<void> {
  const details = await readDetails(db, actor, rules, number, { now: desk.now(), history: false })
  const undecided = asSimilar([{ number, subject: details.ticket.subject, score }, ...others])
  if (wanted.ifDuplicate === 'reply' && undecided.length > 0) tell(desk, desk.words.equallySimilar(named(undecided)))
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
      words.nobodyMailed,
    )
  })
}

/** The subject first: it may say what the description does not. */
function bodyOf({ words }: Desk, { subject, description, report }: NewTicket): string {
  const lines = Object.entries(partOf).flatMap(([field, part]) => {
    const value = answerText(report ?? {}, part, words)
    return value === undefined ? [] : [`${words.reportLabels[field as keyof typeof partOf]}: ${value}`]
  })
  return [subject, description ?? '', lines.join('\n')].filter((text) => text !== '').join('\n\n')
}

function answerText(report: ReportWords, part: keyof ReportWords, words: Desk['words']): string | undefined {
  const value = report[part]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value ? words.documentIsClean : words.documentIsNotClean
  if (typeof value === 'string') return value
  return value.isAbout ? words.aboutTime(value.typed) : value.typed
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
