import type { Desk } from '../desk'
import { startDigest } from '../kit/digest'
import { DeskError } from '../kit/errors'
import type { EventFile } from './event-file'
import { type EventFormat, type EventReader, type Place, readerOf, type SourcedEvent } from './event-source'
import type { FedEvent } from './event-type'
import { type Fed, type Feeding, feedPortion, refuseUnknown, startFeeding } from './feed-events'
import type { StatusNames } from './status-names'
import { type Working, workIn } from './workplace'

export interface ImportRequest {
  file: EventFile
  format: EventFormat | undefined
  names: StatusNames
  /** SHA-256 of every file of the command, by which a key knows them again; empty without a key. */
  digests: readonly string[]
  /** How many files were imported before this one. */
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
 * `progress` hears how many events were read.
 */
export async function judgeFile(
  request: Omit<ImportRequest, 'digests'>,
  progress: (done: number) => void,
): Promise<void> {
  let done = 0
  await reading(request, async (reader) => {
    for (const _ of reader.read()) {
      done += 1
      if (done % portionSize === 0) await breathe(() => progress(done))
    }
  })
}

/** SHA-256 of a file. */
export function digestOfFile(file: EventFile): string {
  const digest = startDigest()
  for (const piece of file.pieces()) digest.update(piece)
  return digest.hex()
}

/**
 * Feeds in all events of a file, or none, in one deed that needs no more memory for many than for few. Throws
 * `not-allowed`, and `event-file-broken` for what cannot be known before: an account that the tenant does not have.
 */
export async function importFile(
  desk: Desk,
  working: Working,
  request: ImportRequest,
  progress: (done: number) => void,
): Promise<ImportedFile> {
  const { before, digests, format: named = null } = request
  // Each file is a deed of its own, and has its own place under the key of the command.
  const command = before === 0 ? 'event import' : `event import ${before + 1}`
  const asked = { digests: [...digests], format: named }
  return workIn<ImportedFile>(desk, working, 'events:emit', command, asked, async (deed) => {
    const feeding = await startFeeding(desk, deed, working.tenant)
    const counts = { events: 0, duplicates: 0 }
    const format = await reading(request, async (reader) => {
      for (const portion of portions(reader.read())) {
        const places = new Map(portion.map((sourced) => [sourced.event, sourced]))
        const check = (event: FedEvent): void => refuseStrange(request, feeding, places.get(event))
        count(counts, await feedPortion(feeding, [...places.keys()], check))
        await breathe(() => progress(counts.events + counts.duplicates))
      }
    })
    return { file: request.file.name, format, ...counts }
  })
}

/** Works with the reader of a file; what is wrong with the file is refused with its place. */
async function reading(
  request: Omit<ImportRequest, 'digests'>,
  work: (reader: EventReader) => Promise<void>,
): Promise<EventFormat> {
  let reader: EventReader | undefined
  try {
    const found = await readerOf(request.file.pieces(), request.format, request.names)
    reader = found.reader
    await work(reader)
    return found.format
  } catch (error) {
    throw placed(request, reader?.place() ?? { line: null, path: null }, error)
  }
}

/** The same refusal with its place. What is wrong with something else than a value, or has its place already, stays as it is. */
function placed({ file, before }: Omit<ImportRequest, 'digests'>, place: Place, error: unknown): unknown {
  if (!(error instanceof DeskError) || error.trouble === 'event-file-broken') return error
  const isAboutFile =
    error.exitCode === 65 || error.trouble === 'account-not-found' || error.trouble === 'ebics-contact-not-found'
  if (!isAboutFile) return error
  const wrong = { code: error.trouble, details: error.details }
  return new DeskError('event-file-broken', { file: file.name, ...place, wrong, before }, error)
}

/** Refuses an event that is not for this tenant, with its place. */
function refuseStrange(request: ImportRequest, feeding: Feeding, sourced: SourcedEvent | undefined): void {
  if (sourced === undefined) return
  try {
    refuseOtherTenant(feeding, sourced.tenant)
    refuseUnknown(feeding, sourced.event)
  } catch (error) {
    throw placed(request, sourced.place, error)
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
