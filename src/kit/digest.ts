import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

/**
 * SHA-256 and its kin. Node's own `crypto` takes five milliseconds to load, more than a whole query, and a command
 * needs two or three digests; so they are made by a library in plain JavaScript, and by Node's own where there are many
 * (`preferNative`). Both give the same bytes; a test holds them together.
 */
type NativeCrypto = typeof import('node:crypto')

let native: NativeCrypto | undefined

/** For work with thousands of digests: loads Node's own, which is many times as fast once it is there. */
export function preferNative(): void {
  native = process.getBuiltinModule('node:crypto')
}

/** SHA-256 of a text in UTF-8, as hexadecimal text. */
export function sha256Hex(text: string): string {
  if (native !== undefined) return native.hash('sha256', text)
  return sha256Bytes(Buffer.from(text)).toString('hex')
}

/** SHA-256 of bytes. */
export function sha256Bytes(bytes: Uint8Array): Buffer {
  if (native !== undefined) return native.createHash('sha256').update(bytes).digest()
  return Buffer.from(sha256(bytes))
}

/** SHA-256 of a piece of a file, as hexadecimal text; with Node's own for the same reason as `startDigest`. */
export function sha256OfPiece(bytes: Uint8Array): string {
  const digest = startDigest()
  digest.update(bytes)
  return digest.hex()
}

/** A SHA-256 that is made piece by piece: for whole files, so with Node's own, which is loaded now. */
export function startDigest(): { update(bytes: Uint8Array): void; hex(): string } {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256')
  return {
    update: (bytes) => {
      hash.update(bytes)
    },
    hex: () => hash.digest('hex'),
  }
}

/** HMAC-SHA-256 (RFC 2104) of a text in UTF-8, as hexadecimal text. */
export function hmacHex(key: Uint8Array, text: string): string {
  if (native !== undefined) return native.createHmac('sha256', key).update(text).digest('hex')
  return Buffer.from(hmac(sha256, key, Buffer.from(text))).toString('hex')
}

/** A key for one purpose out of a secret: HKDF-SHA-256 (RFC 5869) without salt, 32 bytes. */
export function derivedKey(secret: Uint8Array, purpose: string): Uint8Array {
  return hkdf(sha256, secret, new Uint8Array(0), Buffer.from(purpose), 32)
}
