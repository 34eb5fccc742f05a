import { DeskError, errorCode } from '../kit/errors'

/**
 * What an error of the database means for people, or undefined if it is none of its known troubles (then it is a bug).
 * `path` is the database file.
 */
export function storeTrouble(error: unknown, path: string): DeskError | undefined {
  if (error instanceof DeskError) return error
  const code = errorCode(error)
  if (code === undefined || !code.startsWith('SQLITE_')) return undefined
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') return new DeskError('database-busy', {}, error)
  if (code === 'SQLITE_NOTADB') return new DeskError('not-a-database', { path }, error)
  if (code.startsWith('SQLITE_CORRUPT')) return new DeskError('database-damaged', { path, error: code }, error)
  if (code.startsWith('SQLITE_READONLY')) return new DeskError('database-not-writable', { path }, error)
  if (code === 'SQLITE_FULL') return new DeskError('disk-full', { path }, error)
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR')) {
    return new DeskError('database-unreachable', { path, error: code }, error)
  }
  return undefined
}
