import type { Desk } from '../../desk'
import type { Posted } from '../../journal/reaction'
import type { Concerned } from '../../rule/concerned'
import type { RuleMemory } from '../../rule/notice'
import type { Settings } from '../../settings/setting'
import type { DeskKey } from '../../store/desk-key'
import type { Tx } from '../../store/schema'
import { insertLetter, type PostedLetter } from '../outbox/outbox-store'
import type { NewLetter } from './letter'
import { messageIdOf } from './message-id'

/** What a letter needs to become mail: the transaction of what causes it, and how many have been posted before it. */
export interface Posting {
  readonly desk: Desk
  readonly tx: Tx
  readonly key: DeskKey
  readonly now: Date
  readonly settings: Settings
  /** What this command or run posted so far: beyond `mail.max-per-run` the rest is held. */
  readonly posted: Posted[]
  /** How many of this command or run are queued so far; counted when it is first needed. */
  queued?: number
  /** The rules as earlier portions of the same run found them. */
  readonly rules?: RuleMemory
  /** What the entries are about that are worked through, read when it is first asked for. */
  readonly concerned?: () => Promise<Concerned>
}

/**
 * Puts a letter into the outbox. Undefined where the same entry has a letter of that kind to that address already: then
 * nothing is done.
 */
export async function postLetter(posting: Posting, letter: NewLetter): Promise<Posted | undefined> {
  const { tx, key, now, settings, posted } = posting
  const id = letterId(posting, letter)
  const state = stateOf(posting, letter)
  const dueAt = letter.dueAt ?? now
  const row = { ...letter, id, state, dueAt, createdAt: now, messageId: messageIdOf(key, id, settings) }
  if (!(await insertLetter(tx, row))) return undefined
  const done: Posted = {
    id,
    kind: letter.kind,
    ticketId: letter.ticketId ?? null,
    address: letter.to.address,
    state,
    dueAt,
    ...(letter.entryPosition === undefined ? {} : { entryPosition: letter.entryPosition }),
  }
  posted.push(done)
  return done
}

/**
 * The id of a mail, and by it its Message-ID: of what an entry causes always the same one, so that a mail that is made anew
 * (from a backup) is known to whoever got it before.
 */
function letterId({ desk, key }: Posting, { kind, to, entryPosition }: NewLetter): string {
  if (entryPosition === undefined) return desk.newId()
  return key.sign('message-id', `mail ${entryPosition} ${kind} ${to.address}`).slice(0, 32)
}

function stateOf(posting: Posting, letter: NewLetter): PostedLetter['state'] {
  const { desk, settings, posted } = posting
  if (letter.suppressed === true) return 'suppressed'
  // It says that others are held.
  if (letter.kind === 'held') return 'queued'
  posting.queued ??= countQueued(desk.posted) + countQueued(posted)
  if (posting.queued >= settings['mail.max-per-run'] && !desk.globals.yes) return 'held'
  posting.queued += 1
  return 'queued'
}

export function countQueued(posted: readonly Posted[]): number {
  return posted.filter(({ state, kind }) => state === 'queued' && kind !== 'held').length
}
