import { closeSync, fstatSync, openSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Desk } from '../../desk'
import { startDigest } from '../../kit/digest'
import { DeskError, errorCode } from '../../kit/errors'
import { readingFile } from '../../kit/file-trouble'
import { makeSpool, readWhole } from '../../kit/spool'
import { chunkSize, typeOfName } from './attachment'

/** A file that somebody gave with a command: open, measured and hashed, so that a transaction only has to copy it. */
export interface GivenFile {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly sha256: string
  /** It is the document that shows the problem, a field of the report. */
  readonly isDocument: boolean
  /** The content anew, in pieces that are good until the next one is asked for. */
  readonly pieces: () => Iterable<Uint8Array>
}

/** Where a file comes from: a path, or `-` for standard input with the name it shall have. */
export interface FileSource {
  path: string
  name: string
  isDocument?: boolean
  /** A pipe or device is refused, which would keep whoever was asked for a file waiting. */
  mustBeRegular?: boolean
}

/** A file while it is taken in. */
interface OpenFile {
  descriptor: number
  close(): void
}

/** What attaching something takes, or nothing to attach. */
export const noFiles: readonly GivenFile[] = []

/** Files that are being taken in one by one: the way through a form asks for some while others are in hand. */
export interface FilesInHand {
  readonly all: readonly GivenFile[]
  /** Throws `file-not-found`, `file-unreadable`, `attachment-too-big`. */
  take(source: FileSource): Promise<GivenFile>
  /** Lets go of those again for which this holds. */
  drop(which: (file: GivenFile) => boolean): void
}

/**
 * Does `work` with the files in hand; afterwards they are closed, and what was spooled is gone. A regular file is measured
 * before it is read; a pipe, a device and standard input are copied to the desk's spool first, and never much further than
 * the limit. Throws `file-not-found`, `file-unreadable`, `attachment-too-big`.
 */
export async function withFiles<T>(
  desk: Desk,
  sources: readonly FileSource[],
  limit: number,
  work: (files: readonly GivenFile[]) => Promise<T>,
): Promise<T> {
  if (sources.length === 0) return work(noFiles)
  return withFilesInHand(desk, limit, async (hand) => {
    for (const source of sources) await hand.take(source)
    return work(hand.all)
  })
}

/** Does `work`, which takes files in as it goes; afterwards they are closed, and what was spooled is gone. */
export async function withFilesInHand<T>(
  desk: Desk,
  limit: number,
  work: (hand: FilesInHand) => Promise<T>,
): Promise<T> {
  const opened: OpenFile[] = []
  let files: readonly GivenFile[] = noFiles
  const take = async (source: FileSource): Promise<GivenFile> => {
    const file = source.path === '-' ? await spoolInput(desk, source, limit) : openPath(desk, source, limit)
    // What is let go of is closed with the others: that it stays open until then hurts nobody.
    opened.push(file)
    const given = { ...measured(source, file.descriptor, limit), pieces: () => piecesOf(file.descriptor) }
    files = [...files, given]
    return given
  }
  const drop = (which: (file: GivenFile) => boolean): void => {
    files = files.filter((file) => !which(file))
  }
  try {
    return await work({
      get all() {
        return files
      },
      take,
      drop,
    })
  } finally {
    for (const file of opened) file.close()
  }
}

function openPath(desk: Desk, { path, mustBeRegular }: FileSource, limit: number): OpenFile {
  return readingFile(path, () => {
    const absolute = desk.world.absolutePath(path)
    const stats = statSync(absolute)
    if (stats.isDirectory()) throw new DeskError('file-unreadable', { path, reason: 'EISDIR' })
    if (mustBeRegular === true && !stats.isFile()) throw new DeskError('file-unreadable', { path, reason: 'no-file' })
    if (stats.isFile() && stats.size > limit) throw tooBig(basename(path), stats.size, limit)
    const descriptor = openSync(absolute, 'r')
    // Asked of what was opened: behind the path may be something else by now.
    if (fstatSync(descriptor).isFile()) return { descriptor, close: () => closeSync(descriptor) }
    try {
      return spoolPath(desk, path, descriptor, limit)
    } finally {
      closeSync(descriptor)
    }
  })
}

/** Copies a pipe or device, which has no size to look at and may never end. */
function spoolPath(desk: Desk, path: string, from: number, limit: number): OpenFile {
  const buffer = Buffer.alloc(chunkSize)
  const spool = boundedSpool(desk, basename(path), limit)
  try {
    for (;;) {
      const count = readingFile(path, () => readWhole(from, buffer, null))
      if (count === 0) return spool
      spool.write(buffer.subarray(0, count))
    }
  } catch (error) {
    spool.close()
    throw error
  }
}

async function spoolInput(desk: Desk, { name, path }: FileSource, limit: number): Promise<OpenFile> {
  const spool = boundedSpool(desk, name, limit)
  try {
    for await (const piece of desk.stdin.pieces()) spool.write(piece)
    return spool
  } catch (error) {
    spool.close()
    if (errorCode(error) !== 'EISDIR') throw error
    throw new DeskError('file-unreadable', { path, reason: 'EISDIR' }, error)
  }
}

/** A spool that refuses the first byte beyond the limit. */
function boundedSpool(desk: Desk, name: string, limit: number): OpenFile & { write(bytes: Uint8Array): void } {
  const spool = makeSpool(desk)
  let size = 0
  return {
    ...spool,
    write(bytes) {
      size += bytes.length
      // How large it would have become is not known, and not waited for.
      if (size > limit) throw tooBig(name, null, limit)
      spool.write(bytes)
    },
  }
}

function measured(
  { name, path, isDocument = false }: FileSource,
  descriptor: number,
  limit: number,
): Omit<GivenFile, 'pieces'> {
  const digest = startDigest()
  let size = 0
  readingFile(path, () => {
    for (const piece of piecesOf(descriptor)) {
      size += piece.length
      // A file that grows while it is read.
      if (size > limit) throw tooBig(name, null, limit)
      digest.update(piece)
    }
  })
  return { name, type: typeOfName(name), size, sha256: digest.hex(), isDocument }
}

/** From the beginning to the end as it is then, through one buffer. */
function* piecesOf(descriptor: number): Generator<Uint8Array> {
  const buffer = Buffer.alloc(chunkSize)
  for (let position = 0; ; position += chunkSize) {
    const count = readWhole(descriptor, buffer, position)
    if (count > 0) yield buffer.subarray(0, count)
    if (count < chunkSize) return
  }
}

function tooBig(name: string, size: number | null, limit: number): DeskError {
  return new DeskError('attachment-too-big', { name, size, limit })
}
