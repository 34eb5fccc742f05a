import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedWords, foldText } from '../../../src/kit/text/fold-text'

describe('a folded text', () => {
  test.each([
    ['Überweisung', 'uberweisung'],
    ['Ueberweisung', 'uberweisung'],
    ['UBERWEISUNG', 'uberweisung'],
    ['Straße', 'strasse'],
    ['Crème brûlée', 'creme brulee'],
    ['Łódź', 'lodz'],
    ['ﬁle № ４２', 'file no 42'],
  ])('%s is %s', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  // A zero-width joiner is no letter and no mark: with it, the long way is taken.
  test('is the same the short way, for German and English, and the long way', () => {
    const letters = 'abeouxyzABEOU 09_-.,:;!?"\'äöüÄÖÜß–—‘’‚“”„\n\t'.split('')
    const text = fc.string({ unit: fc.constantFrom(...letters) })
    fc.assert(
      fc.property(text, (typed) => {
        expect(foldText(typed)).toBe(foldText(`${typed} \u200d`).slice(0, -2))
        expect(foldedWords(typed)).toEqual(foldedWords(`${typed} \u200d`))
      }),
    )
  })
})
