import { closeSync, fsyncSync, linkSync, lstatSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Desk } from '../../desk'
import { DeskError, errorCode } from '../../kit/errors'
import { writeWhole } from '../../kit/spool'
import { safeName } from './attachment'

/** Where a file goes: as the system is told, and as people typed it. */
interface Place {
  path: string
  shown: string
}

/**
 * The file that `--to` means for an attachment of that name: a folder that is there (or ends with a slash) gets it under
 * its safe name, as does the current folder where nothing is said. Throws `file-exists` early, before anything is read.
 */
export function placeFor(desk: Desk, to: string | undefined, name: string, overwrite: boolean): Place {
  const shown = shownPlace(desk, to, name)
  const path = desk.world.absolutePath(shown)
  const there = told(shown, () => lstatSync(path, { throwIfNoEntry: false }))
  const replaceable = there === undefined || there.isFile() || there.isSymbolicLink()
  // Devices and pipes are never replaced, whoever says so.
  if (there !== undefined && !(overwrite && replaceable)) throw new DeskError('file-exists', { path: shown })
  return { path, shown }
}

function shownPlace(desk: Desk, to: string | undefined, name: string): string {
  if (to === undefined) return safeName(name)
  const isFolder = to.endsWith('/') || isDirectory(desk.world.absolutePath(to))
  return isFolder ? join(to, safeName(name)) : to
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/**
 * Writes a file so that its name stands only for the whole of it: beside its place under another name first, then put in
 * place at once, and never over a file that is there unless `overwrite` says so. Throws `file-exists`, `file-not-written`.
 */
export async function writeFile(
  desk: Desk,
  place: Place & { overwrite: boolean },
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { path, shown, overwrite } = place
  const unfinished = join(dirname(path), `.helpdesk-${desk.randomBytes(8).toString('hex')}.part`)
  const descriptor = told(shown, () => openSync(unfinished, 'wx'))
  try {
    try {
      for await (const piece of content) told(shown, () => writeWhole(descriptor, piece))
      told(shown, () => fsyncSync(descriptor))
    } finally {
      closeSync(descriptor)
    }
    told(shown, () => (overwrite ? renameSync(unfinished, path) : putInPlace(unfinished, path)))
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** A hard link never replaces a file; where a file system has none, the name is taken first, which does not either. */
function putInPlace(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errorCode(error) ?? '')) throw error
    closeSync(openSync(path, 'wx'))
    renameSync(unfinished, path)
  }
}

/** What the system says of a place that cannot be written, as a refusal that names it. */
function told<T>(shown: string, writing: () => T): T {
  try {
    return writing()
  } catch (error) {
    const code = errorCode(error)
    if (code === undefined) throw error
    if (code === 'EEXIST') throw new DeskError('file-exists', { path: shown }, error)
    throw new DeskError('file-not-written', { path: shown, reason: code }, error)
  }
}
