import type { Desk } from '../desk'
import { preferNative, startDigest } from '../kit/digest'
import { DeskError } from '../kit/errors'
import type { EventFile } from './event-file'
import { type EventFormat, type EventReader, type Place, readerOf, type SourcedEvent } from './event-source'
import type { FedEvent } from './event-type'
import { type Fed, type Feeding, feedPortion, refuseUnknown, startFeeding } from './feed-events'
import { type JudgedEvents, keepJudged } from './judged-events'
import type { StatusNames } from './status-names'
import { type Working, workIn } from './workplace'

/** A file to be read, and what is known of how. */
export interface ReadRequest {
  file: EventFile
  format: EventFormat | undefined
  names: StatusNames
  /** How many files of the command are imported before this one. */
  before: number
  /** Whether a key has to know the file again. */
  withDigest: boolean
}

/** A file that is sound by itself. */
export interface JudgedFile {
  name: string
  format: EventFormat
  events: JudgedEvents
  /** SHA-256 of the file; null where nobody asked for it. */
  digest: string | null
  before: number
}

// A type and no interface: it is kept as JSON under a key.
export type ImportedFile = {
  file: string
  format: EventFormat
  /** Events that are new. */
  events: number
  /** Events that were known already. */
  duplicates: number
}

/** As many go into the database at once. */
const portionSize = 200

/**
 * Reads a whole file and judges it by itself, before anything is opened. Throws `event-file-broken`, which names the place.
 * `progress` hears how many events were read. Whoever has what it gives closes its events.
 */
export async function judgeFile(
  desk: Desk,
  request: ReadRequest,
  progress: (done: number) => void,
): Promise<JudgedFile> {
  const { file, before } = request
  const events = keepJudged(desk)
  const digest = request.withDigest ? startDigest() : undefined
  let reader: EventReader | undefined
  try {
    const found = await readerOf(digested(file.pieces(), digest), request.format, request.names)
    reader = found.reader
    let done = 0
    for (const sourced of reader.read()) {
      events.add(sourced)
      done += 1
      if (done % portionSize === 0) await breathe(() => progress(done))
    }
    return { name: file.name, format: found.format, events, digest: digest?.hex() ?? null, before }
  } catch (error) {
    events.close()
    // Nothing is imported while files are judged.
    throw placed({ name: file.name, before: 0 }, reader?.place() ?? { line: null, path: null }, error)
  }
}

function* digested(
  pieces: Iterable<Uint8Array>,
  digest: ReturnType<typeof startDigest> | undefined,
): Generator<Uint8Array> {
  for (const piece of pieces) {
    digest?.update(piece)
    yield piece
  }
}

/**
 * Feeds in all events of a file, or none, in one deed that needs no more memory for many than for few. `digests` are those of
 * all files of the command. Throws `not-allowed`, and `event-file-broken` for what cannot be known before: an account that
 * the tenant does not have.
 */
export async function importFile(
  desk: Desk,
  working: Working,
  file: JudgedFile,
  digests: readonly (string | null)[],
  progress: (done: number) => void,
): Promise<ImportedFile> {
  const { name, format, before } = file
  // Each event makes two digests.
  preferNative()
  // Each file is a deed of its own, and has its own place under the key of the command.
  const command = before === 0 ? 'event import' : `event import ${before + 1}`
  return workIn<ImportedFile>(
    desk,
    working,
    'events:emit',
    command,
    { digests: [...digests], format },
    async (deed) => {
      const feeding = await startFeeding(desk, deed, working.tenant)
      const counts = { events: 0, duplicates: 0 }
      for (const portion of portions(file.events.read())) {
        const places = new Map(portion.map((sourced) => [sourced.event, sourced]))
        const check = (event: FedEvent): void => refuseStrange(file, feeding, places.get(event))
        count(counts, await feedPortion(feeding, [...places.keys()], check))
        await breathe(() => progress(counts.events + counts.duplicates))
      }
      return { file: name, format, ...counts }
    },
  )
}

/** The same refusal with its place. What is wrong with something else than a value, or has its place already, stays as it is. */
function placed({ name, before }: Pick<JudgedFile, 'name' | 'before'>, place: Place, error: unknown): unknown {
  if (!(error instanceof DeskError) || error.trouble === 'event-file-broken') return error
  const isAboutFile =
    error.exitCode === 65 || error.trouble === 'account-not-found' || error.trouble === 'ebics-contact-not-found'
  if (!isAboutFile) return error
  const wrong = { code: error.trouble, details: error.details }
  return new DeskError('event-file-broken', { file: name, ...place, wrong, before }, error)
}

/** Refuses an event that is not for this tenant, with its place. */
function refuseStrange(file: JudgedFile, feeding: Feeding, sourced: SourcedEvent | undefined): void {
  if (sourced === undefined) return
  try {
    refuseOtherTenant(feeding, sourced.tenant)
    refuseUnknown(feeding, sourced.event)
  } catch (error) {
    throw placed(file, sourced.place, error)
  }
}

/** A file that names another tenant is most likely meant for that one. */
function refuseOtherTenant({ tenant }: Feeding, named: string | null): void {
  if (named === null || named === tenant.name) return
  throw new DeskError('wrong-value', { name: 'tenant', value: named, allowed: [tenant.name], suggestion: null })
}

function* portions<T>(items: Iterable<T>): Generator<T[]> {
  let portion: T[] = []
  for (const item of items) {
    portion.push(item)
    if (portion.length < portionSize) continue
    yield portion
    portion = []
  }
  if (portion.length > 0) yield portion
}

function count(counts: { events: number; duplicates: number }, fed: readonly Fed[]): void {
  const duplicates = fed.filter(({ isDuplicate }) => isDuplicate).length
  counts.duplicates += duplicates
  counts.events += fed.length - duplicates
}

/** Lets whoever shows the progress do so: the database answers at once and leaves no gap. */
async function breathe(tell: () => void): Promise<void> {
  tell()
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
}
