import { describe, expect, test } from 'vitest'
import { type Category, categoryNamed, offeredTo } from '../../src/ticket/category/category'

function category(id: string, de: string, en: string, partnerOnly = false): Category {
  return { id, label: { de, en }, description: { de: '', en: '' }, partnerOnly, form: {} }
}

const technical = category('technical', 'Technischer Support', 'Technical support')
const training = category('training', 'Schulung', 'Training')
const billing = category('billing', 'Fragen zu Lizenzierung und Abrechnung', 'Licensing and billing')
const partner = category('partner', 'Partneranfrage', 'Partner request', true)
const all = [technical, training, billing, partner]

describe('a category is meant by', () => {
  test.each([
    ['its id', 'billing', billing],
    ['its id in capitals, with blanks around', ' BILLING ', billing],
    ['its German label', 'Schulung', training],
    ['its English label', 'Licensing and billing', billing],
    ['an unambiguous beginning of its id', 'tec', technical],
    ['an unambiguous beginning of a label', 'frag', billing],
    ['a beginning that only one language has', 'schul', training],
    ['a beginning that fits several names of the same one', 'p', partner],
  ])('%s', (_, typed, meant) => {
    expect(categoryNamed(all, typed)).toBe(meant)
  })

  test('its whole name even where another one begins with it', () => {
    const more = category('billing-partner', 'Abrechnung Partner', 'Billing for partners')
    expect(categoryNamed([more, ...all], 'billing')).toBe(billing)
  })
})

test('a beginning of two is ambiguous, and both are named', () => {
  expect(() => categoryNamed(all, 't')).toThrow(
    expect.objectContaining({
      trouble: 'ambiguous-value',
      details: { name: '--category', value: 't', matches: ['technical', 'training'] },
    }),
  )
})

test.each(['', ' ', 'sales', 'illing'])('%j means none, and all are named', (typed) => {
  expect(() => categoryNamed(all, typed)).toThrow(
    expect.objectContaining({
      trouble: 'wrong-value',
      exitCode: 65,
      details: { name: '--category', value: typed, allowed: all.map(({ id }) => id), suggestion: null },
    }),
  )
})

test('what is for partners only is offered to partners only', () => {
  expect(offeredTo(all, true)).toEqual(all)
  expect(offeredTo(all, false)).toEqual([technical, training, billing])
  expect(() => categoryNamed(offeredTo(all, false), 'partner')).toThrow(
    expect.objectContaining({ trouble: 'wrong-value' }),
  )
})
