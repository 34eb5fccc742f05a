import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeskError } from '../../src/kit/errors'
import { keyTypes, parsePublicKey } from '../../src/people/ssh-key'
import { publicKey, sshString } from '../kit/ssh-key'

const line = (type: string, ...parts: (string | Uint8Array)[]): string =>
  `${type} ${Buffer.concat([type, ...parts].map(sshString)).toString('base64')}`

/** A positive number of so many bits. */
function number(bits: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits / 8), 0x55)
  bytes[0] = 1 << ((bits - 1) % 8)
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
}

const exponent = Buffer.from([1, 0, 1])
const point = (bytes: number): Buffer => Buffer.concat([Buffer.from([4]), Buffer.alloc(2 * bytes, 7)])
const thirtyTwo = Buffer.alloc(32, 3)

/** Why it is refused; the reason is all that the refusal holds. */
function faultOf(given: string): string {
  try {
    parsePublicKey(given)
  } catch (error) {
    if (error instanceof DeskError && error.trouble === 'wrong-ssh-key') {
      expect(Object.keys(error.details)).toEqual(['reason'])
      return (error.details as { reason: string }).reason
    }
    throw error
  }
  return 'none'
}

describe('a public key', () => {
  test('is type, key and comment, with the fingerprint that ssh-keygen prints', () => {
    const given = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl user@example'
    expect(parsePublicKey(`  ${given}\n`)).toEqual({
      type: 'ssh-ed25519',
      base64: 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl',
      comment: 'user@example',
      fingerprint: 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
    })
  })

  test('may be of every kind that is taken', () => {
    const samples: Record<(typeof keyTypes)[number], string> = {
      'ssh-ed25519': line('ssh-ed25519', thirtyTwo),
      'sk-ssh-ed25519@openssh.com': line('sk-ssh-ed25519@openssh.com', thirtyTwo, 'ssh:'),
      'ecdsa-sha2-nistp256': line('ecdsa-sha2-nistp256', 'nistp256', point(32)),
      'ecdsa-sha2-nistp384': line('ecdsa-sha2-nistp384', 'nistp384', point(48)),
      'ecdsa-sha2-nistp521': line('ecdsa-sha2-nistp521', 'nistp521', point(66)),
      'sk-ecdsa-sha2-nistp256@openssh.com': line('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', point(32), 'ssh:'),
      'ssh-rsa': line('ssh-rsa', exponent, number(2048)),
    }
    for (const type of keyTypes) expect(parsePublicKey(samples[type])).toMatchObject({ type, comment: null })
  })

  test.each([
    ['private', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----'],
    ['private', 'PuTTY-User-Key-File-3: ssh-ed25519'],
    ['several', `${publicKey('a')}\n${publicKey('b')}`],
    ['several', `${publicKey('a')}\r${publicKey('b')}`],
    ['options', `restrict ${publicKey('a')}`],
    ['options', `command="sh -c 'id'",no-pty ${publicKey('a')}`],
    ['certificate', 'ssh-ed25519-cert-v01@openssh.com AAAA'],
    ['type', line('ssh-dss', thirtyTwo)],
    ['type', line('sk-ssh-rsa', thirtyTwo)],
    ['damaged', 'ssh-ed25519'],
    ['damaged', 'ssh-ed25519 not-base-64!'],
    ['damaged', publicKey('a').replace('AAAA', 'AAA')],
    ['damaged', publicKey('a').split(' ').slice(0, 2).join(' ').slice(0, -4)],
    ['damaged', `ssh-rsa ${publicKey('a').split(' ')[1] ?? ''}`],
    ['damaged', line('ssh-ed25519', Buffer.alloc(31))],
    ['damaged', line('ssh-ed25519', thirtyTwo, 'more')],
    ['damaged', line('ecdsa-sha2-nistp256', 'nistp384', point(48))],
    ['damaged', line('ecdsa-sha2-nistp256', 'nistp256', Buffer.alloc(65, 2))],
    ['damaged', line('sk-ssh-ed25519@openssh.com', thirtyTwo)],
    ['damaged', line('ssh-rsa', exponent, Buffer.alloc(256, 0xff))],
    ['damaged', line('ssh-rsa', exponent, number(16_385))],
    ['weak', line('ssh-rsa', exponent, number(2047))],
    ['weak', line('ssh-rsa', exponent, number(1024))],
    ['unreadable', ''],
    ['unreadable', '~/.ssh/id_ed25519.pub'],
    ['unreadable', 'hello world'],
  ])('is refused as %s: %j', (reason, given) => {
    expect(faultOf(given)).toBe(reason)
  })

  test('is a word of base 64 and no more, whatever is given', () => {
    const near = fc
      .tuple(fc.constantFrom(...keyTypes), fc.string({ unit: 'binary' }), fc.string())
      .map((parts) => parts.join(' '))
    const altered = fc
      .tuple(fc.nat(80), fc.string({ unit: 'binary', maxLength: 2 }))
      .map(([at, text]) => publicKey('a').slice(0, at) + text + publicKey('a').slice(at + text.length))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near, altered), (given) => {
        const fault = faultOf(given)
        if (fault !== 'none') return
        const { type, base64, comment } = parsePublicKey(given)
        expect(base64).toMatch(/^[A-Za-z0-9+/]+=*$/)
        expect(
          Buffer.from(base64, 'base64')
            .subarray(4, 4 + type.length)
            .toString(),
        ).toBe(type)
        expect(comment ?? '').not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})
