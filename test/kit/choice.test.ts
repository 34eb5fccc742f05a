import { describe, expect, test } from 'vitest'
import { checkChoice, resolveName } from '../../src/kit/choice'

describe('one of a fixed set', () => {
  const priorities = ['low', 'normal', 'high', 'urgent'] as const

  test.each([
    ['high', 'high'],
    ['HIGH', 'high'],
    [' high ', 'high'],
    ['h', 'high'],
    ['norm', 'normal'],
  ])('%j is %s', (typed, meant) => {
    expect(checkChoice('--priority', typed, priorities)).toBe(meant)
  })

  test.each(['', ' ', 'higher', 'igh', '5'])('%j is none of them', (typed) => {
    expect(() => checkChoice('--priority', typed, priorities)).toThrow(
      expect.objectContaining({
        trouble: 'wrong-value',
        details: { name: '--priority', value: typed, allowed: [...priorities], suggestion: null },
      }),
    )
  })

  test('a beginning of several is ambiguous', () => {
    expect(() => checkChoice('--status', 'cl', ['closed', 'cleared', 'open'])).toThrow(
      expect.objectContaining({
        trouble: 'ambiguous-value',
        details: { name: '--status', value: 'cl', matches: ['closed', 'cleared'] },
      }),
    )
  })

  test('a whole word counts even where another begins with it', () => {
    expect(checkChoice('--status', 'open', ['opened', 'open'])).toBe('open')
  })
})

test('a name is found by its other names too', () => {
  const labels = (id: string): string[] => (id === 'billing' ? ['Abrechnung', 'Invoices'] : [])
  expect(resolveName('abrech', ['technical', 'billing'], labels)).toEqual({ found: 'billing' })
  expect(resolveName('invoices', ['technical', 'billing'], labels)).toEqual({ found: 'billing' })
  expect(resolveName('x', ['technical', 'billing'], labels)).toEqual({ matches: [] })
})
