import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alphabet, checkSymbol, codeFrom, spaced, typedCode } from '../../src/access/access-code'
import { DeskError } from '../../src/kit/errors'

/** Random bytes that are the same in every run. */
const bytes = (seed: number): Buffer => createHash('sha256').update(`code ${seed}`).digest().subarray(0, 5)
const codes = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(codeFrom)

function reasonOf(words: readonly string[]): string {
  try {
    return `taken: ${typedCode(words)}`
  } catch (error) {
    if (!(error instanceof DeskError)) throw error
    expect(error.exitCode).toBe(65)
    // What was typed may have been nearly right: none of it is repeated.
    const [longest = ''] = words.join('').match(/[a-z0-9]{4,}/i) ?? []
    if (longest !== '') expect(JSON.stringify(error.details)).not.toContain(longest)
    return (error.details as { reason: string }).reason
  }
}

describe('a code', () => {
  test('has the check symbol that the rule asks for', () => {
    expect(checkSymbol('7KQ29MXD')).toBe('4')
    expect(checkSymbol('00000000')).toBe('0')
    // α¹·1, α⁵·1 = α² + 1, and both together.
    expect(checkSymbol('00000001')).toBe('2')
    expect(checkSymbol('00010000')).toBe('5')
    expect(checkSymbol('00010001')).toBe('7')
    expect(spaced('7KQ29MXD4')).toBe('7KQ2-9MXD-4')
  })

  test('of 100,000 no two are alike', () => {
    const made = new Set(Array.from({ length: 100_000 }, (_, seed) => codeFrom(bytes(seed))))
    expect(made.size).toBe(100_000)
  })

  test('holds all 40 bits of what it is made of', () => {
    expect(codeFrom(Buffer.from('0000000000', 'hex')).slice(0, 8)).toBe('00000000')
    expect(codeFrom(Buffer.from('ffffffffff', 'hex')).slice(0, 8)).toBe('ZZZZZZZZ')
    expect(codeFrom(Buffer.from('0000000001', 'hex')).slice(0, 8)).toBe('00000001')
    expect(codeFrom(Buffer.from('8000000000', 'hex')).slice(0, 8)).toBe('G0000000')
  })

  test('every single wrong symbol is noticed', () => {
    const place = fc.integer({ min: 0, max: 8 })
    fc.assert(
      fc.property(codes, place, fc.constantFrom(...Array.from(alphabet)), (code, at, symbol) => {
        fc.pre(code[at] !== symbol)
        expect(reasonOf([code.slice(0, at) + symbol + code.slice(at + 1)])).toBe('check')
      }),
      { numRuns: 2000 },
    )
  })

  test('every swap of two symbols is noticed, wherever they stand', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const code = codeFrom(bytes(seed))
      for (let left = 0; left < 9; left += 1) {
        for (let right = left + 1; right < 9; right += 1) {
          if (code[left] === code[right]) continue
          const symbols = Array.from(code)
          symbols[left] = code[right] ?? ''
          symbols[right] = code[left] ?? ''
          expect(reasonOf([symbols.join('')])).toBe('check')
        }
      }
    }
  })

  test('is the same however it is typed', () => {
    fc.assert(
      fc.property(codes, fc.infiniteStream(fc.constantFrom('', ' ', '-', ' – ', '\t', '\u00a0', '.')), (code, gaps) => {
        const typed = Array.from(code, (symbol) => symbol + String(gaps.next().value)).join('')
        expect(typedCode([typed])).toBe(code)
        expect(typedCode([typed.toLowerCase()])).toBe(code)
        expect(typedCode(Array.from(code))).toBe(code)
        expect(typedCode([code.replaceAll('0', 'O').replaceAll('1', 'l')])).toBe(code)
        expect(typedCode([code.replaceAll('0', 'o').replaceAll('1', 'I')])).toBe(code)
      }),
    )
  })

  test.each([
    ['nothing', [''], 'empty'],
    ['blanks and dashes', ['-', ' – '], 'empty'],
    ['one symbol short', ['7KQ2-9MXD'], 'length'],
    ['one too many', ['7KQ2-9MXD-44'], 'length'],
    ['10,000 characters', ['7'.repeat(10_000)], 'length'],
    ['a letter that no code has', ['7KQU-9MXD-4'], 'symbol'],
    ['another alphabet', ['7ΚQ2-9MXD-4'], 'symbol'],
    ['full-width digits', ['７KQ2-9MXD-4'], 'symbol'],
    ['a capital that is two letters', ['7KQß-9MXD-4'], 'symbol'],
    ['an emoji', ['7KQ2-9MXD-🔑'], 'symbol'],
    ['a control character', ['7KQ2-9MXD-\u0000'], 'symbol'],
    ['a wrong check symbol', ['7KQ2-9MXD-5'], 'check'],
  ] as const)('%s is a typing mistake', (_, words, reason) => {
    expect(reasonOf(words)).toBe(reason)
  })
})
