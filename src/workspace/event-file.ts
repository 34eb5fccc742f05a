import { closeSync, fstatSync, openSync, statSync } from 'node:fs'
import type { Desk } from '../desk'
import { DeskError, errorCode } from '../kit/errors'
import { readingFile } from '../kit/file-trouble'
import { makeSpool, readWhole } from '../kit/spool'

/** A file of events that is open and can be read from its beginning as often as need be. */
export interface EventFile {
  /** As it was typed. */
  name: string
  pieces(): Iterable<Uint8Array>
  close(): void
}

const pieceSize = 64 * 1024
/** Much more than a million events; without an end, a pipe would fill the disk. */
const mostBytes = 2 * 1024 ** 3

/**
 * Opens a file; a pipe and standard input are copied to the desk's spool first, because they come once and slowly. Throws
 * `file-not-found`, `file-unreadable`, `text-too-long`.
 */
export async function openEventFile(desk: Desk, name: string): Promise<EventFile> {
  if (name === '-') return spooled(desk, name, desk.stdin.pieces())
  const path = desk.world.absolutePath(name)
  const descriptor = readingFile(name, () => openReadable(path, name))
  if (fstatSync(descriptor).isFile()) return fileOf(name, descriptor, () => closeSync(descriptor))
  try {
    return await spooled(desk, name, piecesFrom(descriptor, null))
  } finally {
    closeSync(descriptor)
  }
}

/** A device could have no end, and a folder has nothing to read. */
function openReadable(path: string, name: string): number {
  const stats = statSync(path)
  if (stats.isDirectory()) throw new DeskError('file-unreadable', { path: name, reason: 'EISDIR' })
  if (!stats.isFile() && !stats.isFIFO()) throw new DeskError('file-unreadable', { path: name, reason: 'no-file' })
  return openSync(path, 'r')
}

async function spooled(
  desk: Desk,
  name: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<EventFile> {
  const spool = makeSpool(desk)
  try {
    let size = 0
    for await (const piece of pieces) {
      size += piece.length
      if (size > mostBytes) throw new DeskError('text-too-long', { name, length: size, limit: mostBytes })
      spool.write(piece)
    }
    return fileOf(name, spool.descriptor, () => spool.close())
  } catch (error) {
    spool.close()
    if (error instanceof DeskError) throw error
    throw new DeskError('file-unreadable', { path: name, reason: errorCode(error) ?? 'unknown' }, error)
  }
}

function fileOf(name: string, descriptor: number, close: () => void): EventFile {
  return { name, pieces: () => piecesFrom(descriptor, 0), close }
}

/** The bytes from a position on; null reads on where the last reading ended. */
function* piecesFrom(descriptor: number, from: number | null): Generator<Uint8Array> {
  let position = from
  for (;;) {
    const buffer = Buffer.alloc(pieceSize)
    const count = readWhole(descriptor, buffer, position)
    if (count === 0) return
    yield buffer.subarray(0, count)
    if (position !== null) position += count
  }
}
