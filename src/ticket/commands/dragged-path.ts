import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Desk } from '../../desk'
import { splitWords } from '../../kit/shell-words'

/**
 * The paths in an answer. A file that is dragged onto a terminal is typed as its path, with the quotes or backslashes of a
 * shell, as an address, or just as it is; several files are several words.
 */
export function draggedPaths(desk: Desk, answer: string): string[] {
  const typed = answer.trim()
  if (isRegularFile(desk, typed)) return [typed]
  try {
    return splitWords(typed).map((word) => (word.startsWith('file://') ? fileURLToPath(word) : word))
  } catch {
    // A quote that is part of a name, or an address of another machine.
    return [typed]
  }
}

export function isRegularFile(desk: Desk, path: string): boolean {
  return statsOf(desk, path)?.isFile() === true
}

/** What there is at a path; undefined where nothing is, or nothing that this person may look at. */
export function statsOf(desk: Desk, path: string) {
  try {
    return statSync(desk.world.absolutePath(path), { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
