import { sha256Bytes } from '../kit/digest'
import { DeskError } from '../kit/errors'

/**
 * The public half of an ssh key, as it stands in a `.pub` file: type, the key in base 64, a comment. Whoever holds the
 * private half comes in through the ssh door as the person the key belongs to, so a key belongs to one person only. The
 * desk never sees a private half. Only kinds that today's OpenSSH signs with are taken, and what stands in base 64 must
 * be a whole key of just that kind: the line goes into `authorized_keys`, where nothing else may come with it.
 */
export interface PublicKey {
  type: KeyType
  /** The key itself in base 64. */
  base64: string
  comment: string | null
  /** `SHA256:` and the digest, as ssh-keygen writes it. */
  fingerprint: string
}

/** A key of a person at this desk. */
export interface SshKey extends PublicKey {
  id: string
  userId: string
  createdAt: Date
  lastUsedAt: Date | null
}

export const keyTypes = [
  'ssh-ed25519',
  'sk-ssh-ed25519@openssh.com',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ecdsa-sha2-nistp256@openssh.com',
  'ssh-rsa',
] as const
export type KeyType = (typeof keyTypes)[number]

/** Why a line is no key that could be taken. */
export type KeyFault = 'private' | 'several' | 'options' | 'certificate' | 'type' | 'damaged' | 'weak' | 'unreadable'

const shortestRsa = 2048
/** More is refused by OpenSSH itself. */
const longestRsa = 16_384
const longestComment = 200

/**
 * Reads one line of a `.pub` file. Throws `wrong-ssh-key` with the reason and nothing of what was given: it may have been a
 * private key.
 */
export function parsePublicKey(given: string): PublicKey {
  const line = given.trim()
  if (/PRIVATE KEY|^PuTTY-User-Key-File/.test(line)) throw refusal('private')
  if (/[\r\n]/.test(line)) throw refusal('several')
  const [name = '', base64 = '', ...comment] = line.split(/[ \t]+/)
  if (/-cert-v\d+@openssh\.com$/.test(name)) throw refusal('certificate')
  const type = keyTypes.find((known) => known === name)
  if (type === undefined) throw refusal(faultOfType(line, name))
  const blob = Buffer.from(base64, 'base64')
  // Node skips what is no base 64; only what comes out as it went in was all of it.
  if (base64 === '' || blob.toString('base64') !== base64) throw refusal('damaged')
  const fault = faultOf(type, blob)
  if (fault !== undefined) throw refusal(fault)
  return { type, base64, comment: commentOf(comment.join(' ')), fingerprint: fingerprintOf(blob) }
}

/** `SHA256:…` as `ssh-keygen -l` prints it. */
export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${sha256Bytes(blob).toString('base64').replace(/=+$/, '')}`
}

function refusal(reason: KeyFault): DeskError {
  return new DeskError('wrong-ssh-key', { reason })
}

/** What stands before a key in `authorized_keys` is not the person's to say. */
function faultOfType(line: string, name: string): KeyFault {
  if (keyTypes.some((type) => line.includes(` ${type} `) || line.includes(`,${type} `))) return 'options'
  return /^(ssh|ecdsa|sk)-\S+$/.test(name) ? 'type' : 'unreadable'
}

/** Without control characters; a comment is no part of the key, so one that is too long is only cut. */
function commentOf(typed: string): string | null {
  const comment = Array.from(typed.replace(/\p{Cc}/gu, ''))
    .slice(0, longestComment)
    .join('')
    .trim()
  return comment === '' ? null : comment
}

/** What is wrong with the key in base 64 (RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4, PROTOCOL.u2f of OpenSSH). */
function faultOf(type: KeyType, blob: Buffer): 'damaged' | 'weak' | undefined {
  const [name, ...parts] = stringsIn(blob) ?? []
  if (name?.toString('latin1') !== type) return 'damaged'
  const [first, second, third] = parts
  switch (type) {
    case 'ssh-ed25519':
      return parts.length === 1 && first?.length === 32 ? undefined : 'damaged'
    case 'sk-ssh-ed25519@openssh.com':
      return parts.length === 2 && first?.length === 32 && isApplication(second) ? undefined : 'damaged'
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      return parts.length === 2 && isPoint(type.slice(-8), first, second) ? undefined : 'damaged'
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      return parts.length === 3 && isPoint('nistp256', first, second) && isApplication(third) ? undefined : 'damaged'
    case 'ssh-rsa':
      return parts.length === 2 ? faultOfRsa(second) : 'damaged'
  }
}

/** The length-prefixed strings a key consists of; undefined where they do not come out even. */
function stringsIn(blob: Buffer): Buffer[] | undefined {
  const strings: Buffer[] = []
  let start = 0
  while (start < blob.length) {
    if (start + 4 > blob.length) return undefined
    const end = start + 4 + blob.readUInt32BE(start)
    if (end > blob.length) return undefined
    strings.push(blob.subarray(start + 4, end))
    start = end
  }
  return strings
}

const bytesOfCurve: Readonly<Record<string, number>> = { nistp256: 32, nistp384: 48, nistp521: 66 }

/** An uncompressed point of that curve. */
function isPoint(curve: string, named: Buffer | undefined, point: Buffer | undefined): boolean {
  const length = bytesOfCurve[curve] ?? 0
  return named?.toString('latin1') === curve && point?.length === 1 + 2 * length && point[0] === 4
}

function isApplication(part: Buffer | undefined): boolean {
  return part !== undefined && part.length > 0
}

/** A positive number, its bits counted without the byte that only carries the sign. */
function faultOfRsa(modulus: Buffer | undefined): 'damaged' | 'weak' | undefined {
  if (modulus === undefined || (modulus[0] ?? 0x80) >= 0x80) return 'damaged'
  const digits = modulus.toString('hex').replace(/^0+/, '')
  const bits = digits.length * 4 - (Math.clz32(Number.parseInt(digits[0] ?? '0', 16)) - 28)
  if (bits > longestRsa) return 'damaged'
  return bits < shortestRsa ? 'weak' : undefined
}
