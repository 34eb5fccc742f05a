import { DeskError, errorCode } from './errors'

/** What the system says of a file that cannot be read, as a refusal that names it: `file-not-found`, `file-unreadable`. */
export function fileTrouble(path: string, error: unknown): DeskError {
  const code = errorCode(error) ?? 'unknown'
  if (code === 'ENOENT' || code === 'ENOTDIR') return new DeskError('file-not-found', { path }, error)
  return new DeskError('file-unreadable', { path, reason: code }, error)
}

/** Reads from a file, and throws what the system says against it as `fileTrouble`; a refusal stays what it is. */
export function readingFile<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof DeskError ? error : fileTrouble(path, error)
  }
}
