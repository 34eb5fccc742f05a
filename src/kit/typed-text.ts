import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import type { Desk } from '../desk'
import { DeskError } from './errors'
import { fileTrouble } from './file-trouble'

/** Where a text comes from: `-m TEXT`, or `-F FILE` with `-` for standard input. */
export interface TextFlags {
  message?: string | undefined
  file?: string | undefined
}

/** More than the longest text in UTF-8: whatever is longer is refused without reading it all. */
const mostBytes = 4_000_000

/** What the flags give: a text, or a file that is not there, which is told only when its turn comes (66, after 78 and 77). */
export type GivenText = { text: string } | { unreadable: DeskError }

export function textOf(given: GivenText): string {
  if ('unreadable' in given) throw given.unreadable
  return given.text
}

/** Refuses two texts at once (`conflicting-flags`); the first thing to judge, before any value. */
export function checkTextFlags(flags: TextFlags & { recover?: boolean | undefined }): void {
  const given = [
    ...(flags.message === undefined ? [] : ['--message']),
    ...(flags.file === undefined ? [] : ['--file']),
    ...(flags.recover === true ? ['--recover'] : []),
  ]
  if (given.length > 1) throw new DeskError('conflicting-flags', { flags: given })
}

/** The text that flags give, or undefined where none is there. Throws what is wrong with it by itself (65). */
export async function textFromFlags(desk: Desk, flags: TextFlags, fileFlag = '--file'): Promise<GivenText | undefined> {
  if (flags.message !== undefined) return { text: withoutNul(flags.message, '--message') }
  if (flags.file === undefined) return undefined
  if (flags.file === '-') return { text: decode(await desk.stdin.read(mostBytes), fileFlag) }
  const bytes = readBounded(desk.world.absolutePath(flags.file), flags.file)
  return bytes instanceof DeskError ? { unreadable: bytes } : { text: decode(bytes, fileFlag) }
}

/** Text that was typed or read: UTF-8 (a byte order mark goes), no NUL. */
export function decode(bytes: Uint8Array, name: string): string {
  if (bytes.length > mostBytes) {
    throw new DeskError('text-too-long', { name, length: bytes.length, limit: mostBytes })
  }
  try {
    return withoutNul(new TextDecoder('utf-8', { fatal: true }).decode(bytes), name)
  } catch (error) {
    if (error instanceof DeskError) throw error
    throw new DeskError('text-not-utf8', { name }, error)
  }
}

export function withoutNul(text: string, name: string): string {
  if (text.includes('\0')) throw new DeskError('text-has-nul', { name })
  return text
}

function readBounded(path: string, shown: string): Buffer | DeskError {
  try {
    // A pipe or device given as a file has no size to look at; it is read as it comes, but never without end.
    if (statSync(path).isFile() && statSync(path).size <= mostBytes) return readFileSync(path)
    return readAtMost(path, mostBytes + 1)
  } catch (error) {
    return fileTrouble(shown, error)
  }
}

function readAtMost(path: string, limit: number): Buffer {
  const descriptor = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(limit)
    let size = 0
    for (;;) {
      const count = readSync(descriptor, buffer, size, limit - size, null)
      size += count
      if (count === 0 || size === limit) return buffer.subarray(0, size)
    }
  } finally {
    closeSync(descriptor)
  }
}

/** A name or title: one line, not empty, at most `limit` characters. Throws `empty-text` or `text-too-long`. */
export function checkLine(name: string, typed: string, limit = 200): string {
  const line = withoutNul(typed, name).replace(/\s+/g, ' ').trim()
  if (line === '') throw new DeskError('empty-text', { name })
  const { length } = Array.from(line)
  if (length > limit) throw new DeskError('text-too-long', { name, length, limit })
  return line
}
