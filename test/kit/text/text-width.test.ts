import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { isPlainText } from '../../../src/kit/text/plain-text'
import { loadTextWidth, textWidth } from '../../../src/kit/text/text-width'
import { wideTextWidth } from '../../../src/kit/text/wide-text'

describe('textWidth', () => {
  test('every plain character takes one column in string-width too, alone and between others', () => {
    let plain = 0
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint)
      if (isPlainText(character)) {
        plain++
        if (stringWidth(character) !== 1 || stringWidth(`é${character}9`) !== 3) {
          expect.fail(`U+${codePoint.toString(16)} does not take one column`)
        }
      }
    }
    expect(plain).toBeGreaterThan(1000)
  })

  test('plain text is measured like string-width does', () => {
    const character = fc.constantFrom(...Array.from(' aZ9#*ßÄ©®±…–—“„·●✓✗✔→↩─│█€™ŁЯ№ℹ'))
    fc.assert(
      fc.property(fc.array(character), (characters) => {
        const text = characters.join('')
        expect(isPlainText(text)).toBe(true)
        expect(textWidth(text)).toBe(stringWidth(text))
      }),
    )
  })

  test.each([
    '\x07',
    '\x1b[1m',
    '\xad',
    '\x85',
    '\u0301',
    '\u200b',
    '日',
    '😀',
    '⌚',
    '◽',
    'e\u0301',
    '\ufe0f',
    '\ud800',
  ])('%j is not plain', (text) => {
    expect(isPlainText(text)).toBe(false)
  })

  test('colours and links take no column', () => {
    expect(textWidth('\x1b[31mGrün\x1b[39m \x1b]8;;https://a.example\x07da\x1b]8;;\x07')).toBe(7)
  })

  test('other text is estimated', () => {
    expect(textWidth('日本')).toBe(4)
    expect(textWidth('e\u0301')).toBe(1)
    expect(textWidth('😀!')).toBe(3)
    expect(textWidth('a\u200bb')).toBe(2)
  })
})

describe('loadTextWidth', () => {
  test('takes string-width only where a text needs it', async () => {
    expect(await loadTextWidth([])).toBe(textWidth)
    expect(await loadTextWidth(['Payment', 'Größe ✓', '\x1b[1mbold\x1b[22m'])).toBe(textWidth)
    expect(await loadTextWidth(['Payment', '支払い'])).toBe(wideTextWidth)
  })

  test('the loaded measure knows families, flags and marks', async () => {
    const measure = await loadTextWidth(['👩‍👩‍👧'])
    expect(measure('👩‍👩‍👧 🇩🇪 e\u0301 支')).toBe(10)
    expect(measure('\x1b[1m支\x1b[22m')).toBe(2)
    expect(measure('plain')).toBe(5)
  })
})
