import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import { type DeskKey, keyCheck } from '../store/desk-key'
import { readKeyCheck } from '../store/key-check'
import type { Tx } from '../store/schema'
import { type Channel, chainText, digestOf, type Entry, type NewEntry } from './entry'
import type { Posted } from './reaction'
import { appendEntries, readHead } from './store'

/** Who does a deed, as the journal knows them; null is the desk itself. */
export interface Doer {
  userId: string | null
  channel: Channel
  /** A doer who only may read: every deed is refused. */
  readOnly?: boolean
  /**
   * A person who logged in: looks again, inside the deed, whether they still may act as they did when the command began.
   * While an editor was open they may have been shut out, or removed from a tenant; then it throws.
   */
  refuseIfChanged?: (tx: Tx, now: Date) => Promise<void>
}

/** What a deed works with: the transaction, and the pen for what happened. */
export interface Deed {
  readonly tx: Tx
  readonly now: Date
  record(entry: NewEntry): void
  /** Writes what was recorded so far: a deed of a hundred thousand things must not hold them all in memory. */
  flush(): Promise<void>
}

/**
 * Carries out one deed: one immediate transaction in which `work` changes state and records what happened, and in
 * which the journal gets its entries. Either all of it is in the file, synced, or nothing. Throws `token-scope` for a doer
 * who may only read, `key-changed`, and what `refuseIfChanged` throws.
 */
export async function carryOut<T>(desk: Desk, doer: Doer, work: (deed: Deed) => Promise<T>): Promise<T> {
  let happened: Happened = { types: new Set(), entries: 0 }
  const result = await transact(desk, doer, async (tx, key) => {
    happened = { types: new Set(), entries: 0 }
    return writeDeed(desk, tx, key, doer, (deed) => work(noting(deed, happened)))
  })
  await followUp(desk, happened)
  return result
}

/** What a deed wrote. */
interface Happened {
  types: Set<string>
  entries: number
}

/** The same deed, which notes what happens in it. */
function noting(deed: Deed, happened: Happened): Deed {
  return {
    ...deed,
    record: (entry) => {
      happened.types.add(entry.type)
      happened.entries += 1
      deed.record(entry)
    },
  }
}

/**
 * Works out the mails that a deed caused. What was done stays done whatever becomes of them: where they cannot be worked out
 * now, whoever comes next does it, or cron.
 */
async function followUp(desk: Desk, { types, entries }: Happened): Promise<void> {
  if (entries === 0) return
  const causing = await desk.reactions.types(desk)
  if (![...types].some((type) => causing.has(type))) return
  try {
    const { posted, isBehind } = await desk.reactions.react(desk, entries)
    desk.posted.push(...posted)
    desk.isBehind = isBehind
  } catch {
    // The deed stands and must not look as if it had failed; the entries wait.
  }
}

/** The transaction of a deed, with every refusal, for whoever writes the deed under another key. */
export async function transact<T>(desk: Desk, doer: Doer, work: (tx: Tx, key: DeskKey) => Promise<T>): Promise<T> {
  if (doer.readOnly === true) throw new DeskError('token-scope', { scope: 'read' })
  const store = await desk.store()
  const key = await desk.key()
  return store.write(async (tx) => {
    await refuseOldKey(tx, key, store.identity.id)
    await doer.refuseIfChanged?.(tx, desk.now())
    return work(tx, key)
  })
}

/** An entry under a key that is no longer the desk's would break the chain. Throws `key-changed`. */
async function refuseOldKey(tx: Tx, key: DeskKey, deskId: string): Promise<void> {
  if (keyCheck(key, deskId) !== (await readKeyCheck(tx))) throw new DeskError('key-changed', {})
}

/** Thrown to take a deed back that was only tried. */
class Rehearsed extends Error {}

/**
 * Does what `carryOut` does, with every refusal, and takes it back: `--dry-run` tells what would happen from what did, and
 * which mails that would cause.
 */
export async function tryOut<T>(desk: Desk, doer: Doer, work: (deed: Deed) => Promise<T>): Promise<T> {
  let result: { value: T; caused: readonly Posted[] | undefined } | undefined
  try {
    await transact(desk, doer, async (tx, key) => {
      const { position } = await readHead(tx)
      const value = await writeDeed(desk, tx, key, doer, work)
      result = { value, caused: desk.foreseen === undefined ? [] : await causedAfter(desk, tx, key, position) }
      throw new Rehearsed()
    })
  } catch (error) {
    if (!(error instanceof Rehearsed) || result === undefined) throw error
    noteForeseen(desk, result.caused)
    return result.value
  }
  throw new Error('a deed that was only tried was carried out')
}

/** The mails that these entries would cause; undefined where that cannot be worked out, which a real deed survives, too. */
async function causedAfter(desk: Desk, tx: Tx, key: DeskKey, position: number): Promise<readonly Posted[] | undefined> {
  try {
    return await desk.reactions.foresee(desk, tx, key, position)
  } catch {
    return undefined
  }
}

function noteForeseen({ foreseen }: Desk, caused: readonly Posted[] | undefined): void {
  if (foreseen === undefined) return
  if (caused === undefined) foreseen.isWhole = false
  else foreseen.posted.push(...caused)
}

/** The same inside a transaction that somebody else holds: the making of a new desk. */
export async function writeDeed<T>(
  desk: Pick<Desk, 'now' | 'randomBytes'>,
  tx: Tx,
  key: DeskKey,
  doer: Doer,
  work: (deed: Deed) => Promise<T>,
): Promise<T> {
  const entries: NewEntry[] = []
  const now = desk.now()
  const flush = async (): Promise<void> => {
    const written = entries.splice(0)
    if (written.length > 0) await writeEntries(desk, tx, key, doer, written, now)
  }
  const result = await work({ tx, now, record: (entry) => entries.push(entry), flush })
  await flush()
  return result
}

async function writeEntries(
  desk: Pick<Desk, 'randomBytes'>,
  tx: Tx,
  key: DeskKey,
  doer: Doer,
  entries: readonly NewEntry[],
  now: Date,
): Promise<void> {
  let head = await readHead(tx)
  const chained = entries.map((entry) => {
    const next = chain(head, entry, doer, formatInstant(now), desk.randomBytes(16).toString('hex'), key)
    head = next
    return next
  })
  await appendEntries(tx, chained, head)
}

/** The entry that follows `previous` in the chain. */
export function chain(
  previous: { position: number; hash: string },
  entry: NewEntry,
  doer: Doer,
  at: string,
  salt: string,
  key: Pick<DeskKey, 'sign'>,
): Entry {
  const payload = JSON.stringify(entry.payload ?? {})
  const facts = {
    position: previous.position + 1,
    at,
    type: entry.type,
    actorId: entry.byTheClock === true ? null : doer.userId,
    channel: entry.byTheClock === true ? 'cron' : doer.channel,
    tenantId: entry.tenantId ?? null,
    ticketId: entry.ticketId ?? null,
    categoryId: entry.categoryId ?? null,
    level: entry.level ?? null,
    digest: digestOf(salt, payload),
  }
  return { ...facts, salt, payload, hash: key.sign('journal', chainText(previous.hash, facts)) }
}
