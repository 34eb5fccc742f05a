import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doneLine, plainPaint, type Screen, screenOf, symbolsOf } from '../../src/kit/screen'
import { renderTable, type TableColumn } from '../../src/kit/table'
import { safeText } from '../../src/kit/text/safe-text'
import { wideTextWidth } from '../../src/kit/text/wide-text'
import { listeningDesk } from './listening-desk'

async function screen(columns: number, options: Parameters<typeof listeningDesk>[0] = {}): Promise<Screen> {
  const { desk } = await listeningDesk({ terminal: true, columns, ...options })
  return { ...(await screenOf(desk, 'UTC')), columns, paint: plainPaint, measure: wideTextWidth }
}

const columns: TableColumn[] = [
  { title: '#', align: 'right' },
  { title: 'Subject', flexible: true },
  { title: 'From' },
  { title: 'Status' },
]

test('numbers stand right, texts left, and nothing hangs over at the end of a line', async () => {
  const table = renderTable(await screen(80), columns, [
    ['1', 'Portal down', 'Anna', 'open'],
    ['1042', 'Payment file rejected', 'Tom', 'waiting'],
  ])
  expect(table).toBe(
    [
      '   #  Subject                From  Status',
      '   1  Portal down            Anna  open',
      '1042  Payment file rejected  Tom   waiting',
    ].join('\n'),
  )
})

test('the flexible column gives way first, with an ellipsis', async () => {
  const table = renderTable(await screen(34), columns, [['1042', 'Payment file rejected', 'Tom', 'waiting']])
  expect(table.split('\n')[1]).toBe('1042  Payment file…  Tom   waiting')
})

test('where nothing could be read any more, what is expendable is left away, the last first', async () => {
  const some: TableColumn[] = [
    ...columns.slice(0, 3),
    { title: 'Status', expendable: true },
    { title: 'Updated', expendable: true },
  ]
  const row = ['1042', 'Payment file rejected', 'Tom', 'waiting', 'today 14:30']
  const titles = async (width: number): Promise<string | undefined> =>
    renderTable(await screen(width), some, [row]).split('\n')[0]
  expect(await titles(60)).toBe('   #  Subject                From  Status   Updated')
  expect(await titles(50)).toBe('   #  Subject           From  Status   Updated')
  expect(await titles(40)).toBe('   #  Subject              From  Status')
  expect(await titles(30)).toBe('   #  Subject             From')
})

test('without a header only the rows are there', async () => {
  expect(renderTable(await screen(80), columns, [['1', 'a', 'b', 'c']], { header: false })).toBe('1  a  b  c')
})

test('a cell is painted when it has its final width', async () => {
  const painted = [{ title: 'Name', paint: (cell: string, row: number) => `<${row}:${cell}>` }]
  expect(renderTable(await screen(80), painted, [['a'], ['bcdef']])).toBe('Name\n<0:a    >\n<1:bcdef>')
})

test.each(['🥲', '🫠', '👩‍👩‍👧‍👦', '🇩🇪', '日本'])('%s in a cell moves no other column', async (wide) => {
  const table = renderTable(await screen(80), columns, [
    ['1', wide, 'Anna', 'open'],
    ['2', 'Portal', 'Tom', 'open'],
  ])
  const [, first = '', second = ''] = table.split('\n')
  expect(wideTextWidth(first.slice(0, first.indexOf('Anna')))).toBe(second.indexOf('Tom'))
})

describe('a table is never wider than the window', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('', '日本語の件名がとても長い場合', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 'é'.repeat(30)),
  )

  test('whatever stands in it', async () => {
    const bare = await screen(80)
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 100 }),
        fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 5 }),
        fc.constantFrom(0, 1, 2, 3),
        (width, rows, flexible) => {
          const shape = columns.map((column, index) => ({ ...column, flexible: index === flexible }))
          const table = renderTable(
            { ...bare, columns: width },
            shape,
            rows.map((row) => row.map((text) => safeText(text))),
          )
          for (const line of table.split('\n')) expect(wideTextWidth(line)).toBeLessThanOrEqual(width)
          expect(table.split('\n')).toHaveLength(rows.length + 1)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('in a window that is too narrow for it, too', async () => {
    const narrow = await screen(20)
    const table = renderTable(narrow, columns, [['1042', 'Payment file rejected', 'Tom · acme', 'waiting']])
    for (const line of table.split('\n')) expect(wideTextWidth(line)).toBeLessThanOrEqual(20)
  })
})

describe('a screen', () => {
  test('is as wide as the window, but never wider than 100 columns', async () => {
    for (const [columns, used] of [
      [40, 40],
      [100, 100],
      [300, 100],
    ] as const) {
      const { desk } = await listeningDesk({ terminal: true, columns })
      expect((await screenOf(desk, 'UTC')).columns).toBe(used)
    }
  })

  test('uses only ASCII where the terminal knows no more, or where that was asked for', async () => {
    const plain = await listeningDesk({ environment: { LANG: 'C' } })
    const asked = await listeningDesk({ flags: { ascii: true } })
    const rich = await listeningDesk()
    for (const { desk } of [plain, asked]) expect(Object.values(symbolsOf(desk)).join('')).toMatch(/^[ -~]+$/)
    expect(symbolsOf(rich.desk).done).toBe('✓')
  })

  test('measures wide characters where there are some', async () => {
    const { desk } = await listeningDesk()
    expect((await screenOf(desk, 'UTC', ['日本'])).measure('日本')).toBe(4)
  })
})

describe('colour', () => {
  const painted = async (options: Parameters<typeof listeningDesk>[0]): Promise<boolean> => {
    const { desk } = await listeningDesk(options)
    return (await screenOf(desk, 'UTC')).paint.red('x') !== 'x'
  }

  test.each([
    [{ terminal: true }, true],
    [{}, false],
    [{ terminal: true, flags: { color: false } }, false],
    [{ terminal: true, environment: { NO_COLOR: '1' } }, false],
    [{ terminal: true, environment: { NO_COLOR: '' } }, true],
    [{ terminal: true, environment: { TERM: 'dumb' } }, false],
    [{ environment: { FORCE_COLOR: '1' } }, true],
    [{ terminal: true, environment: { FORCE_COLOR: '0' } }, false],
    [{ environment: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false],
  ])('with %j: %s', async (options, expected) => {
    expect(await painted(options)).toBe(expected)
  })
})

test('a sentence that does not fit the window goes on below itself', async () => {
  expect(doneLine(await screen(30), 'Portal down · acme · anna@acme.example · open')).toBe(
    '✓ Portal down · acme ·\n  anna@acme.example · open',
  )
  expect(doneLine(await screen(80), 'Short')).toBe('✓ Short')
})

test('in ASCII a table is as wide as it is printed: what becomes two letters takes two columns', async () => {
  const { asciiText } = await import('../../src/kit/text/ascii-text')
  const { desk } = await listeningDesk({ terminal: true, columns: 30, flags: { ascii: true } })
  const ascii = { ...(await screenOf(desk, 'UTC', ['äöü 🙂'])), paint: plainPaint }
  const rows = [
    ['1', 'Übergrößenträger für Bären', 'Jörg', 'Gelöst'],
    ['2', 'Plain', 'Tom', 'Offen'],
    ['3', 'Emoji 🙂', 'Tom', 'Offen'],
  ]
  const lines = asciiText(renderTable(ascii, columns, rows)).split('\n')
  expect(lines).toEqual([
    '#  Subject      From   Status',
    '1  Uebergr...   Joerg  Geloest',
    '2  Plain        Tom    Offen',
    '3  Emoji ?      Tom    Offen',
  ])
})

test('in ASCII a sentence fits the window when it is printed', async () => {
  const { asciiText } = await import('../../src/kit/text/ascii-text')
  const { desk } = await listeningDesk({ terminal: true, columns: 40, flags: { ascii: true } })
  const ascii = { ...(await screenOf(desk, 'UTC')), paint: plainPaint }
  const lines = asciiText(doneLine(ascii, 'für Bären', 'über Größe', 'größer als „Übermut“', 'schön')).split('\n')
  expect(lines).toEqual(['ok fuer Baeren - ueber Groesse -', '   groesser als "Uebermut" - schoen'])
})
