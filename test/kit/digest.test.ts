import { createHash, createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'

// Each test has the module anew, because `preferNative` holds for the rest of a process.
afterEach(() => vi.resetModules())

const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 50, maxLength: 300 }))

describe.each(['plain', 'native'])('digests, %s', (kind) => {
  async function digests() {
    const digest = await import('../../src/kit/digest')
    if (kind === 'native') digest.preferNative()
    return digest
  }

  test('SHA-256 is that of Node.js', async () => {
    const { sha256Hex } = await digests()
    fc.assert(
      fc.property(texts, (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'))
      }),
    )
  })

  test('HMAC is that of Node.js', async () => {
    const { hmacHex } = await digests()
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), texts, (key, text) => {
        expect(hmacHex(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'))
      }),
    )
  })

  test('a derived key is that of Node.js', async () => {
    const { derivedKey } = await digests()
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), (secret, purpose) => {
        const expected = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32))
        expect(Buffer.from(derivedKey(secret, purpose))).toEqual(expected)
      }),
    )
  })
})
