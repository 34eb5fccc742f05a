import type { Desk } from '../desk'
import { startDigest } from '../kit/digest'
import { checkSqliteFile, checkSqliteReferences } from '../store/engine/sqlite'
import type { Store } from '../store/open'
import type { Reader } from '../store/schema'
import {
  countAttachments,
  countContents,
  listContents,
  listUnused,
  listWithoutContent,
  readChunk,
  ticketsWithContent,
} from '../ticket/attachment/attachment-store'
import { isIndexSound, listIndexedWithoutTicket, listToIndex, listWronglyIndexed } from '../ticket/search/search-store'
import type { CheckState } from './check'

/**
 * What `db check` proves, one thing after the other: the file itself, what its rows refer to, every piece of every
 * attachment by its digest, every attachment's content by size and digest, that no attachment is without one, that every ticket is found by what it says and due when its clocks say. A content
 * that nothing belongs to is only a hint.
 */
export const databaseCheckNames = [
  'integrity',
  'references',
  'chunks',
  'contents',
  'attachments',
  'unused',
  'search',
  'due-times',
] as const

/** One thing that is not as it must be. */
export interface Finding {
  /** What it is: a digest, a digest with the number of the piece, an id, or SQLite's own words. */
  what: string
  /** The tickets that have it among their attachments. */
  tickets: readonly number[]
}

export interface DatabaseCheck {
  name: (typeof databaseCheckNames)[number]
  state: CheckState
  /** How many things were looked at; null where they are not counted. */
  examined: number | null
  findings: readonly Finding[]
}

/** Checks the whole database; `progress` hears how many contents are done. */
export async function checkDatabase(
  desk: Desk,
  progress: (done: number, all: number) => void,
): Promise<DatabaseCheck[]> {
  const store = await desk.store()
  const { db, file } = store
  const plain = (what: string): Finding => ({ what, tickets: [] })
  const integrity = checkSqliteFile(file).map(plain)
  const references = checkSqliteReferences(file).map(plain)
  const counted = await countContents(db)
  const found = await checkContents(db, (done) => progress(done, counted.contents))
  const without = (await listWithoutContent(db)).map(({ id, sha256 }) => ({ id, sha256 }))
  const withoutContent = await Promise.all(
    without.map(async ({ id, sha256 }) => ({ what: id, tickets: await ticketsWithContent(db, sha256) })),
  )
  return [
    checkOf('integrity', null, integrity),
    checkOf('references', null, references),
    checkOf('chunks', counted.chunks, found.chunks),
    checkOf('contents', counted.contents, found.contents),
    checkOf('attachments', await countAttachments(db), withoutContent),
    checkOf('unused', null, (await listUnused(db)).map(plain), 'hint'),
    await checkSearch(store),
    await checkDueTimes(desk),
  ]
}

/** Whether every ticket is found by what it says and by nothing else; tickets that wait to be indexed are no damage. */
async function checkSearch(store: Store): Promise<DatabaseCheck> {
  let examined = 0
  const wrong = await listIndexedWithoutTicket(store.db)
  for await (const some of listWronglyIndexed(store.db)) {
    examined += some.examined
    wrong.push(...some.wrong)
  }
  const findings = wrong.map((number) => ({ what: `#${number}`, tickets: [] }))
  const engine = isIndexSound(store) ? [] : [{ what: searchIndex, tickets: [] }]
  const waiting = await listToIndex(store.db, 10)
  if (findings.length + engine.length > 0 || waiting.length === 0) {
    return checkOf('search', examined, [...engine, ...findings])
  }
  return checkOf('search', examined, [{ what: searchIndex, tickets: waiting }], 'hint')
}

/** Whether every ticket that is not solved is due when its clocks say; those that cron has to look at are no damage. */
async function checkDueTimes(desk: Desk): Promise<DatabaseCheck> {
  const { wrongDueTimes } = await import('../sla/check-due-times')
  const { examined, wrong } = await wrongDueTimes(desk)
  const findings = wrong.map((number) => ({ what: `#${number}`, tickets: [] }))
  return checkOf('due-times', examined, findings)
}

/** What the whole index is called where no single ticket is to blame. */
const searchIndex = 'ticket_index'

function checkOf(
  name: DatabaseCheck['name'],
  examined: number | null,
  findings: readonly Finding[],
  otherwise: CheckState = 'broken',
): DatabaseCheck {
  return { name, state: findings.length === 0 ? 'ok' : otherwise, examined, findings }
}

async function checkContents(
  db: Reader,
  done: (count: number) => void,
): Promise<{ chunks: Finding[]; contents: Finding[] }> {
  const chunks: Finding[] = []
  const contents: Finding[] = []
  let count = 0
  for await (const content of listContents(db)) {
    const { brokenChunks, isWhole } = await checkContent(db, content)
    if (!isWhole || brokenChunks.length > 0) {
      const tickets = await ticketsWithContent(db, content.sha256)
      chunks.push(...brokenChunks.map((position) => ({ what: `${content.sha256}/${position}`, tickets })))
      if (!isWhole) contents.push({ what: content.sha256, tickets })
    }
    count += 1
    done(count)
  }
  return { chunks, contents }
}

async function checkContent(
  db: Reader,
  { sha256, size }: { sha256: string; size: number },
): Promise<{ brokenChunks: number[]; isWhole: boolean }> {
  const whole = startDigest()
  const brokenChunks: number[] = []
  let read = 0
  for (let position = 0; ; position += 1) {
    const chunk = await readChunk(db, sha256, position)
    if (chunk === undefined) break
    if (!chunk.isSound) brokenChunks.push(position)
    whole.update(chunk.content)
    read += chunk.content.length
  }
  return { brokenChunks, isWhole: read === size && whole.hex() === sha256 }
}
