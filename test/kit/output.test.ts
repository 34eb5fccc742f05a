import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listOf, orNull, text, whole } from '../../src/kit/json'
import { printChange, printMany, printOne } from '../../src/kit/output'
import { formatOf, isForPeople, refuseUnknownFields, tell } from '../../src/kit/output-format'
import type { View } from '../../src/kit/view'
import { listeningDesk } from './listening-desk'

interface Thing {
  number: number
  subject: string
  person?: { email: string; name: string | null } | null
  tags?: string[]
}

const view: View<Thing> = {
  fields: { number: whole, subject: text, person: orNull({ type: 'object' }), tags: listOf(text) },
  columns: ['number', 'subject', 'person'],
  toJson: ({ number, subject, person = null, tags = [] }) => ({ number, subject, person, tags }),
}

async function one(thing: Thing, options: Parameters<typeof listeningDesk>[0] = {}): Promise<string> {
  const { desk, printed } = await listeningDesk(options)
  await printOne(desk, view, thing, () => 'drawn for a person')
  return printed.stdout
}

async function many(things: readonly Thing[], options: Parameters<typeof listeningDesk>[0] = {}): Promise<string> {
  const { desk, printed } = await listeningDesk(options)
  await printMany(desk, view, things, () => 'drawn for a person')
  return printed.stdout
}

const plain: Thing = { number: 1, subject: 'Portal down', person: { email: 'anna@acme.example', name: 'Anna' } }
const nasty: Thing = { number: 2, subject: '=1+1 \u202eevil\u202c\x1b[31m\u0085\u2028 "a",\tb\nc', person: null }

describe('the format', () => {
  test('is a table on a terminal and tabs in a pipe, unless one is asked for', async () => {
    expect(formatOf((await listeningDesk({ terminal: true })).desk)).toBe('table')
    expect(formatOf((await listeningDesk()).desk)).toBe('tsv')
    for (const output of ['table', 'json', 'ndjson', 'csv', 'tsv']) {
      expect(formatOf((await listeningDesk({ output, terminal: true })).desk)).toBe(output)
      expect(isForPeople((await listeningDesk({ output })).desk)).toBe(output === 'table')
    }
  })

  test.each(['xml', 'JSON', ''])('cannot be %j, and those there are are named', async (output) => {
    const { desk } = await listeningDesk({ output })
    expect(() => formatOf(desk)).toThrow(
      expect.objectContaining({
        trouble: 'wrong-value',
        exitCode: 65,
        details: {
          name: '--output',
          value: output,
          allowed: ['table', 'json', 'ndjson', 'csv', 'tsv'],
          suggestion: null,
        },
      }),
    )
  })
})

describe('json', () => {
  test('is one object for one thing, an array for a list, with every field', async () => {
    expect(JSON.parse(await one(plain, { output: 'json' }))).toEqual({ ...plain, tags: [] })
    expect(JSON.parse(await many([plain, nasty], { output: 'json' }))).toEqual([
      { ...plain, tags: [] },
      { ...nasty, tags: [] },
    ])
    expect(await many([], { output: 'json' })).toBe('[]\n')
  })

  test('ndjson is one thing a line, and nothing for nothing', async () => {
    const lines = (await many([plain, nasty], { output: 'ndjson' })).split('\n')
    expect(lines).toHaveLength(3)
    expect(lines.slice(0, 2).map((line) => JSON.parse(line).number)).toEqual([1, 2])
    expect(await many([], { output: 'ndjson' })).toBe('')
    expect(await one(plain, { output: 'ndjson' })).toBe(`${JSON.stringify({ ...plain, tags: [] })}\n`)
  })

  test('writes control and bidirectional characters as escapes, and means the same', async () => {
    const printed = await one(nasty, { output: 'json' })
    // The line breaks are those of the layout.
    expect(printed).toMatch(/^[\n -~]+$/)
    expect(printed).toContain('\\u202e')
    expect(JSON.parse(printed)).toEqual({ ...nasty, tags: [] })
  })

  test('is never broken, whatever a text holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (subject) => {
        const printed = await one({ number: 1, subject }, { output: 'ndjson' })
        expect(printed.trimEnd().split('\n')).toHaveLength(1)
        expect(JSON.parse(printed).subject).toBe(subject)
      }),
      { numRuns: 50 },
    )
  })
})

describe('csv', () => {
  test('has a header, the columns of the list, and CR LF', async () => {
    expect(await many([plain], { output: 'csv' })).toBe('number,subject,person\r\n1,Portal down,anna@acme.example\r\n')
    expect(await many([], { output: 'csv' })).toBe('number,subject,person\r\n')
  })

  test.each(['=1+1', '+1', '-1', '@sum', '\t=1', '\r=1'])('a cell that is %j gets an apostrophe', async (subject) => {
    const [, row = ''] = (await many([{ number: 1, subject }], { output: 'csv' })).split(/\r\n(?=\d)/)
    expect(row).toMatch(/^1,"?'/)
  })

  test('what hides the beginning is removed first', async () => {
    expect(await many([{ number: 1, subject: '\u202e=1+1' }], { output: 'csv' })).toContain("\r\n1,'=1+1,\r\n")
  })

  test('quotes what needs it, keeps line breaks and nothing else that is invisible', async () => {
    expect(await many([nasty], { output: 'csv' })).toBe(
      'number,subject,person\r\n2,"\'=1+1 evil\n\n ""a"",\tb\nc",\r\n',
    )
  })

  test('of one thing is a header and a row with all of its fields', async () => {
    expect(await one({ ...plain, tags: ['a', 'b'] }, { output: 'csv' })).toBe(
      'number,subject,person,tags\r\n1,Portal down,anna@acme.example,"[""a"",""b""]"\r\n',
    )
  })
})

describe('tsv', () => {
  test('is one line for each thing, without header or colour', async () => {
    expect(await many([plain, nasty])).toBe('1\tPortal down\tanna@acme.example\n2\t=1+1 evil  "a", b c\t\n')
    expect(await many([])).toBe('')
  })

  test('has as many cells as columns, whatever a text holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (subject) => {
        const printed = await many([{ number: 1, subject }], {})
        expect(printed.slice(0, -1).split('\n')).toHaveLength(1)
        expect(printed.slice(0, -1).split('\t')).toHaveLength(3)
      }),
      { numRuns: 50 },
    )
  })

  test('of one thing is a line for each field', async () => {
    expect(await one(plain)).toBe('number\t1\nsubject\tPortal down\nperson\tanna@acme.example\ntags\t[]\n')
  })
})

describe('fields', () => {
  const flags = { fields: 'subject,number' }

  test('come alone and in the order asked, in every format', async () => {
    expect(await many([plain], { flags, output: 'json' })).toBe(
      `${JSON.stringify([{ subject: 'Portal down', number: 1 }], null, 2)}\n`,
    )
    expect(await many([plain], { flags, output: 'ndjson' })).toBe('{"subject":"Portal down","number":1}\n')
    expect(await many([plain], { flags, output: 'csv' })).toBe('subject,number\r\nPortal down,1\r\n')
    expect(await many([plain], { flags })).toBe('Portal down\t1\n')
    expect(await one(plain, { flags })).toBe('subject\tPortal down\nnumber\t1\n')
  })

  test('on a terminal make a plain table', async () => {
    expect(await many([plain], { flags: { ...flags, color: false }, terminal: true })).toBe(
      'subject      number\nPortal down  1\n',
    )
  })

  test('that do not exist are refused, and those that do are named', () => {
    const unknown = expect.objectContaining({
      trouble: 'unknown-field',
      exitCode: 65,
      details: { field: 'sujbect', fields: Object.keys(view.fields), suggestion: null },
    })
    expect(() => refuseUnknownFields({ one: view }, ['number', 'sujbect'])).toThrow(unknown)
    expect(() => refuseUnknownFields({ many: view }, ['sujbect'])).toThrow(unknown)
    expect(() => refuseUnknownFields({ one: view }, ['toString'])).toThrow('unknown-field')
    expect(() => refuseUnknownFields({ one: view }, ['number'])).not.toThrow()
    expect(() => refuseUnknownFields({ one: view }, undefined)).not.toThrow()
    expect(() => refuseUnknownFields({ text: true }, ['sujbect'])).not.toThrow()
  })
})

describe('a screen', () => {
  test('is drawn for a person, and for nobody else', async () => {
    expect(await one(plain, { terminal: true })).toBe('drawn for a person\n')
    expect(await many([plain], { output: 'table' })).toBe('drawn for a person\n')
    const { desk } = await listeningDesk({ output: 'json' })
    await expect(printOne(desk, view, plain, () => expect.unreachable())).resolves.toBeUndefined()
  })

  test('that is empty prints nothing', async () => {
    const { desk, printed } = await listeningDesk({ terminal: true })
    await printMany(desk, view, [], () => '')
    expect(printed.stdout).toBe('')
  })

  test('that is higher than the window goes through the pager, if there is one', async () => {
    const pages: string[] = []
    const page = async (text: string): Promise<void> => void pages.push(text)
    const high = 'a\n'.repeat(9).trimEnd()
    for (const options of [{ rows: 9 }, { rows: 10 }]) {
      const { desk, printed } = await listeningDesk({ terminal: true, page, ...options })
      await printMany(desk, view, [], () => high)
      expect(printed.stdout).toBe(options.rows === 9 ? '' : `${high}\n`)
    }
    expect(pages).toEqual([`${high}\n`])
    const { desk, printed } = await listeningDesk({ page, rows: 2, output: 'table' })
    await printMany(desk, view, [], () => high)
    expect(printed.stdout).toBe(`${high}\n`)
  })
})

describe('talk', () => {
  test('goes to standard error, and not into the output of a script', async () => {
    for (const [options, expected] of [
      [{ terminal: true }, 'By the way\n'],
      [{}, 'By the way\n'],
      [{ output: 'csv' }, 'By the way\n'],
      [{ output: 'json' }, ''],
      [{ output: 'ndjson' }, ''],
      [{ flags: { quiet: true } }, ''],
    ] as const) {
      const { desk, printed } = await listeningDesk(options)
      tell(desk, 'By the way')
      expect(printed).toEqual({ stdout: '', stderr: expected })
    }
  })

  test('quiet leaves the sentence after a change away, but never the thing a script asked for', async () => {
    const flags = { quiet: true }
    for (const [options, expected] of [
      [{ terminal: true, flags }, ''],
      [{ terminal: true }, 'done\n'],
      [{ flags, output: 'ndjson' }, `${JSON.stringify({ ...plain, tags: [] })}\n`],
      [{ flags: { quiet: true, fields: 'number' } }, 'number\t1\n'],
    ] as const) {
      const { desk, printed } = await listeningDesk(options)
      await printChange(desk, view, plain, () => 'done')
      expect(printed.stdout).toBe(expected)
    }
  })
})

test('a page of a list is wrapped only where that was asked for, and only as json', async () => {
  for (const [output, wrapped, expected] of [
    ['json', true, { items: [{ number: 1 }], nextCursor: 'abc' }],
    ['json', false, [{ number: 1 }]],
  ] as const) {
    const { desk, printed } = await listeningDesk({ output, flags: { fields: 'number' } })
    await printMany(desk, view, [plain], () => '', { nextCursor: 'abc', wrapped })
    expect(JSON.parse(printed.stdout)).toEqual(expected)
  }
})
