import { reachability } from '../../hours/business-time'
import { calendarIn } from '../../hours/desk-calendar'
import type { Entry } from '../../journal/entry'
import { readEntries } from '../../journal/store'
import type { Language } from '../../kit/language'
import { knownZone } from '../../kit/time/time-zone'
import { offsetsOf } from '../../kit/time/zone-offset'
import { consentNotice, consentStateOf } from '../../people/consent'
import { listConsents } from '../../people/consent-store'
import { rulesOf } from '../../people/ticket-rules'
import type { User } from '../../people/user'
import { listAttachments } from '../../ticket/attachment/attachment-store'
import { listParticipants } from '../../ticket/participant/participant-store'
import { patienceOf, solvingDueAt } from '../../ticket/patience'
import { latestSolution } from '../../ticket/solution-store'
import { findTicketById } from '../../ticket/store'
import { lastMoment, type Ticket } from '../../ticket/ticket'
import { shownAuthor } from '../../ticket/veil'
import { formatSize } from '../../words/file-size'
import type { LetterFacts } from '../../words/letters'
import { hasOlderTicket, lastAnswer, type SaidMessage, standingMessage } from './letter-store'
import type { Posting } from './post-letter'
import { personOf } from './tenant-people'
import { isOneDeed, mayBeMailed, payloadOf, speaksForDesk, type Told, toldOfTicket } from './who-is-told'
import { postTicketLetter, type Speech } from './writing'

/** More than that of what somebody wrote is not repeated to remind of it. */
const longestQuote = 2000

/** The requester is told that their request is known: by which number, and what happens next. */
export async function lettersOfOpened(posting: Posting, entry: Entry): Promise<void> {
  const ticket = await ticketOf(posting, entry)
  // What was solved or merged before anybody wrote needs no beginning any more.
  if (ticket === undefined || ticket.mergedInto !== null || 'solvedAt' in ticket) return
  const [to] = await mailable(posting, [{ userId: ticket.requester.id, isRequester: true }])
  if (to === undefined) return
  const recorder = entry.actorId === ticket.requester.id ? undefined : await personOf(posting, entry.actorId)
  const shown = await authorFor(posting, ticket, { author: recorder }, to.user)
  const facts = async (speech: Speech): Promise<LetterFacts['received']> => ({
    hours: await hoursSentence(posting, speech),
    recordedBy: recorder === undefined ? null : (shown?.name ?? speech.words.theDesk),
    description: recorder === undefined ? null : shortened(ticket.description),
    isEmergency: ticket.emergency,
    emergencyPhone: posting.settings['contact.emergency-phone'] || null,
    notice: await noticeFor(posting, ticket, to.user, speech),
  })
  await postTicketLetter(posting, entry, {
    kind: 'received',
    to: to.user,
    ticket,
    isRequester: true,
    signs: null,
    facts,
  })
}

/** Somebody's answer goes to the others. What solves the ticket in the same breath goes with the news of that. */
export async function lettersOfReplied(posting: Posting, entry: Entry): Promise<void> {
  const [solved] = await readEntries(posting.tx, {
    ...{ ticketId: entry.ticketId ?? '', types: ['ticket.solved'], after: entry.position, limit: 1 },
  })
  if (solved !== undefined && isOneDeed(entry, solved)) return
  await passOn(posting, entry, entry)
}

/** That a ticket is solved, with the answer that solved it, and how to accept, reopen and rate. */
export async function lettersOfSolved(posting: Posting, entry: Entry): Promise<void> {
  // The solution holds again that they were told of before.
  if (payloadOf(entry)?.thanks === true) return
  const replied = await replyOf(posting, entry)
  const ticket = await ticketOf(posting, entry)
  if (ticket === undefined) return
  const solution = await solvedBy(posting, entry, ticket)
  if (solution === undefined) {
    // It did not hold, or was taken back; what was said with it was said.
    if (replied !== undefined) await passOn(posting, entry, replied)
    return
  }
  const message = replied === undefined ? undefined : await messageOf(posting, replied)
  const author = await personOf(posting, message?.authorId ?? entry.actorId)
  const isStaffs = author === undefined || speaksForDesk(author, ticket)
  const said = { author, isBySecondLevel: message?.isBySecondLevel }
  for (const to of await othersOf(posting, entry, ticket, author)) {
    const shown = await authorFor(posting, ticket, said, to.user)
    const facts = async ({ words, day, language }: Speech): Promise<LetterFacts['solved']> => ({
      author: author === undefined ? null : nameOf(shown, isStaffs, words.theDesk),
      isStaffs,
      text: message?.body || null,
      files: message === undefined ? null : await filesOf(posting, ticket, message.id, language),
      how: solution.how,
      reopenUntil: day(lastMoment(solution)),
      isRequester: to.isRequester,
    })
    const signs = isStaffs && message !== undefined ? (shown?.name ?? null) : null
    await postTicketLetter(
      posting,
      entry,
      { kind: 'solved', to: to.user, ticket, isRequester: to.isRequester, signs, facts },
      { ...wordOf(message, shown), dueAt: dueAt(posting, entry) },
    )
  }
}

/** The requester is reminded that their answer is waited for. */
export async function lettersOfReminded(posting: Posting, entry: Entry): Promise<void> {
  const { tx, settings } = posting
  const ticket = await ticketOf(posting, entry)
  if (ticket === undefined || ticket.status !== 'waiting' || ticket.held !== null) return
  const [to] = await mailable(posting, [{ userId: ticket.requester.id, isRequester: true }])
  if (to === undefined) return
  const question = await lastAnswer(tx, ticket)
  const solving = solvingDueAt(ticket, patienceOf(settings))
  const facts = ({ day }: Speech): LetterFacts['reminder'] => ({
    text: shortened(question?.body ?? null),
    solvedOn: solving === null ? null : day(solving),
  })
  const further = question === undefined ? {} : { message: { id: question.id, kind: 'reply' as const } }
  const letter = { kind: 'reminder' as const, to: to.user, ticket, isRequester: true, signs: null, facts }
  await postTicketLetter(posting, entry, letter, further)
}

/** The message of one entry, told to the others in the name of another: the last of its deed. */
async function passOn(posting: Posting, entry: Entry, replied: Entry): Promise<void> {
  const ticket = await ticketOf(posting, entry)
  const message = await messageOf(posting, replied)
  if (ticket === undefined || message === undefined) return
  const author = await personOf(posting, message.authorId)
  if (author === undefined) return
  const isStaffs = speaksForDesk(author, ticket)
  const said = { author, isBySecondLevel: message.isBySecondLevel }
  for (const to of await othersOf(posting, entry, ticket, author)) {
    const shown = await authorFor(posting, ticket, said, to.user)
    const facts = async ({ words, language }: Speech): Promise<LetterFacts['reply']> => ({
      author: nameOf(shown, isStaffs, words.theDesk),
      isStaffs,
      text: message.body,
      files: await filesOf(posting, ticket, message.id, language),
    })
    const signs = isStaffs ? (shown?.name ?? null) : null
    const letter = { kind: 'reply' as const, to: to.user, ticket, isRequester: to.isRequester, signs, facts }
    await postTicketLetter(posting, entry, letter, { ...wordOf(message, shown), dueAt: dueAt(posting, entry) })
  }
}

/** What somebody said, with whose word it is where the reader may know that. */
function wordOf(
  message: SaidMessage | undefined,
  author: User | undefined,
): { authorId?: string; message?: { id: string; kind: 'reply' } } {
  if (message === undefined) return {}
  return { ...(author === undefined ? {} : { authorId: author.id }), message: { id: message.id, kind: 'reply' } }
}

/** An author as a reader may know them; undefined where they stay hidden, or there is none. */
async function authorFor(
  { tx, settings }: Posting,
  ticket: Ticket,
  { author, isBySecondLevel = false }: { author: User | undefined; isBySecondLevel?: boolean | undefined },
  reader: User,
): Promise<User | undefined> {
  if (author === undefined) return undefined
  const said = { author, bySecondLevel: isBySecondLevel }
  const seen = await shownAuthor(tx, said, { kind: 'user', ...reader }, rulesOf(settings), ticket.tenant.id)
  return seen.id === author.id ? author : undefined
}

async function ticketOf({ tx, concerned }: Posting, { ticketId }: Entry): Promise<Ticket | undefined> {
  if (ticketId === null) return undefined
  return (await concerned?.())?.tickets.get(ticketId) ?? findTicketById(tx, ticketId)
}

/** The reply that an entry tells of, unless it was taken back. A note is none. */
async function messageOf({ tx }: Posting, entry: Entry): Promise<SaidMessage | undefined> {
  const id = payloadOf(entry)?.message
  const message = typeof id === 'string' ? await standingMessage(tx, id) : undefined
  return message?.kind === 'reply' ? message : undefined
}

/** The answer in the same deed as a solution: it stands shortly before it. */
async function replyOf({ tx }: Posting, entry: Entry): Promise<Entry | undefined> {
  const before = { ticketId: entry.ticketId ?? '', types: ['ticket.replied'], after: entry.position - 6 }
  const replies = await readEntries(tx, before)
  return replies.find((reply) => reply.position < entry.position && isOneDeed(reply, entry))
}

/** The solution that an entry tells of, as long as it stands. */
async function solvedBy(
  { tx }: Posting,
  { at }: Entry,
  { id, mergedInto }: Ticket,
): Promise<{ closesAt: Date; how: LetterFacts['solved']['how'] } | undefined> {
  const solution = await latestSolution(tx, id)
  if (mergedInto !== null || solution === undefined || !solution.stands) return undefined
  const { solvedAt, closesAt, resolution } = solution
  if (solvedAt.toISOString() !== at || resolution === 'merged') return undefined
  return { closesAt, how: resolution }
}

/** Everybody of a ticket who gets mail, but whoever said it and whoever wrote it down. */
async function othersOf(
  posting: Posting,
  { actorId }: Entry,
  ticket: Ticket,
  author: User | undefined,
): Promise<Mailable[]> {
  const participants = await listParticipants(posting.tx, ticket.id)
  const actor = await personOf(posting, actorId)
  const but = new Set([author, actor].flatMap((person) => person?.id ?? []))
  return mailable(posting, toldOfTicket(ticket.requester, participants, but))
}

interface Mailable {
  user: User
  isRequester: boolean
}

async function mailable(posting: Posting, told: readonly Told[]): Promise<Mailable[]> {
  const people: Mailable[] = []
  for (const { userId, isRequester } of told) {
    const user = await personOf(posting, userId)
    if (user !== undefined && mayBeMailed(user)) people.push({ user, isRequester })
  }
  return people
}

/** Customers know each other by address, too; staff who have no name are the desk. */
function nameOf(author: User | undefined, isStaffs: boolean, desk: string): string {
  return author?.name ?? (isStaffs || author === undefined ? desk : author.email)
}

/** What a person did can be taken back for a while, and waits so long. */
function dueAt({ now, settings }: Posting, { at, actorId }: Entry): Date {
  const window = actorId === null ? 0 : settings['mail.undo-window']
  return new Date(Math.max(now.getTime(), new Date(at).getTime() + window))
}

function shortened(text: string | null): string | null {
  if (text === null || text.trim() === '') return null
  const characters = Array.from(text)
  return characters.length <= longestQuote ? text : `${characters.slice(0, longestQuote).join('')} …`
}

async function filesOf({ tx }: Posting, ticket: Ticket, messageId: string, language: Language): Promise<string | null> {
  const files = (await listAttachments(tx, ticket.id, false)).filter((file) => file.messageId === messageId)
  const decimal = language === 'de' ? ',' : '.'
  return files.length === 0 ? null : files.map(({ name, size }) => `${name} (${formatSize(size, decimal)})`).join(', ')
}

async function hoursSentence({ tx, settings, now }: Posting, { language, words, moment, time }: Speech) {
  const zone = knownZone(settings['desk.time-zone'])
  const reach = reachability(await calendarIn(tx, zone, now, language), offsetsOf(zone), now.getTime())
  if (!reach.open) return reach.next === null ? null : words.hours.closed(moment(new Date(reach.next)))
  if (reach.until === null) return words.hours.always
  const until = new Date(reach.until)
  const isSoon = until.getTime() - now.getTime() < 24 * 60 * 60 * 1000
  return words.hours.open(isSoon ? time(until) : moment(until))
}

/** The data notice, for somebody's first request, where the desk only tells of it. Whoever agreed to it knows it. */
async function noticeFor(
  { tx, settings }: Posting,
  { number }: Ticket,
  { id }: User,
  { language }: Speech,
): Promise<LetterFacts['received']['notice']> {
  if (settings['consent.mode'] !== 'notice' || (await hasOlderTicket(tx, id, number))) return null
  const { title, text, version } = consentNotice(settings, language)
  if (`${title}${text}`.trim() === '') return null
  return consentStateOf(await listConsents(tx, id), version) === 'given' ? null : { title, text }
}
