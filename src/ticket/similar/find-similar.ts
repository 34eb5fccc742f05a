import { DeskError } from '../../kit/errors'
import { may, type TicketRules, type Visibility, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { User } from '../../people/user'
import type { Reader } from '../../store/schema'
import { type UnsolvedTicket, unsolvedOfTenant } from './similar-store'
import { asAlike, type Candidate, type Likeness, similarTickets, surelySame, wordsToLookFor } from './similar-ticket'

/** What is to become of a new ticket that is like one that waits already. */
export const duplicateManners = ['open', 'reply', 'fail'] as const
export type DuplicateManner = (typeof duplicateManners)[number]

/** As many of a tenant's unsolved tickets as are compared; with more of them, the words of the subject choose. */
const mostCompared = 300

/** So many are told of. */
const mostNamed = 3

/** What is told of a ticket that is like another. */
export type Similar = { number: number; subject: string; score: number }

/** A ticket that waits already and is like a new one. */
export type SimilarTicket = Likeness<UnsolvedTicket>

/** The tenant's unsolved tickets that are like this one, as far as the actor may see them; the most alike first. */
export async function similarUnsolved(
  db: Reader,
  { actor, rules }: { actor: UserActor; rules: TicketRules },
  tenantId: string,
  wanted: Candidate & { number?: number; requester: { id: string } },
  most = mostNamed,
): Promise<SimilarTicket[]> {
  const visibility: Visibility = visibilityOf(actor, rules)
  const found = await unsolvedOfTenant(db, visibility, tenantId, wordsToLookFor(wanted), mostCompared)
  const others = found.filter(({ number }) => number !== wanted.number)
  // Of two that are equally alike, the same person's is meant, then the newer.
  const isOwn = ({ requesterId }: UnsolvedTicket): number => (requesterId === wanted.requester.id ? 0 : 1)
  others.sort((one, other) => isOwn(one) - isOwn(other) || other.number - one.number)
  return similarTickets(others, wanted, most)
}

/** What is to be opened, and for whom. */
export interface Asked extends Candidate {
  requester: User
  /** Who is to get the answers, too. */
  cc?: readonly string[] | undefined
  ifDuplicate?: DuplicateManner | 'ask' | undefined
  /** The number of the ticket that a person chose. */
  answers?: number | undefined
}

/** The ticket that is to be answered, how alike it is, and which others are alike. */
export type Instead = { number: number; score: number; others: Similar[] }

/**
 * Whether a ticket is to be answered instead of opening one: what a person chose, or what is surely the same and theirs to
 * answer; undefined: it is to be opened. Throws `duplicate-ticket` where it is to be looked at or refused.
 */
export async function insteadOf(
  db: Reader,
  place: { actor: UserActor; rules: TicketRules },
  tenantId: string,
  asked: Asked,
): Promise<Instead | undefined> {
  const { ifDuplicate: manner, answers } = asked
  if (answers === undefined && (manner === undefined || manner === 'open')) return undefined
  const found = await similarUnsolved(db, place, tenantId, asked, Number.POSITIVE_INFINITY)
  if (answers !== undefined) return instead(found, answers)
  const takers = manner === 'fail' ? found : found.filter(({ ticket }) => mayAnswer(place, tenantId, asked, ticket))
  if (manner === 'reply') {
    const surely = takers.find(({ ticket, score }) => score >= surelySame && isTheirs(place, tenantId, asked, ticket))
    return surely && instead(found, surely.ticket.number)
  }
  if (takers.length > 0) throw new DeskError('duplicate-ticket', { similar: takers.slice(0, mostNamed).map(shown) })
  return undefined
}

function instead(found: readonly SimilarTicket[], number: number): Instead {
  const others = found.filter(({ ticket }) => ticket.number !== number).slice(0, mostNamed - 1)
  const score = found.find(({ ticket }) => ticket.number === number)?.score ?? 0
  return { number, score, others: others.map(shown) }
}

/**
 * Whether the text may become the requester's word in that ticket: the actor answers there, and lets in whom it takes.
 * Who is staff there would answer what they ask.
 */
function mayAnswer(
  { actor, rules }: { actor: UserActor; rules: TicketRules },
  tenantId: string,
  { requester, cc = [] }: Asked,
  ticket: UnsolvedTicket,
): boolean {
  const isOwn = ticket.requesterId === requester.id
  if (!isOwn && (requester.status === 'disabled' || isStaffThere(requester, tenantId, rules))) return false
  if (may(actor, 'tickets:write', tenantId, rules) || ticket.requesterId === actor.id) return true
  return ticket.isOwnOrShared && cc.length === 0
}

function isStaffThere({ memberships, ...user }: User, tenantId: string, rules: TicketRules): boolean {
  const isOfDesk = memberships.some((membership) => membership.tenantId === null)
  return isOfDesk || may({ kind: 'user', ...user, memberships }, 'tickets:note', tenantId, rules)
}

/**
 * Whether the requester sees the ticket anyway. Where people see their own tickets only, nobody's words go into another
 * one's by themselves.
 */
function isTheirs(
  { rules }: { rules: TicketRules },
  tenantId: string,
  { requester }: Asked,
  ticket: UnsolvedTicket,
): boolean {
  if (ticket.requesterId === requester.id) return true
  return rules.seenBy === 'organisation' && may({ kind: 'user', ...requester }, 'tickets:view', tenantId, rules)
}

/** What is told of a similar ticket. */
function shown({ ticket: { number, subject }, score }: SimilarTicket): Similar {
  return { number, subject, score }
}

/** The others that might as well have been meant as the first. */
export function asSimilar<T extends { score: number }>(similar: readonly T[]): T[] {
  const [first, ...others] = similar
  return first === undefined ? [] : others.filter(({ score }) => first.score - score < asAlike)
}
