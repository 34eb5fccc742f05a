import type { Desk } from '../desk'
import type { Screen } from '../kit/screen'
import { formatLocal } from '../kit/time/format-local'
import { storedSetting } from '../settings/store'
import { wayOutOf } from '../settings/way-out'
import { oldestDueBefore } from './mail-news-store'
import type { Posted } from './reaction'

/** What there is to know of the mails that a command caused, besides those themselves. */
export interface MailNews {
  posted: readonly Posted[]
  /** Whether mail can leave at all. */
  hasWayOut: boolean
  /** Mail has been due since then, and nobody sends it. */
  stalledSince: Date | undefined
  /** Whether mails of earlier events are still to be written, and these after them. */
  isBehind: boolean
}

/** Mail that is due for so long is sent by nobody. */
const patience = 15 * 60 * 1000

/** What became of the mails that this command caused. Asked after the deed, where somebody reads it. */
export async function mailNews(desk: Desk): Promise<MailNews> {
  const { db } = await desk.store()
  const hasWayOut = await canLeave(desk)
  const waits = hasWayOut && desk.posted.some(({ state }) => state === 'queued')
  const stalledSince = waits ? await oldestDueBefore(db, new Date(desk.now().getTime() - patience)) : undefined
  return { posted: desk.posted, hasWayOut, stalledSince, isBehind: desk.isBehind }
}

/** Whether the desk has a way by which mail leaves. */
export async function canLeave(desk: Desk): Promise<boolean> {
  const { db } = await desk.store()
  const smtpUrl = (await storedSetting(db, 'mail.smtp-url')) ?? ''
  return wayOutOf(smtpUrl, { isRehearsal: await desk.isRehearsal(), sendmail: desk.world.sendmail() }) !== undefined
}

/**
 * What is said of the mails that a command would cause which is only tried, all or some of them; nothing where that is not
 * known.
 */
export async function foreseenParts(
  desk: Desk,
  { words: { wouldMail } }: Screen,
  of: (posted: Posted) => boolean = () => true,
): Promise<string[]> {
  const { foreseen } = desk
  if (foreseen === undefined || !foreseen.isWhole) return []
  if (!(await canLeave(desk))) return [wouldMail.notSetUp]
  const posted = foreseen.posted.filter(of)
  const queued = posted.filter(({ state }) => state === 'queued')
  const held = posted.filter(({ state }) => state === 'held').length
  if (queued.length + held === 0) return [wouldMail.nobody]
  return [
    ...(queued.length === 0 ? [] : [wouldMail.people(...whoOf(queued))]),
    ...(held === 0 ? [] : [wouldMail.held(held)]),
  ]
}

/** The one who gets mail, or how many they are. */
function whoOf(queued: readonly Posted[]): [count: number, only: string] {
  const addresses = [...new Set(queued.map(({ address }) => address))]
  return [addresses.length, addresses[0] ?? '']
}

/** What is said of mails: to whom they go, and when; what is held; or that there are none. */
export function mailParts(screen: Screen, { posted, hasWayOut, stalledSince, isBehind }: MailNews): string[] {
  const { words, zone, language, now } = screen
  const queued = posted.filter(({ state }) => state === 'queued')
  const held = posted.filter(({ state }) => state === 'held')
  const holds = held.length === 0 ? [] : [words.mailsHeld(held.length)]
  if (!hasWayOut) return [words.nobodyMailed, ...holds]
  if (isBehind) return [words.mailBehind, ...holds]
  if (queued.length === 0) return holds.length === 0 ? [words.noMail] : holds
  if (stalledSince !== undefined) {
    return [words.mailStalled(formatLocal(stalledSince, zone, language, 'day', now)), ...holds]
  }
  return [goesTo(screen, queued), ...holds]
}

/** `goes to tom@acme.example at 11:23`. */
function goesTo({ words, zone, language, now }: Screen, queued: readonly Posted[]): string {
  const [count, only] = whoOf(queued)
  const first = queued.reduce((soonest, { dueAt }) => Math.min(soonest, dueAt.getTime()), Number.POSITIVE_INFINITY)
  const time = first > now.getTime() ? formatLocal(new Date(first), zone, language, 'time', now) : null
  return words.goesTo(count === 1 ? only : words.mailedPeople(count), time)
}

/** The mails about one ticket, and those that are about none. */
export function newsOf(news: MailNews, ticketId: string): MailNews {
  const ofTicket = (posted: Posted): boolean => posted.ticketId === null || posted.ticketId === ticketId
  return { ...news, posted: news.posted.filter(ofTicket) }
}

/** Whether it is said when the mails go: until then what caused them can be taken back. */
export function saysWhen({ posted, hasWayOut, stalledSince }: MailNews, now: Date): boolean {
  return hasWayOut && stalledSince === undefined && posted.some(({ state, dueAt }) => state === 'queued' && dueAt > now)
}
