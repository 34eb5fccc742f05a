import type { Desk } from '../desk'
import type { Entry } from '../journal/entry'
import type { Posted, Reactions } from '../journal/reaction'
import { readEntries, readHead } from '../journal/store'
import { type Concerned, concernedBy } from '../rule/concerned'
import type { RuleMemory } from '../rule/notice'
import { readSettings } from '../settings/store'
import { followClocks } from '../sla/follow-clocks'
import type { DeskKey } from '../store/desk-key'
import type { Tx } from '../store/schema'
import { confirmationLetters } from './letter/confirmation-letters'
import { lettersOfEntries } from './letter/entry-letters'
import { countQueued, type Posting } from './letter/post-letter'
import { lettersOfRules } from './letter/rule-letters'
import { reactingTypesOf } from './reacting-types'
import { forgetFailures, moveCursor, noteFailure } from './reaction-store'
import { waitingEntries } from './waiting-entries'

/** What entries cause: letters, by what happened itself and by rules. Asked for the entries of one portion, in order. */
export type Reaction = (posting: Posting, entries: readonly Entry[]) => Promise<void>

const letters: readonly Reaction[] = [lettersOfEntries, lettersOfRules, confirmationLetters]

/** So many entries are worked out in one transaction. */
const inOneTransaction = 500
/** An entry that failed so often is left aside; whoever runs `doctor` is told (ARCHITECTURE, "Facts first, letters after"). */
export const mostFailures = 5

/**
 * Works out what entries cause, from where it was left off up to the end of the journal. The mails and the cursor move in one
 * transaction: what an entry causes is in the outbox exactly once, whoever is killed when. A command takes as many portions
 * as its `own` entries fill and one more; beyond that it is cron's.
 */
export const react: Reactions['react'] = async (desk, own) => {
  const { db } = await desk.store()
  const run: Run = { posted: [], rules: new Map(), types: await reactingTypesOf(db) }
  // Most runs of cron find nothing, and then nobody is kept waiting for the write lock.
  if (own === undefined && (await waitingEntries(db, run.types, 1)).length === 0) return { posted: [], isBehind: false }
  const most = own === undefined ? Number.POSITIVE_INFINITY : Math.ceil(own / inOneTransaction) + 1
  for (let portions = 0; portions < most; portions += 1) {
    const { posted, isDone, isStuck = false } = await reactToPortion(desk, run)
    run.posted.push(...posted)
    if (isDone || isStuck) return { posted: run.posted, isBehind: isStuck }
  }
  return { posted: run.posted, isBehind: (await waitingEntries(db, run.types, 1)).length > 0 }
}

/** Works out what a deed would cause that is only tried: its own entries and no others, and no cursor moves. */
export const foresee: Reactions['foresee'] = async (desk, tx, key, after) => {
  const types = await reactingTypesOf(tx)
  const before = desk.foreseen?.posted ?? []
  const run: Run = { posted: [...before], rules: new Map(), types }
  for (let position = after; ; ) {
    const entries = await readEntries(tx, { after: position, types: [...types], limit: inOneTransaction })
    if (entries.length > 0) run.posted.push(...(await reactTo(desk, tx, key, run, entries)))
    if (entries.length < inOneTransaction) return run.posted.slice(before.length)
    position = entries.at(-1)?.position ?? position
  }
}

/** What the portions of one run know of each other. */
interface Run {
  /** By the portions before, which counts for `mail.max-per-run`. */
  posted: Posted[]
  rules: RuleMemory
  /** Which entries cause something. */
  types: ReadonlySet<string>
}

interface Portion {
  posted: readonly Posted[]
  /** Nothing is left. */
  isDone: boolean
  /** What comes next has failed, and waits. */
  isStuck?: boolean
}

async function reactToPortion(desk: Desk, run: Run): Promise<Portion> {
  const store = await desk.store()
  const key = await desk.key()
  try {
    return await store.write((tx) => workThrough(desk, tx, key, run))
  } catch (error) {
    if ((await desk.storeTrouble(error)) !== undefined) throw error
    return oneByOne(desk, run)
  }
}

async function workThrough(desk: Desk, tx: Tx, key: DeskKey, run: Run, limit = inOneTransaction): Promise<Portion> {
  const entries = await waitingEntries(tx, run.types, limit)
  const posted = entries.length === 0 ? [] : await reactTo(desk, tx, key, run, entries)
  const isDone = entries.length < limit
  const position = isDone ? (await readHead(tx)).position : (entries.at(-1)?.position ?? 0)
  await moveCursor(tx, position)
  await forgetFailures(tx, position)
  return { posted, isDone }
}

/** Something in a portion fails: the entries before it are worked out by themselves, and it is written down which it is. */
async function oneByOne(desk: Desk, run: Run): Promise<Portion> {
  const store = await desk.store()
  const key = await desk.key()
  const all: Posted[] = []
  for (let count = 0; count < inOneTransaction; count += 1) {
    try {
      const { posted, isDone } = await store.write((tx) =>
        workThrough(desk, tx, key, { ...run, posted: [...run.posted, ...all] }, 1),
      )
      all.push(...posted)
      if (isDone) return { posted: all, isDone }
    } catch (error) {
      if ((await desk.storeTrouble(error)) !== undefined) throw error
      if (!(await passAfterFailures(desk, run.types, error))) return { posted: all, isDone: false, isStuck: true }
    }
  }
  return { posted: all, isDone: false }
}

/** Notes that the next entry failed; true when it is left aside and the cursor went on. */
async function passAfterFailures(desk: Desk, types: Run['types'], error: unknown): Promise<boolean> {
  const store = await desk.store()
  return store.write(async (tx) => {
    const [entry] = await waitingEntries(tx, types, 1)
    if (entry === undefined) return false
    const message = error instanceof Error ? error.message : String(error)
    const failures = await noteFailure(tx, entry.position, message, desk.now(), mostFailures)
    if (failures < mostFailures) return false
    await moveCursor(tx, entry.position)
    return true
  })
}

async function reactTo(
  desk: Desk,
  tx: Tx,
  key: DeskKey,
  run: Run,
  entries: readonly Entry[],
): Promise<readonly Posted[]> {
  const now = desk.now()
  // Before the letters, which tell how a ticket is.
  await followClocks({ tx, now, language: desk.language }, entries)
  const queued = countQueued(desk.posted) + countQueued(run.posted)
  let concerned: Promise<Concerned> | undefined
  const posting: Posting = {
    ...{ desk, tx, key, now, queued, settings: await readSettings(tx), posted: [], rules: run.rules },
    concerned: () => {
      concerned ??= concernedBy(tx, entries)
      return concerned
    },
  }
  for (const reaction of letters) await reaction(posting, entries)
  return posting.posted
}
