import { preferNative } from '../kit/digest'
import type { DeskKey } from '../store/desk-key'
import type { Reader } from '../store/schema'
import { type Break, breakOf } from './entry'
import { type JournalHead, readEntries, readHead } from './store'

export type Verdict =
  | { sound: true; entries: number; head: JournalHead }
  | { sound: false; entries: number; head: JournalHead; position: number; reason: Break | 'head' }

const batch = 5000

/**
 * Walks the whole chain from its first entry and names the first one that does not hold: taken out or put in
 * (`position`), payload changed (`payload`), any other fact changed (`hash`), or entries cut off at the end (`head`).
 */
export async function verifyJournal(
  db: Reader,
  key: DeskKey,
  progress: (done: number, all: number) => void,
): Promise<Verdict> {
  preferNative()
  const head = await readHead(db)
  const sign = (text: string, position: number): string => key.signEntry(position, text)
  let previous: JournalHead = { position: 0, hash: '' }
  for (;;) {
    // The first portion has no lower bound: an entry slipped in before the first must be met, too.
    const after = previous.position === 0 ? {} : { after: previous.position }
    const entries = await readEntries(db, { ...after, limit: batch })
    for (const entry of entries) {
      const reason = breakOf(entry, previous, sign)
      if (reason !== undefined) {
        return { sound: false, entries: head.position, head, position: previous.position + 1, reason }
      }
      previous = { position: entry.position, hash: entry.hash }
    }
    progress(previous.position, head.position)
    if (entries.length < batch) break
    // Between two portions the spinner gets its turn.
    await new Promise((resume) => setImmediate(resume))
  }
  const ended = previous.position === head.position && previous.hash === head.hash
  if (ended) return { sound: true, entries: head.position, head }
  return { sound: false, entries: head.position, head, position: previous.position + 1, reason: 'head' }
}
