import { accessSync, constants, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DeskError, errorCode } from '../kit/errors'
import { makePrivateFolder } from '../kit/folder'

/**
 * The file, 0600, in which a person's own machine keeps who they are, one session token per desk. The database holds
 * only a digest of the token.
 */
interface CredentialsFile {
  version: 1
  /** By the desk's id, so that several desks can be used side by side. */
  sessions: Record<string, { email: string; token: string }>
}

/** The stored token for that desk, if there is one. Throws `credentials-damaged`. */
export function storedToken(path: string, deskId: string): string | undefined {
  return readFile(path).sessions[deskId]?.token
}

/** Makes sure, before anything depends on it, that tokens can be kept. Throws `folder-not-writable`, `credentials-damaged`. */
export function prepareCredentials(path: string): void {
  readFile(path)
  try {
    makePrivateFolder(dirname(path))
    accessSync(dirname(path), constants.W_OK)
  } catch (error) {
    throw new DeskError('folder-not-writable', { path: dirname(path) }, error)
  }
}

/** Keeps a token for that desk; the other desks' stay. */
export function storeToken(path: string, deskId: string, email: string, token: string): void {
  const file = readFile(path)
  writeFile(path, { ...file, sessions: { ...file.sessions, [deskId]: { email, token } } })
}

/** Forgets the token for that desk; the other desks' stay. */
export function removeToken(path: string, deskId: string): void {
  const file = readFile(path)
  const { [deskId]: _, ...sessions } = file.sessions
  writeFile(path, { ...file, sessions })
}

function writeFile(path: string, file: CredentialsFile): void {
  const unfinished = `${path}.new-${process.pid}`
  makePrivateFolder(dirname(path))
  writeFileSync(unfinished, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(unfinished, path)
}

function readFile(path: string): CredentialsFile {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return { version: 1, sessions: {} }
    throw new DeskError('credentials-damaged', { path }, error)
  }
  try {
    const file: unknown = JSON.parse(content)
    if (isCredentialsFile(file)) return file
  } catch {
    // Told below, as any other content that is not ours.
  }
  throw new DeskError('credentials-damaged', { path })
}

function isCredentialsFile(value: unknown): value is CredentialsFile {
  if (typeof value !== 'object' || value === null || !('version' in value) || !('sessions' in value)) return false
  const { version, sessions } = value
  return version === 1 && typeof sessions === 'object' && sessions !== null && Object.values(sessions).every(isSession)
}

function isSession(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'email' in value &&
    'token' in value &&
    typeof value.email === 'string' &&
    typeof value.token === 'string'
  )
}
