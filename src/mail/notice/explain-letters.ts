import type { Entry } from '../../journal/entry'
import { readEntries } from '../../journal/store'
import { may, type TicketRules } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Reader } from '../../store/schema'
import { readDetails } from '../../ticket/details'
import { findTicketById } from '../../ticket/store'
import type { ShownNotice } from '../kept-view'
import { type LetterKind, letterKinds } from '../letter/letter'
import { type CausedLetter, lettersOf } from '../letter/letter-store'
import { isOneDeed } from '../letter/who-is-told'
import { causesLetter } from '../reacting-types'
import { readCursor } from '../reaction-store'
import { mailFates } from './notice-store'

/** Why a letter that no rule asked for went to somebody. */
export const letterReasons = ['requester', 'participant', 'own-account', 'guest', 'administrator', 'named'] as const
export type LetterReason = (typeof letterReasons)[number]

/** A letter that an event caused by itself. */
export interface ExplainedLetter {
  kind: LetterKind
  because: LetterReason
  shown: ShownNotice
}

/** The letters of an event as somebody may know of them. */
export interface ExplainedLetters {
  letters: readonly ExplainedLetter[]
  /** Whether they are still to be worked out. */
  areWaiting: boolean
}

interface Asking {
  actor: UserActor
  rules: TicketRules
  now: Date
}

/**
 * Which letters an event caused by itself, to whom and why, without those that the actor may not know of. What solved a ticket
 * with an answer is told in one letter, which belongs to both.
 */
export async function explainLetters(db: Reader, entry: Entry, asking: Asking): Promise<ExplainedLetters> {
  const positions = [entry.position, ...(await solvedWith(db, entry))]
  const all = await lettersOf(db, positions)
  const mayKnow = await knownTo(db, entry, asking)
  const known = all.filter(mayKnow)
  const fates = await mailFates(
    db,
    known.map(({ id }) => id),
  )
  const requesterId = entry.ticketId === null ? undefined : (await findTicketById(db, entry.ticketId))?.requester.id
  const letters = known.flatMap(({ id, kind: stored, address, recipientId }) => {
    const kind = letterKinds.find((one) => one === stored)
    const because = kind === undefined ? undefined : reasonOf(kind, recipientId === requesterId)
    if (kind === undefined || because === undefined) return []
    const notice = { address, fate: 'mail' as const, dueAt: null, mailId: id }
    return [{ kind, because, shown: { notice, mail: fates.get(id) } }]
  })
  const areWaiting = causesLetter(entry.type) && (await readCursor(db)) < Math.max(...positions)
  return { letters, areWaiting }
}

/** Whether somebody got a letter of that event: then they may know why. */
export async function gotLetter(db: Reader, entry: Entry, { id }: Pick<UserActor, 'id'>): Promise<boolean> {
  const letters = await lettersOf(db, [entry.position, ...(await solvedWith(db, entry))])
  return letters.some(({ recipientId }) => recipientId === id)
}

/** The solution that came with an answer. */
async function solvedWith(db: Reader, entry: Entry): Promise<number[]> {
  if (entry.type !== 'ticket.replied' || entry.ticketId === null) return []
  const after = { ticketId: entry.ticketId, types: ['ticket.solved'], after: entry.position, limit: 1 }
  const [solved] = await readEntries(db, after)
  return solved !== undefined && isOneDeed(entry, solved) ? [solved.position] : []
}

/**
 * Whose letters the actor may know of. Everybody knows of their own; of a ticket staff know of all, and others of those whom
 * they see in it; else whoever may see the people there.
 */
async function knownTo(
  db: Reader,
  { ticketId, tenantId }: Entry,
  { actor, rules, now }: Asking,
): Promise<(letter: CausedLetter) => boolean> {
  const isOwn = ({ recipientId }: CausedLetter): boolean => recipientId === actor.id
  if (ticketId === null) {
    const seesPeople = may(actor, 'users:view', tenantId, rules)
    const seesRules = may(actor, 'rules:view', tenantId, rules)
    return (letter) => isOwn(letter) || (letter.kind === 'confirmation' ? seesRules : seesPeople)
  }
  if (may(actor, 'tickets:edit', null, rules)) return () => true
  const ticket = await findTicketById(db, ticketId)
  if (ticket === undefined) return isOwn
  const seen = await readDetails(db, actor, rules, ticket.number, { now, history: false })
  const people = [seen.ticket.requester, ...seen.participants.map(({ person }) => person)].map(({ id }) => id)
  return (letter) => isOwn(letter) || (letter.recipientId !== null && people.includes(letter.recipientId))
}

/** Undefined for letters that no event causes. */
function reasonOf(kind: LetterKind, isRequesters: boolean): LetterReason | undefined {
  switch (kind) {
    case 'received':
    case 'reminder':
      return 'requester'
    case 'reply':
    case 'solved':
      return isRequesters ? 'requester' : 'participant'
    case 'invitation':
    case 'password-reset':
      return 'own-account'
    case 'guest-invitation':
      return 'guest'
    case 'grant-begun':
    case 'grant-ended':
    case 'grant-assigned':
    case 'member-added':
      return 'administrator'
    case 'confirmation':
      return 'named'
    case 'notice':
    case 'held':
    case 'test':
      return undefined
  }
}
