import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { padText, shortenText, wrapSentence, wrapText } from '../../../src/kit/text/fit-text'
import { safeText } from '../../../src/kit/text/safe-text'
import { textWidth } from '../../../src/kit/text/text-width'
import { wideTextWidth } from '../../../src/kit/text/wide-text'
import { growthByFour, linear } from '../growth'

const pieces = fc.constantFrom(
  'a',
  'word',
  'größer',
  ' ',
  '  ',
  '    ',
  '\n',
  '日本',
  '👩‍👩‍👧',
  '🇩🇪',
  'e\u0301',
  '\u0301',
  'ﾞ',
)
const someText = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => safeText(text, { keepLineBreaks: true })),
)
const oneLine = someText.map((text) => safeText(text))
const someMeasure = fc.constantFrom(textWidth, wideTextWidth)

function graphemesOf(text: string): string[] {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)
}

describe('wrapText', () => {
  test.each<[string, number, string[]]>([
    ['', 10, ['']],
    ['short', 10, ['short']],
    ['exactly te', 10, ['exactly te']],
    ['the quick brown fox', 10, ['the quick', 'brown fox']],
    ['a  b', 10, ['a  b']],
    ['one   two', 5, ['one', 'two']],
    ['trailing   ', 20, ['trailing']],
    ['first\n\nthird', 10, ['first', '', 'third']],
    ['  indented text here', 12, ['  indented', '  text here']],
    ['\tat com.example.Main', 14, ['    at', '    com.', '    example.', '    Main']],
    ['                    deep', 10, ['     deep']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['Kunden-Stammdaten/Export', 12, ['Kunden-', 'Stammdaten/', 'Export']],
    ['ab-cdefghijklm', 6, ['ab-cde', 'fghijk', 'lm']],
    ['-----------', 4, ['----', '----', '---']],
    ['see https://desk.example/t/1042 now', 10, ['see', 'https://desk.example/t/1042', 'now']],
    ['in (/var/lib/helpdesk/helpdesk.db) and', 10, ['in', '(/var/lib/helpdesk/helpdesk.db)', 'and']],
    ['  ~/.ssh/id_ed25519.pub', 8, ['  ~/.ssh/id_ed25519.pub']],
    ['of <anna.berg@acme.example>, too', 12, ['of', '<anna.berg@acme.example>,', 'too']],
    ['either/or', 7, ['either/', 'or']],
    ['see abcdefghij now', 5, ['see', 'abcde', 'fghij', 'now']],
    ['abcdefg hi', 5, ['abcde', 'fg hi']],
    ['DE89\u00a03704 0044', 10, ['DE89\u00a03704', '0044']],
    ['   ', 2, ['']],
    ['abc', 0, ['a', 'b', 'c']],
    ['no limit at all', Number.POSITIVE_INFINITY, ['no limit at all']],
  ])('%j in %d columns', (text, columns, lines) => {
    expect(wrapText(text, columns, textWidth)).toEqual(lines)
  })

  test('breaks wide words between graphemes', () => {
    expect(wrapText('日本語日本', 5, wideTextWidth)).toEqual(['日本', '語日', '本'])
    expect(wrapText('👩‍👩‍👧👩‍👩‍👧', 3, wideTextWidth)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧'])
    expect(wrapText('日', 1, wideTextWidth)).toEqual(['\ufffd'])
  })

  test('a command in a sentence of the program stays whole, however long it is', () => {
    const sentence = (text: string, columns: number): string[] => wrapSentence(text, columns, textWidth)
    expect(sentence('Make one: helpdesk init, or ask', 20)).toEqual(['Make one:', 'helpdesk init, or', 'ask'])
    expect(sentence('Nothing here (set up: helpdesk mail setup) · more', 30)).toEqual([
      'Nothing here (set up:',
      'helpdesk mail setup) · more',
    ])
    expect(sentence('add ID, or helpdesk topic add ID --title "A b" --answer TEXT', 20)).toEqual([
      'add ID, or',
      'helpdesk topic add ID --title "A b" --answer TEXT',
    ])
    expect(sentence('On: HELPDESK_HOME=/tmp/x helpdesk list', 16)).toEqual([
      'On:',
      'HELPDESK_HOME=/tmp/x helpdesk list',
    ])
    expect(sentence('helpdesk: this is no command at all', 16)).toEqual(['helpdesk: this', 'is no command at', 'all'])
    expect(sentence('or so: ssh desk "reply 1 -m \'Which bank?\'"', 20)).toEqual([
      'or so:',
      'ssh desk "reply 1 -m \'Which bank?\'"',
    ])
    expect(sentence('--browser "Safari 19", or --force', 12)).toEqual(['--browser "Safari 19",', 'or --force'])
    // What people write is theirs.
    expect(wrapText('our helpdesk is so very helpful', 16, textWidth)).toEqual(['our helpdesk is', 'so very helpful'])
  })

  test('never makes a line wider than asked', () => {
    fc.assert(
      fc.property(someText, fc.integer({ min: 1, max: 30 }), someMeasure, (text, columns, measure) => {
        for (const line of wrapText(text, columns, measure)) {
          expect(measure(line)).toBeLessThanOrEqual(columns)
          expect(line).not.toMatch(/\n| $/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('loses nothing but blanks', () => {
    fc.assert(
      fc.property(
        fc.array(pieces).map((all) => all.join('')),
        fc.integer({ min: 6, max: 30 }),
        (text, columns) => {
          const wrapped = wrapText(text, columns, wideTextWidth)
          expect(wrapped.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        },
      ),
    )
  })

  test('leaves wrapped text alone', () => {
    fc.assert(
      fc.property(someText, fc.integer({ min: 1, max: 30 }), someMeasure, (text, columns, measure) => {
        const wrapped = wrapText(text, columns, measure)
        expect(wrapText(wrapped.join('\n'), columns, measure)).toEqual(wrapped)
      }),
    )
  })

  test.each([
    ['a line without blanks', 'x', textWidth, 20_000],
    ['a line of wide letters', '日', wideTextWidth, 2_000],
    ['a line of words', 'word ', textWidth, 5_000],
  ] as const)('takes time in proportion to the length of %s', (_, piece, measure, size) => {
    expect(growthByFour((times) => wrapText(piece.repeat(times), 80, measure), size)).toBeLessThan(linear)
  })
})

describe('shortenText', () => {
  test.each<[string, number, string, string]>([
    ['Payment file rejected', 21, '…', 'Payment file rejected'],
    ['Payment file rejected', 20, '…', 'Payment file reject…'],
    ['Payment file rejected', 9, '…', 'Payment…'],
    ['Payment file rejected', 9, '...', 'Paymen...'],
    ['Payment', 2, '...', '..'],
    ['Payment', 1, '…', '…'],
    ['Payment', 0, '…', ''],
    ['', 0, '…', ''],
  ])('%j in %d columns with %j', (text, columns, ellipsis, short) => {
    expect(shortenText(text, columns, textWidth, ellipsis)).toBe(short)
  })

  test('cuts between graphemes', () => {
    expect(shortenText('日本語', 5, wideTextWidth)).toBe('日本…')
    expect(shortenText('日本語', 4, wideTextWidth)).toBe('日…')
    expect(shortenText('👩‍👩‍👧👩‍👩‍👧', 3, wideTextWidth)).toBe('👩‍👩‍👧…')
    expect(shortenText('e\u0301e\u0301e\u0301', 2, wideTextWidth)).toBe('e\u0301…')
  })

  test('never exceeds, never splits a grapheme, and what is short stays', () => {
    fc.assert(
      fc.property(
        oneLine,
        fc.integer({ min: 0, max: 20 }),
        someMeasure,
        fc.constantFrom('…', '...'),
        (text, columns, measure, ellipsis) => {
          const short = shortenText(text, columns, measure, ellipsis)
          expect(measure(short)).toBeLessThanOrEqual(columns)
          expect(shortenText(short, columns, measure, ellipsis)).toBe(short)
          if (short !== text && columns >= measure(ellipsis)) {
            const kept = graphemesOf(short.slice(0, -ellipsis.length))
            expect(graphemesOf(text).slice(0, kept.length)).toEqual(kept)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('padText', () => {
  test('fills to the columns asked for', () => {
    expect(padText('ab', 4, textWidth)).toBe('ab  ')
    expect(padText('ab', 4, textWidth, 'left')).toBe('ab  ')
    expect(padText('12', 4, textWidth, 'right')).toBe('  12')
    expect(padText('日本', 5, wideTextWidth)).toBe('日本 ')
    expect(padText('too long', 3, textWidth)).toBe('too long')
  })

  test('a shortened and padded cell has exactly its columns', () => {
    fc.assert(
      fc.property(oneLine, fc.integer({ min: 0, max: 20 }), fc.constantFrom('left', 'right'), (text, columns, side) => {
        const cell = padText(shortenText(text, columns, wideTextWidth), columns, wideTextWidth, side)
        expect(wideTextWidth(cell)).toBe(columns)
      }),
    )
  })
})
