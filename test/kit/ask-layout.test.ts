import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layOut } from '../../src/kit/ask-layout'
import { textWidth } from '../../src/kit/text/text-width'

const question = 'Which browser and version did the customer use when they opened the invitation'

describe('a question in the window', () => {
  test('breaks between words, and leaves room for its mark and the cursor', () => {
    const { question: shown } = layOut(question, textWidth, { columns: 40, rows: 24 })
    expect(shown.split('\n')).toEqual([
      'Which browser and version did the',
      '  customer use when they opened the',
      '  invitation',
    ])
  })

  test('has its answer behind it, or below where there is no room', () => {
    const layout = layOut('Which device?', textWidth, { columns: 40, rows: 24 })
    expect(layout.behind('Laptop')).toBe('Laptop')
    expect(layout.behind('A laptop with Windows 11 and a docking station')).toBe(
      '\n  A laptop with Windows 11 and a\n  docking station',
    )
  })

  test('no line is wider than the window, whatever is asked', () => {
    const words = fc
      .array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 })
      .map((all) => all.join(' '))
    fc.assert(
      fc.property(words, words, fc.integer({ min: 20, max: 100 }), (asked, text, columns) => {
        const layout = layOut(asked, textWidth, { columns, rows: 24 })
        const shown = [`? ${layout.question} ${layout.behind(text)}`, `> ${layout.marked(text)}`, layout.whole(text)]
        for (const line of shown.join('\n').split('\n')) expect(line.length).toBeLessThan(columns + 1)
        expect(shown.join(' ').split(/\s+/)).toEqual([
          '?',
          ...asked.split(' '),
          ...text.split(' '),
          '>',
          ...text.split(' '),
          ...text.split(' '),
        ])
      }),
    )
  })

  test('a list never pushes its question out of the window, and shows seven lines at least', () => {
    expect(layOut('What?', textWidth, { columns: 80, rows: 40 }).listLines).toBe(33)
    expect(layOut('What?', textWidth, { columns: 80, rows: 8 }).listLines).toBe(7)
  })
})
