import { closeSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '../desk'
import { DeskError } from './errors'
import { makePrivateFolder } from './folder'

/** A file of the desk's own for what comes too slowly or too uncertainly to be read inside a transaction. */
export interface Spool {
  readonly descriptor: number
  write(bytes: Uint8Array): void
  close(): void
}

const leftOverAfter = 24 * 60 * 60 * 1000

/**
 * Makes a spool file that only its owner can read. It loses its name as soon as it is open, so that nothing of it stays,
 * however the program ends. Throws `folder-not-writable`.
 */
export function makeSpool(desk: Desk): Spool {
  const descriptor = openNameless(desk)
  return {
    descriptor,
    write: (bytes) => writeWhole(descriptor, bytes),
    close: () => closeSync(descriptor),
  }
}

function openNameless(desk: Desk): number {
  const folder = desk.places.spool
  try {
    makePrivateFolder(folder)
    sweep(folder, desk.world.clock())
    const path = join(folder, `${desk.randomBytes(8).toString('hex')}.spool`)
    const descriptor = openSync(path, 'wx+', 0o600)
    rmSync(path)
    return descriptor
  } catch (error) {
    throw new DeskError('folder-not-writable', { path: folder }, error)
  }
}

/** Files of programs that were ended between opening and taking the name away. */
function sweep(folder: string, now: Date): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.spool'))) {
    const path = join(folder, name)
    const age = now.getTime() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime())
    if (age > leftOverAfter) rmSync(path, { force: true })
  }
}

/** A write may take less than it was given. */
export function writeWhole(descriptor: number, bytes: Uint8Array): void {
  let start = 0
  while (start < bytes.length) start += writeSync(descriptor, bytes, start)
}

/** Fills as much of the buffer as there is; gives how much. `position` null reads on where the last reading ended. */
export function readWhole(descriptor: number, buffer: Buffer, position: number | null): number {
  let size = 0
  while (size < buffer.length) {
    const at = position === null ? null : position + size
    const count = readSync(descriptor, buffer, size, buffer.length - size, at)
    if (count === 0) break
    size += count
  }
  return size
}
