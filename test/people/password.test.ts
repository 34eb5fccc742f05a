import { expect, test } from 'vitest'
import { systemWorld } from '../../src/desk'
import { DeskError } from '../../src/kit/errors'
import { checkPassword } from '../../src/people/password'
import { hashPassword, isPassword } from '../../src/people/password-hash'

function reasonFor(password: string, email = 'anna.berg@acme.example'): unknown {
  try {
    checkPassword(password, email)
    return undefined
  } catch (error) {
    if (error instanceof DeskError && error.trouble === 'weak-password') return error.details
    throw error
  }
}

test.each([
  ['Zwölf Zeichen', undefined],
  ['elf zeichen', 'short'],
  ['👍'.repeat(11), 'short'],
  ['blue kettle sings twice', undefined],
  ['Passwort1234', 'common'],
  ['Correct Horse Battery Staple', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['ababababababab', 'common'],
  ['anna.berg@acme.example', 'own-address'],
  ['Anna.Berg2026!!', 'own-address'],
  ['x1-'.repeat(86), 'long'],
])('the password %j is refused for being %s', (password, reason) => {
  expect(reasonFor(password)).toEqual(reason === undefined ? undefined : { reason, shortest: 12 })
})

test('the refusal never holds the password', () => {
  expect(JSON.stringify(reasonFor('hunter2'))).not.toContain('hunter2')
})

test('a hash knows its password, also composed differently, and no other', async () => {
  const hash = await hashPassword('Größe der Brücke', systemWorld())
  expect(hash).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(hash).not.toContain('Brücke')
  expect(await isPassword('Größe der Brücke'.normalize('NFD'), hash)).toBe(true)
  expect(await isPassword('Größe der Brücken', hash)).toBe(false)
  expect(await isPassword('', hash)).toBe(false)
  expect(await isPassword('Größe der Brücke', 'md5$anything')).toBe(false)
})

test('the same password has another hash each time', async () => {
  const hashes = await Promise.all([1, 2].map(() => hashPassword('blue kettle sings', systemWorld())))
  expect(hashes[0]).not.toBe(hashes[1])
})
