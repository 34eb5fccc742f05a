import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTrouble } from '../../src/kit/errors'
import { isSeveral, mostNumbers, numbersIn, ticketsNamed } from '../../src/ticket/number-list'

function troubleOf(read: () => unknown): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    for (const trouble of ['wrong-number', 'range-reversed', 'too-many-numbers'] as const) {
      if (isTrouble(error, trouble)) return trouble
    }
    throw error
  }
}

const single = fc.integer({ min: 1, max: 300 }).map((number) => ({ text: `${number}`, numbers: [number] }))
const marked = fc.integer({ min: 1, max: 300 }).map((number) => ({ text: `#${number}`, numbers: [number] }))
const range = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 20 })).map(([from, more]) => ({
  text: `${from}-${from + more}`,
  numbers: Array.from({ length: more + 1 }, (_, index) => from + index),
}))
const pieces = fc.array(fc.oneof(single, marked, range), { minLength: 1, maxLength: 12 })

test('whatever is named counts once, in the order in which it is first named, however it is divided', () => {
  fc.assert(
    fc.property(pieces, fc.array(fc.constantFrom(' ', ','), { minLength: 12, maxLength: 12 }), (named, dividers) => {
      const typed = named.map(({ text }, index) => (index === 0 ? text : `${dividers[index]}${text}`)).join('')
      const meant = [...new Set(named.flatMap(({ numbers }) => numbers))]
      expect(ticketsNamed(typed.split(' '))).toEqual(meant)
      expect(numbersIn(typed.replaceAll(' ', '\n'))).toEqual(meant)
      // What was meant, named one by one, means the same again.
      expect(ticketsNamed(meant.map(String))).toEqual(meant)
    }),
  )
})

describe('words that mean nothing', () => {
  test.each([['0'], ['0-5'], ['-5'], ['5-'], ['1,,2'], ['1-2-3'], ['x'], ['1.5'], ['#'], ['12345678901'], ['٣']])(
    '%s',
    (word) => {
      expect(troubleOf(() => ticketsNamed([word]))).toBe('wrong-number')
    },
  )

  test('a range backwards says what was probably meant', () => {
    expect(troubleOf(() => ticketsNamed(['19-14']))).toBe('range-reversed')
    expect(ticketsNamed(['14-14'])).toEqual([14])
  })

  test('a thousand are the most, in one range or in many words', () => {
    expect(ticketsNamed([`1-${mostNumbers}`])).toHaveLength(mostNumbers)
    expect(troubleOf(() => ticketsNamed([`1-${mostNumbers + 1}`]))).toBe('too-many-numbers')
    expect(troubleOf(() => ticketsNamed(['1-9999999999']))).toBe('too-many-numbers')
    expect(troubleOf(() => ticketsNamed(['1-600', '700-1200']))).toBe('too-many-numbers')
    // What is named twice is one.
    expect(ticketsNamed(['1-600', '300-1000'])).toHaveLength(mostNumbers)
  })

  test('neither the last one shown nor standard input itself comes in on standard input', () => {
    expect(troubleOf(() => numbersIn('1\n.\n'))).toBe('wrong-number')
    expect(troubleOf(() => numbersIn('1\n-\n'))).toBe('wrong-number')
    expect(numbersIn(' \n\n')).toEqual([])
  })
})

test('whether several are meant is seen from the words alone', () => {
  for (const words of [['12'], ['#12'], ['.']]) expect(isSeveral(words)).toBe(false)
  for (const words of [['12', '13'], ['12,13'], ['12-12'], ['-'], ['12', '12']]) expect(isSeveral(words)).toBe(true)
})
