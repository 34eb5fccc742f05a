import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Attachment, attachmentMeant, safeName, typeOfName } from '../../src/ticket/attachment/attachment'
import { formatSize } from '../../src/words/file-size'

describe('safe names', () => {
  test.each([
    ['invoice.pdf', 'invoice.pdf'],
    ['Kontoauszug März 2026.pdf', 'Kontoauszug März 2026.pdf'],
    ['../../etc/passwd', '_._.._etc_passwd'],
    ['C:\\Windows\\x.dll', 'C__Windows_x.dll'],
    ['.bashrc', '_bashrc'],
    ['-rf', '_rf'],
    ['', 'file'],
    ['.', 'file'],
    ['..', 'file'],
    ['  \t\n ', 'file'],
    ['\u200b\u202e\u0000', 'file'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u001b[31mb\u0007.txt', 'a[31mb.txt'],
    ['line\nbreak\r\n.txt', 'line break .txt'],
    ['zero\u200bwidth\u2060\ufeff.txt', 'zerowidth .txt'],
    ['lone\ud800.txt', 'lone.txt'],
    ['e\u0301.txt', 'é.txt'],
    ['trailing. . ', 'trailing'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name)).toBe(safe)
  })

  test('a long name keeps its extension and fits every file system', () => {
    expect(safeName(`${'ä'.repeat(300)}.pdf`)).toBe(`${'ä'.repeat(98)}.pdf`)
    expect(Buffer.byteLength(safeName('😀'.repeat(100)))).toBe(200)
    expect(safeName(`x.${'y'.repeat(300)}`)).toHaveLength(200)
  })

  test('whatever a name is, the safe one is no path, never empty, wholly visible, and stays as it is', () => {
    const hostile = fc.constantFrom(
      '.',
      '..',
      '/',
      '-',
      ' ',
      '\\',
      '\u202e',
      '\u200d',
      '\u0301',
      'e',
      '\ud800',
      '\n',
      '.pdf',
    )
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(hostile, { maxLength: 300 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(names, (name) => {
        const safe = safeName(name)
        expect(safe).not.toMatch(/^[.-]|[/\\]|[. ]$|\p{C}|\p{Zl}|\p{Zp}/u)
        expect(safe).not.toBe('')
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200)
        expect(safeName(safe)).toBe(safe)
      }),
      { numRuns: 2000 },
    )
  })
})

test('a type is told by the extension', () => {
  expect(typeOfName('Invoice.PDF')).toBe('application/pdf')
  expect(typeOfName('archive.tar.gz')).toBe('application/gzip')
  for (const name of ['constructor', 'x.constructor', 'x.', '', 'x.exe'])
    expect(typeOfName(name)).toBe('application/octet-stream')
})

test('sizes are written as people read them', () => {
  const sizes = [0, 1023, 1024, 1536, 10_240, 188_416, 1_048_575, 26_214_400, 1024 ** 3]
  expect(sizes.map((size) => formatSize(size, '.'))).toEqual(
    '0 B, 1023 B, 1 KiB, 1.5 KiB, 10 KiB, 184 KiB, 1 MiB, 25 MiB, 1 GiB'.split(', '),
  )
  expect(formatSize(1_500_000, ',')).toBe('1,4 MiB')
})

describe('which attachment is meant', () => {
  const attachment = (id: string, name: string): Attachment => {
    return { id, name, messageId: null, type: 'text/plain', size: 1, sha256: '' }
  }
  const all = [attachment('ab1', 'a.txt'), attachment('ab2', '1'), attachment('cd3', 'x/y'), attachment('ef4', 'a.txt')]
  const meant = (typed: string): string => attachmentMeant(all, typed, 7).id

  test('its number comes first, then its id, its name, the beginning of its id', () => {
    expect(['1', '2', 'ab2', 'x/y', 'x_y', 'c'].map(meant)).toEqual(['ab1', 'ab2', 'ab2', 'cd3', 'cd3', 'cd3'])
  })

  test('what could be several, or is none, is refused', () => {
    const refused = (trouble: string) => expect.objectContaining({ trouble })
    for (const typed of ['ab', 'a.txt']) expect(() => meant(typed)).toThrow(refused('ambiguous-value'))
    for (const typed of ['5', '0', '', 'nothing']) expect(() => meant(typed)).toThrow(refused('attachment-not-found'))
  })
})
