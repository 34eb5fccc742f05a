import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  domainName,
  domainOf,
  isPublicProvider,
  mailAddress,
  parseDomain,
  parseMailAddress,
  suggestTenantName,
} from '../../src/people/mail-address'
import { shortName } from '../../src/people/tenant'

describe('an address', () => {
  test.each([
    ['anna@acme.example', 'anna@acme.example'],
    ['  Anna.Berg@ACME.Example ', 'anna.berg@acme.example'],
    ["o'neil+helpdesk@mail.acme.example", "o'neil+helpdesk@mail.acme.example"],
    ['anna@müller.example', 'anna@xn--mller-kva.example'],
    ['anna@MÜLLER.example', 'anna@xn--mller-kva.example'],
    ['anna@xn--mller-kva.example', 'anna@xn--mller-kva.example'],
    ['jürgen@acme.example', 'jürgen@acme.example'],
    ['a@b.co', 'a@b.co'],
  ])('%s is known as %s', (typed, known) => {
    expect(parseMailAddress(typed)).toBe(known)
    expect(mailAddress(typed)).toBe(known)
  })

  test.each([
    '',
    'anna',
    'anna@',
    '@acme.example',
    'anna@acme',
    'anna@@acme.example',
    'anna berg@acme.example',
    'anna@acme .example',
    '.anna@acme.example',
    'anna.@acme.example',
    'an..na@acme.example',
    'anna@-acme.example',
    'anna@acme-.example',
    'anna@acme..example',
    'anna@.example',
    '"anna"@acme.example',
    'Anna <anna@acme.example>',
    'anna@acme.example,tom@acme.example',
    'anna@acme.example\nBcc: tom@acme.example',
    'anna@[127.0.0.1]',
    'anna\0@acme.example',
    'anna\u202e@acme.example',
  ])('%j is none', (typed) => {
    expect(parseMailAddress(typed)).toBeUndefined()
    expect(() => mailAddress(typed)).toThrow(
      expect.objectContaining({ trouble: 'wrong-address', exitCode: 65, details: { value: typed } }),
    )
  })

  test('has at most 64 characters before the @', () => {
    expect(parseMailAddress(`${'a'.repeat(64)}@acme.example`)).toBeDefined()
    expect(parseMailAddress(`${'a'.repeat(65)}@acme.example`)).toBeUndefined()
  })

  test('has at most 63 characters in a label, and 253 in its domain', () => {
    expect(parseDomain(`${'a'.repeat(63)}.example`)).toBeDefined()
    expect(parseDomain(`${'a'.repeat(64)}.example`)).toBeUndefined()
    const long = `${'a'.repeat(61)}.`.repeat(4)
    expect(parseMailAddress(`anna@${long}bcdef`)).toBe(`anna@${long}bcdef`)
    expect(parseMailAddress(`anna@${long}bcdefg`)).toBeUndefined()
  })

  test('comes back as it is when it is read again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        const once = parseMailAddress(typed)
        if (once === undefined) return
        expect(parseMailAddress(once)).toBe(once)
        expect(once).toBe(once.toLowerCase())
        expect(parseDomain(domainOf(once))).toBe(domainOf(once))
      }),
    )
  })
})

describe('a mail domain', () => {
  test.each([
    ['acme.example', 'acme.example'],
    [' @Acme.Example ', 'acme.example'],
    ['straße.example', 'xn--strae-oqa.example'],
  ])('%j is known as %s', (typed, known) => {
    expect(domainName(typed)).toBe(known)
  })

  test.each([
    '',
    '@',
    'acme',
    'acme.',
    '.example',
    'ac me.example',
    'acme_x.example',
    'anna@acme.example',
    '*.example',
  ])('%j is none', (typed) => {
    expect(() => domainName(typed)).toThrow(
      expect.objectContaining({ trouble: 'wrong-domain', exitCode: 65, details: { value: typed } }),
    )
  })
})

describe('the name suggested for a new tenant', () => {
  test.each([
    ['anna@acme.example', 'acme'],
    ['anna@mail.acme.example', 'acme'],
    ['anna@acme.co.uk', 'acme'],
    ['anna@support.acme.co.uk', 'acme'],
    ['anna@acme.or.at', 'acme'],
    ['anna@co.uk', 'co'],
    ['anna@xn--mller-kva.example', 'xn-mller-kva'],
    ['anna.berg@gmail.com', 'anna-berg'],
    ['anna+shop@gmx.de', 'anna-shop'],
    ['___@gmx.de', 'customer'],
    [`${'a'.repeat(60)}@acme.example`, 'acme'],
    [`anna@${'b'.repeat(60)}.example`, 'b'.repeat(40)],
  ])('for %s is %s', (address, name) => {
    expect(suggestTenantName(address)).toBe(name)
  })

  test('is always one that a tenant can have', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.constantFrom('jürgen@web.de', '-@gmx.de', '7@7.at')), (typed) => {
        const address = parseMailAddress(typed)
        if (address === undefined) return
        const name = suggestTenantName(address)
        expect(shortName(name)).toBe(name)
      }),
    )
  })

  test('comes from the person at a provider where everybody may have a mailbox', () => {
    expect(isPublicProvider('web.de')).toBe(true)
    expect(isPublicProvider('acme.example')).toBe(false)
  })
})

describe('a short name', () => {
  test.each([
    ['acme', 'acme'],
    [' Acme ', 'acme'],
    ['7-of-9', '7-of-9'],
    ['a'.repeat(40), 'a'.repeat(40)],
  ])('%j is %s', (typed, name) => {
    expect(shortName(typed)).toBe(name)
  })

  test.each(['', '-acme', 'ac me', 'acmé', 'acme_x', 'a'.repeat(41), 'acme\n'.concat('x')])('%j is none', (typed) => {
    expect(() => shortName(typed)).toThrow(
      expect.objectContaining({ trouble: 'wrong-name', exitCode: 65, details: { value: typed } }),
    )
  })
})
