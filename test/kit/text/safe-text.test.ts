import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine, escapeJson, safeText, spreadsheetSafe, tsvCell } from '../../../src/kit/text/safe-text'
import { growthByFour, linear } from '../growth'

/** Single UTF-16 units, many of them dangerous, so that sequences, half characters and line breaks really meet. */
const wildText = fc
  .array(
    fc.oneof(
      fc.constantFrom('\x1b', '\x1b[', '\x1b]', '\x1bP', '\x1b\\', '\x07', '\x9b', '\x9d', '\x9c', '31m', '8;;', '0;'),
      fc.constantFrom('\r', '\n', '\r\n', '\t', '\0', '\x0b', '\f', '\x85', '\u2028', '\u2029', '\x7f', '\x80', ' '),
      fc.constantFrom('\u202e', '\u2066', '\u2069', '\u200e', '\u200f', '\u061c', '\ud83d', '\ude00', '👩‍🚀', 'ü', 'a'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''))

const bidirectional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

describe('safeText', () => {
  test.each([
    ['colour', 'a \x1b[31mred\x1b[0m word', 'a red word'],
    ['C1 CSI', 'a\x9b31mb', 'ab'],
    ['window title', '\x1b]0;owned\x07text', 'text'],
    ['link', '\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\', 'click'],
    ['DCS', 'a\x1bPpayload\x1b\\b', 'ab'],
    ['bell and backspace', 'a\x07b\x08c', 'abc'],
    ['unfinished sequence', 'end\x1b', 'end'],
    ['unfinished OSC keeps its text', '\x1b]0;owned', ']0;owned'],
    ['DEL and C1', 'a\x7f\x80\x9fb', 'ab'],
    ['override', 'invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['isolates and marks', '\u2066a\u2069\u200e\u200f\u061cb', 'ab'],
    ['lone surrogates', 'a\ud83d b\ude00', 'a\ufffd b\ufffd'],
    ['halves kept apart by a control do not join', '\ud83d\0\ude00', '\ufffd\ufffd'],
    ['halves kept apart by a sequence do not join', '\ud83d\x1b[m\ude00', '\ufffd\ufffd'],
    ['a break is one blank', 'a\r\n\tb', 'a b'],
    ['all breaks', 'a\vb\fc\x85d\u2028e\u2029f\rg', 'a b c d e f g'],
    ['NUL', 'a\0b', 'ab'],
  ])('on one line: %s', (_, text, safe) => {
    expect(safeText(text)).toBe(safe)
  })

  test.each([
    ['CR LF', 'a\r\nb\r\n', 'a\nb\n'],
    ['lone CR overwrites nothing', 'safe\revil', 'safe\nevil'],
    ['other breaks', 'a\vb\fc\x85d\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
    ['tabs and blank lines', 'a\tb\n\n  c', 'a\tb\n\n  c'],
    ['colour', '\x1b[1ma\x1b[0m\nb', 'a\nb'],
  ])('with line breaks: %s', (_, text, safe) => {
    expect(safeText(text, { keepLineBreaks: true })).toBe(safe)
  })

  test('leaves ordinary text of all the world alone', () => {
    const text = 'Grüße, Łódź, Привет, 日本語, שלום, 👩‍🚀 🇩🇪 é — “…”'
    expect(safeText(text)).toBe(text)
    expect(safeText(text, { keepLineBreaks: true })).toBe(text)
  })

  test('is free of controls, and safe text stays as it is', () => {
    fc.assert(
      fc.property(wildText, fc.boolean(), (text, keepLineBreaks) => {
        const safe = safeText(text, { keepLineBreaks })
        expect(safe).not.toMatch(keepLineBreaks ? /[^\P{Control}\n\t]/u : /\p{Control}/u)
        expect(safe).not.toMatch(bidirectional)
        expect(safe).not.toMatch(/[\u2028\u2029\p{Surrogate}]/u)
        expect(safeText(safe, { keepLineBreaks })).toBe(safe)
      }),
      { numRuns: 2000 },
    )
  })

  test('takes time in proportion to the length of hostile text', () => {
    for (const piece of ['\x1b]', '\x1b[', '\x1b[0;', '\x1bP', '\x9d', '\x1b', '\r', '\ud800']) {
      const grows = growthByFour((times) => {
        safeText(piece.repeat(times))
        safeText(`\x1b[${'0;'.repeat(times)}`)
      }, 50_000)
      expect(grows).toBeLessThan(linear)
    }
  })
})

describe('escapeJson', () => {
  test('writes what a terminal or a browser would act on as \\u', () => {
    expect(escapeJson(JSON.stringify('\x7f\x80\x9b\u2028\u2029\u202e\u2066\u200e\u061c'))).toBe(
      String.raw`"\u007f\u0080\u009b\u2028\u2029\u202e\u2066\u200e\u061c"`,
    )
  })

  test('keeps the value and leaves nothing dangerous, at any depth', () => {
    fc.assert(
      fc.property(fc.dictionary(wildText, fc.array(wildText, { maxLength: 3 }), { maxKeys: 4 }), (value) => {
        const json = JSON.stringify(value)
        const escaped = escapeJson(json)
        expect(JSON.parse(escaped)).toEqual(JSON.parse(json))
        expect(escaped).not.toMatch(/[\p{Control}\p{Surrogate}\u2028\u2029]/u)
        expect(escaped).not.toMatch(bidirectional)
      }),
    )
  })
})

describe('cells', () => {
  test.each(['=1+1', '+49 30 1', '-5', '+3.2', '@sum', '\tx', '\rx', '-'])('a spreadsheet gets %j as text', (cell) => {
    expect(spreadsheetSafe(cell)).toBe(`'${cell}`)
  })

  test.each(['', 'a=1', ' =1', '5', "'=1", '5-3'])('%j stays', (cell) => {
    expect(spreadsheetSafe(cell)).toBe(cell)
  })

  test('quotes what RFC 4180 wants quoted', () => {
    expect(csvLine(['a', 'b,c', 'say "no"', 'two\nlines', 'cr\r', '', ' blank '])).toBe(
      'a,"b,c","say ""no""","two\nlines","cr\r",, blank ',
    )
    expect(csvLine([])).toBe('')
    expect(csvLine([''])).toBe('""')
    expect(csvLine(['', ''])).toBe(',')
  })

  test('a CSV line can be read back', () => {
    const cell = fc.array(fc.constantFrom('"', ',', '\r', '\n', 'a', ' '), { maxLength: 6 }).map((all) => all.join(''))
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        expect(readCsvLine(csvLine(cells))).toEqual(cells)
      }),
    )
  })

  test('a tab-separated cell holds no tab and no line break', () => {
    expect(tsvCell('a\tb\r\nc\x1b[1md')).toBe('a b cd')
  })
})

function readCsvLine(line: string): string[] {
  const cells: string[] = []
  let rest = `,${line}`
  while (rest !== '') {
    const [all = '', quoted, plain = ''] = /^,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/.exec(rest) ?? []
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (all === '') throw new Error(`not CSV: ${JSON.stringify(rest)}`)
    rest = rest.slice(all.length)
  }
  return cells
}
