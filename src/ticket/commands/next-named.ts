import type { Desk, World } from '../../desk'
import type { Screen } from '../../kit/screen'
import { shortenText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { type TicketRules, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Reader } from '../../store/schema'
import { nextTicket } from '../queue/next-ticket'
import { placeInQueue } from '../queue/queue'
import { ticketByNumber } from '../store'

const longestSubject = 50

/** Where somebody goes through tickets one by one, what comes next is seen anyway. */
const withoutNext = new WeakSet<World>()

export function nameNoNext(world: World): void {
  withoutNext.add(world)
}

/** The ticket to turn to now, for whoever works at a level; nothing for anybody else. */
export async function nextNamed(
  desk: Desk,
  { words, measure, symbols }: Screen,
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
): Promise<string[]> {
  if (placeInQueue(actor) === undefined || withoutNext.has(desk.world)) return []
  const next = await nextTicket(db, actor, rules, desk.now())
  if (next === undefined) return []
  const { subject } = await ticketByNumber(db, next.number, visibilityOf(actor, rules))
  return [words.nextNamed(next.number, shortenText(safeText(subject), longestSubject, measure, symbols.ellipsis))]
}
