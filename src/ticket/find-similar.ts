import { DeskError } from '../kit/errors'
import { type TicketRules, type Visibility, visibilityOf } from '../people/permission'
import type { UserActor } from '../people/session'
import type { Reader } from '../store/schema'
import { type UnsolvedTicket, unsolvedOf } from './search-store'
import { asAlike, type Candidate, type Likeness, similarTickets, surelySame, wordsToLookFor } from './similar-ticket'

/** What is to become of a new ticket that is like one that waits already. */
export const duplicateManners = ['open', 'reply', 'fail'] as const
export type DuplicateManner = (typeof duplicateManners)[number]

/** As many of a tenant's unsolved tickets as are compared; with more of them, the words of the subject choose. */
const mostCompared = 300

/** A ticket that waits already and is like a new one. */
export type SimilarTicket = Likeness<UnsolvedTicket>

/** The tenant's unsolved tickets that are like this one, as far as the actor may see them; the most alike first. */
export async function similarUnsolved(
  db: Reader,
  { actor, rules }: { actor: UserActor; rules: TicketRules },
  tenantId: string,
  wanted: Candidate & { number?: number; requester: { id: string } },
): Promise<SimilarTicket[]> {
  const visibility: Visibility = visibilityOf(actor, rules)
  const found = await unsolvedOf(db, visibility, tenantId, wordsToLookFor(wanted), mostCompared)
  const others = found.filter(({ number }) => number !== wanted.number)
  // Of two that are equally alike, the same person's is meant, then the newer.
  const isOwn = ({ requesterId }: UnsolvedTicket): number => (requesterId === wanted.requester.id ? 0 : 1)
  others.sort((one, other) => isOwn(one) - isOwn(other) || other.number - one.number)
  return similarTickets(others, wanted)
}

/** Refuses to open what is asked already. Throws `duplicate-ticket`. */
export async function refuseSimilar(
  db: Reader,
  place: { actor: UserActor; rules: TicketRules },
  tenantId: string,
  wanted: Candidate & { requester: { id: string } },
  manner: DuplicateManner | 'ask' | undefined,
): Promise<void> {
  if (manner === undefined || manner === 'open') return
  const found = await similarUnsolved(db, place, tenantId, wanted)
  // Where people see their own tickets only, nobody's words go into another one's by themselves.
  const isTheirs = ({ ticket }: SimilarTicket): boolean =>
    place.rules.seenBy === 'organisation' || ticket.requesterId === wanted.requester.id
  const similar = manner === 'reply' ? found.filter(isTheirs) : found
  const [most] = similar
  if (most === undefined || (manner === 'reply' && most.score < surelySame)) return
  throw new DeskError('duplicate-ticket', { similar: similar.map(shown) })
}

/** What is told of a similar ticket. */
export function shown({ ticket: { number, subject }, score }: SimilarTicket): {
  number: number
  subject: string
  score: number
} {
  return { number, subject, score }
}

/** The others that might as well have been meant as the first. */
export function asSimilar<T extends { score: number }>(similar: readonly T[]): T[] {
  const [first, ...others] = similar
  return first === undefined ? [] : others.filter(({ score }) => first.score - score < asAlike)
}
