import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { derivedKey, hmacHex } from '../kit/digest'
import { DeskError, errorCode } from '../kit/errors'
import { makePrivateFolder } from '../kit/folder'

/** What the one key file is used for. Each purpose has a key of its own, so that none can be abused for another. */
export type KeyPurpose =
  | 'journal'
  | 'check'
  | 'access-code'
  | 'access-code-lookup'
  | 'one-time-token'
  | 'confirmation-code'
  | 'message-id'
  | 'secret'

/** The desk's key: whoever has it and the database is the desk. Its bytes never leave this value. */
export interface DeskKey {
  /** HMAC-SHA-256 of the text under the key of that purpose, as hexadecimal text. */
  sign(purpose: KeyPurpose, text: string): string
  /**
   * The hash of the journal's entry at that position: under the key that was in use then. An entry that follows is signed
   * under the key in use (`sign`).
   */
  signEntry(position: number, text: string): string
  /**
   * The text encrypted with AES-256-GCM under the key of that purpose, in base 64. `nonce` are 12 random bytes, never used
   * twice. `context` says what it belongs to: it can be opened only together with that.
   */
  seal(purpose: KeyPurpose, text: string, nonce: Uint8Array, context: string): string
  /** What was sealed; undefined where it was altered, or belongs to another context or key. */
  unseal(purpose: KeyPurpose, sealed: string, context: string): string | undefined
}

const header = 'helpdesk-key-1:'
/** A line for each earlier key of the journal: `journal-until-POSITION:KEY`. */
const retiredHeader = 'journal-until-'

/** A key of the journal that is no longer in use, and the last entry that it signed. */
interface RetiredKey {
  until: number
  key: Uint8Array
}

/** Reads the key file. Throws `key-missing` or `key-damaged`; never makes a new one, which would orphan the old. */
export function readDeskKey(path: string): DeskKey {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    throw new DeskError('key-missing', { path }, error)
  }
  return keyFrom(content, path)
}

/**
 * The key that follows on the one in that file: another secret, with the journal keys of those before it and the last
 * position that each signed. Of the old secret nothing else is left. Throws `key-missing`, `key-damaged`.
 */
export function successorOf(path: string, secret: Buffer, lastPosition: number): { content: string; key: DeskKey } {
  const [first = '', ...retired] = readFileSync(path, 'utf8').trim().split('\n')
  const last = derivedKey(secretIn(first, path), purposeName('journal'))
  const lines = [
    `${header}${secret.toString('base64')}`,
    ...retired,
    `${retiredHeader}${lastPosition}:${Buffer.from(last).toString('base64')}`,
  ]
  const content = `${lines.join('\n')}\n`
  return { content, key: keyFrom(content, path) }
}

/** Makes the key file of a new desk from 32 random bytes, 0600. One that is there already is used and never replaced. */
export function createDeskKey(path: string, secret: Buffer): DeskKey {
  const unfinished = `${path}.new-${process.pid}`
  try {
    makePrivateFolder(dirname(path))
    writeFileSync(unfinished, `${header}${secret.toString('base64')}\n`, { mode: 0o600, flush: true })
    linkSync(unfinished, path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw new DeskError('folder-not-writable', { path: dirname(path) }, error)
  } finally {
    rmSync(unfinished, { force: true })
  }
  return readDeskKey(path)
}

/** A digest that tells the right key from a wrong one; stored with the desk. */
export function keyCheck(key: DeskKey, deskId: string): string {
  return key.sign('check', deskId)
}

function keyFrom(content: string, path: string): DeskKey {
  const [first = '', ...others] = content.trim().split('\n')
  const retired = others.map((line) => retiredKeyIn(line, path))
  const isAscending = retired.every(({ until }, index) => until > (retired[index - 1]?.until ?? 0))
  if (!isAscending) throw new DeskError('key-damaged', { path })
  return keyOf(secretIn(first, path), retired)
}

function secretIn(line: string, path: string): Buffer {
  const bytes = Buffer.from(line.slice(header.length), 'base64')
  if (!line.startsWith(header) || bytes.length !== 32) throw new DeskError('key-damaged', { path })
  return bytes
}

function retiredKeyIn(line: string, path: string): RetiredKey {
  const [, position = '', text = ''] = /^journal-until-(\d{1,15}):(\S+)$/.exec(line) ?? []
  const key = Buffer.from(text, 'base64')
  if (position === '' || key.length !== 32) throw new DeskError('key-damaged', { path })
  return { until: Number(position), key }
}

function purposeName(purpose: KeyPurpose): string {
  return `helpdesk ${purpose}`
}

function keyOf(secret: Buffer, retired: readonly RetiredKey[]): DeskKey {
  const derived = new Map<KeyPurpose, Uint8Array>()
  const keyFor = (purpose: KeyPurpose): Uint8Array => {
    const known = derived.get(purpose)
    if (known !== undefined) return known
    const made = derivedKey(secret, purposeName(purpose))
    derived.set(purpose, made)
    return made
  }
  return {
    sign: (purpose, text) => hmacHex(keyFor(purpose), text),
    signEntry: (position, text) => {
      const ofItsTime = retired.find(({ until }) => position <= until)?.key
      return hmacHex(ofItsTime ?? keyFor('journal'), text)
    },
    seal: (purpose, text, nonce, context) => seal(keyFor(purpose), text, nonce, context),
    unseal: (purpose, sealed, context) => unseal(keyFor(purpose), sealed, context),
  }
}

const nonceLength = 12
const tagLength = 16

/** Nonce, ciphertext and tag, one after the other. Node's own crypto is loaded only by those who come here. */
function seal(key: Uint8Array, text: string, nonce: Uint8Array, context: string): string {
  const cipher = process.getBuiltinModule('node:crypto').createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, encrypted, cipher.getAuthTag()]).toString('base64')
}

function unseal(key: Uint8Array, sealed: string, context: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length < nonceLength + tagLength) return undefined
  const { createDecipheriv } = process.getBuiltinModule('node:crypto')
  const options = { authTagLength: tagLength }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), options)
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(-tagLength))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()])
    return text.toString('utf8')
  } catch {
    return undefined
  }
}
