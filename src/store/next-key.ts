import { chownSync, existsSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DeskError, errorCode } from '../kit/errors'
import { syncFolder } from '../kit/folder'
import { writePrivateFile } from '../kit/private-file'
import { type DeskKey, keyCheck, readDeskKey, successorOf } from './desk-key'

/*
 * How a desk comes to another key, although its key is a file and its check stands in the database: the new key is written
 * beside the one in use, under a name that its check gives; then the transaction commits; then it takes the place of the
 * old one. Whatever moment the program is ended at, one of the two files fits the database, and the database says which.
 */

/** A key that is written and waits for the transaction that makes it the desk's. */
export interface NextKey {
  key: DeskKey
  check: string
}

/** What the key that goes leaves behind: its check, and the last entry of the journal that it signed. */
export interface LastOfOld {
  check: string
  position: number
}

/**
 * The desk's key: the file at its place, or the one that was to take this place when the program was ended, which takes it
 * now. `check` reads what the database holds of the key, anew each time: it may be changed meanwhile. Throws `key-missing`,
 * `key-damaged`, `key-wrong`.
 */
export function keyInUse(path: string, deskId: string, check: () => string): DeskKey {
  // A second look, for the moment in which somebody else puts the new one in place.
  for (const _ of [1, 2]) {
    const key = readDeskKey(path)
    const wanted = check()
    if (keyCheck(key, deskId) === wanted) return key
    const next = waiting(path, deskId, wanted)
    if (next === undefined) continue
    putInPlace(path, wanted)
    return next
  }
  throw new DeskError('key-wrong', { path })
}

/**
 * Writes the key that follows on the one in use, as private as that and of the same owner. For whoever holds the
 * database's write lock: what an earlier attempt left behind goes. Throws `file-not-written`, and leaves nothing then.
 */
export function writeNextKey(path: string, deskId: string, secret: Buffer, last: LastOfOld): NextKey {
  const place = realpathSync(path)
  refuseMisplaced(path, deskId, last.check)
  const { content, key } = successorOf(path, secret, last.position)
  const check = keyCheck(key, deskId)
  const next = nextPath(place, check)
  try {
    for (const name of readdirSync(dirname(place))) {
      if (name.startsWith(`${basename(place)}.next-`)) rmSync(join(dirname(place), name), { force: true })
    }
    writePrivateFile(next, content)
    keepOwner(place, next)
    syncFolder(dirname(place))
  } catch (error) {
    rmSync(next, { force: true })
    throw new DeskError('file-not-written', { path: next, reason: errorCode(error) ?? 'unknown' }, error)
  }
  return { key, check }
}

/** A key in use that could not be put in place yet must not be swept away. Throws `file-not-written`. */
function refuseMisplaced(path: string, deskId: string, check: string): void {
  if (keyCheck(readDeskKey(path), deskId) !== check) throw new DeskError('file-not-written', { path, reason: 'EACCES' })
}

/** Puts the key that the database names in its place. Where the account may not, it is used where it is. */
export function putInPlace(path: string, check: string): void {
  const place = realpathSync(path)
  try {
    renameSync(nextPath(place, check), place)
    syncFolder(dirname(place))
  } catch {
    // Somebody else was first, or the next one who can does it.
  }
}

/** Takes back a key that came to nothing. */
export function dropNextKey(path: string, check: string): void {
  rmSync(nextPath(realpathSync(path), check), { force: true })
}

/** Named after the check of its key, which is in the database: nobody has to guess which of several fits. */
function nextPath(place: string, check: string): string {
  return `${place}.next-${check.slice(0, 16)}`
}

function waiting(path: string, deskId: string, check: string): DeskKey | undefined {
  const next = nextPath(realpathSync(path), check)
  if (!existsSync(next)) return undefined
  try {
    const key = readDeskKey(next)
    return keyCheck(key, deskId) === check ? key : undefined
  } catch {
    return undefined
  }
}

/** An administrator of the machine may be somebody else than the account that the desk runs under. */
function keepOwner(place: string, next: string): void {
  const [wanted, made] = [statSync(place), statSync(next)]
  if (wanted.uid !== made.uid) chownSync(next, wanted.uid, wanted.gid)
}

/** The key file as it is, for a copy, with the key in it. Throws `key-missing`, `key-damaged`. */
export function readKeyFile(path: string): { content: string; key: DeskKey } {
  const key = readDeskKey(path)
  return { content: readFileSync(path, 'utf8'), key }
}
