import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type IsoStatus,
  isIsoStatus,
  isoStatusCodes,
  paymentAfter,
  readAmount,
  statusOfIso,
} from '../../src/workspace/payment'

describe('a status of ISO 20022', () => {
  test('means what the table says', () => {
    const meaning = (code: IsoStatus): string => statusOfIso(code, [], null)
    expect(Object.fromEntries(isoStatusCodes.filter(isIsoStatus).map((code) => [code, meaning(code)]))).toEqual({
      RCVD: 'accepted-by-bank',
      ACTC: 'accepted-by-bank',
      ACCP: 'accepted-by-bank',
      ACSP: 'accepted-by-bank',
      ACSC: 'executed',
      ACCC: 'executed',
      ACWC: 'executed',
      ACWP: 'executed',
      PART: 'partially-accepted',
      PDNG: 'accepted-by-bank',
      CANC: 'cancelled',
      RJCT: 'rejected-by-bank',
    })
  })

  test.each([
    ['PDNG', ['DS0A'], null, 'forwarded-for-signature'],
    ['PDNG', [], 'Auftrag wartet auf Unterschrift', 'forwarded-for-signature'],
    ['PDNG', [], 'In der VEU', 'forwarded-for-signature'],
    ['PDNG', ['AB10'], 'in revue', 'accepted-by-bank'],
    ['RJCT', ['DS0A'], 'signature missing', 'rejected-by-bank'],
  ] as const)('%s with %j and %j is %4$s', (code, codes, reason, status) => {
    expect(statusOfIso(code, codes, reason)).toBe(status)
  })
})

describe('an amount', () => {
  test.each([
    ['1250.00 EUR', { amount: '1250.00', currency: 'EUR' }],
    ['EUR 1250.00', { amount: '1250.00', currency: 'EUR' }],
    ['0012', { amount: '12', currency: null }],
    ['0.5', { amount: '0.5', currency: null }],
  ])('%j is read', (typed, read) => {
    expect(readAmount(typed)).toEqual(read)
  })

  test.each([
    '',
    '1,50',
    '1.250,00',
    '-1',
    '1.5 eur',
    'EUR 1 EUR',
    '1e5',
    '.5',
    '1.',
    'NaN',
    '1.123456',
    '9'.repeat(19),
  ])('%j is none', (typed) => {
    expect(readAmount(typed)).toBeUndefined()
  })

  test('whatever is typed, reading ends and keeps the digits', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const read = readAmount(typed)
        expect(read === undefined || /^\d{1,18}(\.\d{1,5})?$/.test(read.amount)).toBe(true)
      }),
    )
  })
})

test('what news do not tell stays, except the reason of a status that is over', () => {
  const begin = { id: 'p', tenantId: 't' }
  const told = { reference: 'INV-7', kind: null, account: 'DE1', amount: { amount: '1', currency: 'EUR' } }
  const first = paymentAfter(undefined, { ...told, status: 'rejected-by-bank', reason: 'AC04' }, begin, new Date(0))
  const news = {
    reference: 'INV-7',
    status: 'executed',
    kind: null,
    account: null,
    amount: null,
    reason: null,
  } as const
  expect(paymentAfter(first, news, begin, new Date(1))).toEqual({
    ...first,
    status: 'executed',
    reason: null,
    updatedAt: new Date(1),
  })
})
