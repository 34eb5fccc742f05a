import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withMaskedIbans } from '../../src/workspace/iban'

describe('IBANs in text for people outside', () => {
  test.each([
    ['DE89370400440532013000', 'DE•• •••• 3000'],
    ['DE89 3704 0044 0532 0130 00', 'DE•• •••• 3000'],
    ['de89 3704 0044 0532 0130 00 is closed', 'DE•• •••• 3000 is closed'],
    ['DE89-3704-0044-0532-0130-00.', 'DE•• •••• 3000.'],
    ['from DE89370400440532013000 to AT611904300234573201', 'from DE•• •••• 3000 to AT•• •••• 3201'],
    // A wrong check digit, a digit too many, an unknown country: rather too much is hidden than an account told.
    ['DE88370400440532013000', 'DE•• •••• 3000'],
    ['DE893704004405320130001', 'DE•• •••• 0001'],
    ['ZZ89370400440532013000', 'ZZ•• •••• 3000'],
    ['ZZ89 3704 0044 0532 0130 00 closed', 'ZZ•• •••• 3000 closed'],
    ['(NO9386011117947)', '(NO•• •••• 7947)'],
    ['RE2026-000123 was rejected by the bank', 'RE2026-000123 was rejected by the bank'],
    ['payment RE-2026-17 of 12.50 EUR', 'payment RE-2026-17 of 12.50 EUR'],
    ['AC04 ClosedAccountNumber', 'AC04 ClosedAccountNumber'],
    ['MSG20261120000123', 'MSG20261120000123'],
    ['IBANDE89370400440532013000', 'IBANDE•• •••• 3000'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(withMaskedIbans(text)).toBe(expected)
  })
})

test('of an IBAN no five characters in a row are left, however it is written and whatever stands around it', () => {
  const gap = fc.constantFrom('', ' ', '-', '\xa0')
  const leading = fc.constantFrom('', ' ', 'IBAN: ', '(', 'from')
  const trailing = fc.constantFrom('', ' ', ')', '.', ', please', '; ')
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 20 }).map((all) => all.join(''))
  fc.assert(
    fc.property(digits, gap, leading, trailing, (number, between, before, after) => {
      const iban = (`DE${number}`.match(/.{1,4}/g) ?? []).join(between)
      const masked = withMaskedIbans(before + iban + after)
      expect(masked).toBe(`${before}DE•• •••• ${number.slice(-4)}${after}`)
    }),
  )
})

test('text without an IBAN stays as it is, and masking twice masks no more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = withMaskedIbans(text)
      expect(withMaskedIbans(once)).toBe(once)
      if (!/[a-z]{2}.?\d.?\d/i.test(text)) expect(once).toBe(text)
    }),
  )
})
