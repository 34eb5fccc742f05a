import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import stripAnsi from 'strip-ansi'
import { describe, expect, test } from 'vitest'
import { createSqliteFile, migrateSqlite, openSqliteFile } from '../../src/store/engine/sqlite'
import { allMigrations } from '../../src/store/migrations/all-migrations'
import { type Finished, TestDesk } from '../kit/test-desk'

interface Hit {
  number: number
  excerpt: string | null
  score: number
}

async function annasDesk(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('tenant', 'add', 'beta', '--domain', 'beta.example')
  await desk.json('user', 'add', 'anna@acme.example', '--name', 'Anna Müller')
  return desk
}

async function openFor(desk: TestDesk, subject: string, message: string, ...words: string[]): Promise<void> {
  await desk.json('open', subject, '-m', message, '--for', 'anna@acme.example', ...words)
}

async function found(desk: TestDesk, ...words: string[]): Promise<number[]> {
  return (await desk.json<Hit[]>('search', ...words)).map(({ number }) => number)
}

describe('search finds', () => {
  test('words in subject, description, report, replies and names of attachments, in any status', async () => {
    const desk = await annasDesk()
    writeFileSync(join(desk.home, 'Kontoauszug März.txt'), 'x')
    await openFor(desk, 'Printer', 'It smells of oranges', '--where', 'Basement', '-a', 'Kontoauszug März.txt')
    await openFor(desk, 'Something else', 'Nothing of it')
    await desk.json('reply', '1', '-m', 'Try the grapefruit button')
    await desk.json('solve', '1')
    for (const word of ['printer', 'ORANGES', 'basement', 'grapefruit', 'kontoauszug', 'maerz']) {
      expect({ word, found: await found(desk, word) }).toEqual({ word, found: [1] })
    }
    expect(await found(desk, 'attachment:kontoauszug')).toEqual([1])
    expect(await found(desk, 'attachment:oranges')).toEqual([])
  })

  test('a word however it is spelled', async () => {
    const desk = await annasDesk()
    const spellings = ['Ueberweisung', 'Überweisung', 'Uberweisung', 'U\u0308BERWEISUNG', 'ｕ̈berweisung']
    for (const spelling of spellings) await openFor(desk, `Die ${spelling} von Straße`, 'x')
    for (const spelling of [...spellings, 'STRASSE', 'straße']) {
      expect({ spelling, found: (await found(desk, spelling)).length }).toEqual({ spelling, found: 5 })
    }
  })

  test('all words, beginnings, phrases, and none of those with a minus', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'Payment file rejected', 'by the bank')
    await openFor(desk, 'Payment executed', 'The file was rejected before')
    await openFor(desk, 'Payments of March', 'See pain.001')
    expect(new Set(await found(desk, 'payment', 'rejected'))).toEqual(new Set([1, 2]))
    expect(new Set(await found(desk, 'payment*'))).toEqual(new Set([1, 2, 3]))
    expect(await found(desk, '"file rejected"')).toEqual([1])
    expect(await found(desk, '„file rejected“')).toEqual([1])
    expect(await found(desk, '"file reje"*')).toEqual([1])
    expect(await found(desk, 'payment', ' -bank')).toEqual([2])
    expect(await found(desk, 'payment -"file rejected"')).toEqual([2])
    expect(await found(desk, 'pain.001')).toEqual([3])
    expect(await found(desk, 'subject:rejected')).toEqual([1])
    // A phrase never goes from one text into the next.
    expect(await found(desk, '"rejected by"')).toEqual([])
  })

  test('fields, alone and with words', async () => {
    const desk = await annasDesk()
    await desk.json('user', 'add', 'fritz@support.example', '--name', 'Fritz First', '--group', 'first-level')
    writeFileSync(join(desk.home, 'a.txt'), 'x')
    await openFor(desk, 'One file', 'x', '-a', 'a.txt', '--priority', 'high')
    await openFor(desk, 'Two files', 'x', '-c', 'problem')
    await desk.json('open', 'Three files', '--for', 'bo@beta.example')
    await desk.json('give', '2', 'fritz@support.example')
    await desk.json('solve', '1')
    const cases: Record<string, number[]> = {
      'status:open': [3, 2],
      'status:open status:solved': [3, 2, 1],
      ' -status:open': [1],
      'from:anna': [2, 1],
      'from:mueller': [2, 1],
      'requester:bo@beta.example': [3],
      'from:nobody': [],
      'tenant:beta': [3],
      'category:problem': [2],
      'priority:high': [1],
      'assignee:fritz': [2],
      'assignee:none': [3, 1],
      ' -assignee:fritz': [3, 1],
      'number:2': [2],
      'number:#2': [2],
      'has:attachment': [1],
      ' -has:attachment': [3, 2],
      'status:open -two': [3],
      'file* from:anna -has:attachment': [2],
    }
    for (const [query, numbers] of Object.entries(cases)) {
      expect({ query, found: await found(desk, query) }).toEqual({ query, found: numbers })
    }
  })

  test('what was changed and said since, and no longer what is not there', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'Old subject', 'x')
    await desk.json('edit', '1', '--subject', 'New title', '--where', 'Attic')
    expect(await found(desk, 'old')).toEqual([])
    expect(await found(desk, 'title')).toEqual([1])
    expect(await found(desk, 'attic')).toEqual([1])
    await desk.json('reply', '1', '-m', 'pineapple')
    expect(await found(desk, 'pineapple', 'title')).toEqual([1])
    await desk.json('undo', '--yes')
    expect(await found(desk, 'pineapple')).toEqual([])
    const { checks } = await desk.json<{ checks: { state: string }[] }>('db', 'check')
    expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['ok']))
  })

  test('what one takes part in, in a tenant of which one sees nothing else, for as long as one does', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'Invoice with a hole', 'x')
    await openFor(desk, 'Another hole', 'x')
    await desk.json('user', 'add', 'bo@beta.example')
    await desk.json('cc', '1', 'add', 'bo@beta.example', '--yes')
    await desk.as('bo@beta.example')
    expect(await found(desk, 'hole')).toEqual([1])
    await desk.as(undefined)
    await desk.json('cc', '1', 'remove', 'bo@beta.example')
    await desk.as('bo@beta.example')
    expect(await found(desk, 'hole')).toEqual([])
  })

  test('the best first: the subject before the text, the whole word before its beginning', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'Question', 'About an invoice')
    await openFor(desk, 'Invoice', 'x')
    await openFor(desk, 'Invoices of March', 'x')
    const hits = await desk.json<Hit[]>('search', 'invoice*')
    expect(hits.map(({ number }) => number)).toEqual([2, 3, 1])
    for (const { score } of hits) expect(score).toBeGreaterThan(0)
    for (const { score } of hits) expect(score).toBeLessThanOrEqual(1)
  })
})

describe('what is shown', () => {
  test('the place that was found, plain for machines, in bold on a terminal, without control characters', async () => {
    const desk = await annasDesk()
    const padding = 'blah '.repeat(100)
    await openFor(desk, 'Subject', `${padding}\nthe \u001b[31mPAYMENT\u001b[0m was\trejected\u0007 ${padding}`)
    const [hit] = await desk.json<Hit[]>('search', 'payment', 'rejected')
    expect(hit?.excerpt).toMatch(/^… .*PAYMENT.*rejected.* …$/s)
    expect(hit?.excerpt?.length).toBeLessThan(200)
    desk.terminal = true
    desk.environment.FORCE_COLOR = '1'
    const { stdout } = await desk.run('search', 'payment')
    expect(stdout).toContain('\u001b[1mPAYMENT\u001b[22m')
    expect(stdout).not.toContain('\u001b[31m')
    expect(stdout).not.toContain('\u0007')
    for (const line of stdout.split('\n')) expect(stripAnsi(line).length).toBeLessThanOrEqual(80)
  })

  test('list --search is a list: in an order of its own where one is asked for, with its other filters', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'Invoice A', 'x')
    await openFor(desk, 'Invoice B', 'x', '--priority', 'high')
    await openFor(desk, 'Other', 'x')
    await desk.json('solve', '1')
    const numbers = async (...words: string[]): Promise<number[]> =>
      (await desk.json<Hit[]>('list', '--search', 'invoice', ...words)).map(({ number }) => number)
    expect(await numbers()).toEqual([2, 1])
    expect(await numbers('--sort', 'number')).toEqual([1, 2])
    expect(await numbers('--status', 'solved')).toEqual([1])
    expect(await numbers('--priority', 'high')).toEqual([2])
    const page = await desk.json<{ items: Hit[]; nextCursor: string }>(
      ...['list', '--search', 'invoice', '--sort', 'number', '--limit', '1', '--page-info'],
    )
    expect(page.items).toMatchObject([{ number: 1 }])
    expect(await numbers('--sort', 'number', '--cursor', page.nextCursor)).toEqual([2])
    expect(await desk.refused('list', '--search', 'x', '--cursor', page.nextCursor)).toMatchObject({
      exitCode: 64,
      code: 'conflicting-flags',
    })
  })
})

describe('nobody finds what they may not see', () => {
  test('tickets of other tenants, and others’ tickets where only one’s own are seen', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'Secret of acme', 'x')
    await desk.json('open', 'Secret of beta', '--for', 'bo@beta.example')
    await desk.json('open', 'Secret of a colleague', '--for', 'tom@acme.example')
    await desk.as('anna@acme.example')
    expect(new Set(await found(desk, 'secret'))).toEqual(new Set([1, 3]))
    expect(await found(desk, 'beta')).toEqual([])
    expect(await desk.refused('search', 'secret', 'tenant:beta')).toMatchObject({ exitCode: 66 })
    await desk.as(undefined)
    await desk.json('config', 'set', 'tickets.seen-by', 'requester')
    await desk.as('anna@acme.example')
    expect(await found(desk, 'secret')).toEqual([1])
    expect(await found(desk, 'number:3')).toEqual([])
    expect((await desk.json<Hit[]>('list', '--search', 'secret', '--sort', 'number')).length).toBe(1)
  })

  test('notes: neither their words, nor their files, nor what a minus would tell', async () => {
    const desk = await annasDesk()
    writeFileSync(join(desk.home, 'hidden.txt'), 'x')
    await openFor(desk, 'Printer', 'It smells')
    const before = await desk.as('anna@acme.example')
    const seen = await before.json<Hit[]>('search', 'printer')
    await desk.as(undefined)
    await desk.json('note', '1', '-m', 'The customer is difficult', '-a', 'hidden.txt')
    expect(await found(desk, 'difficult')).toEqual([1])
    expect(await found(desk, 'hidden')).toEqual([1])
    expect(await found(desk, 'has:attachment')).toEqual([1])
    expect(await found(desk, 'printer -difficult')).toEqual([])
    await desk.as('anna@acme.example')
    for (const query of ['difficult', 'hidden', 'attachment:hidden', 'has:attachment', 'printer difficult']) {
      expect({ query, found: await found(desk, query) }).toEqual({ query, found: [] })
    }
    for (const query of ['printer -difficult', 'status:open -difficult', ' -has:attachment']) {
      expect({ query, found: await found(desk, query) }).toEqual({ query, found: [1] })
    }
    // The very same answer as before there was a note.
    expect((await desk.json<Hit[]>('search', 'printer')).map(({ score, excerpt }) => ({ score, excerpt }))).toEqual(
      seen.map(({ score, excerpt }) => ({ score, excerpt })),
    )
  })

  test('who reads notes in one tenant only finds them there only', async () => {
    const desk = await annasDesk()
    await desk.json('user', 'add', 'line@acme.example', '--group', 'first-level')
    await desk.json('guest', 'invite', 'line@acme.example', '--tenant', 'beta')
    await openFor(desk, 'A', 'x')
    await desk.json('open', 'B', '--for', 'bo@beta.example')
    for (const number of ['1', '2']) await desk.json('note', number, '-m', 'difficult')
    await desk.as('line@acme.example')
    await desk.json('guest', 'accept', 'beta')
    expect(await found(desk, 'difficult')).toEqual([1])
    expect(await found(desk, 'status:open -difficult')).toEqual([2])
    expect(await found(desk, 'status:open')).toEqual([2, 1])
  })
})

describe('bad input', () => {
  test.each([
    [['search', ''], 65, 'empty-text'],
    [['search', '   '], 65, 'empty-text'],
    // A word with a minus stands behind another one, or behind --.
    [['search', '-word'], 64, 'unknown-flag'],
    [['search', ' -word'], 65, 'nothing-to-search'],
    [['search', '***'], 65, 'nothing-to-search'],
    [['search', 'x'.repeat(10_000)], 65, 'text-too-long'],
    [['search', 'a\0b'], 65, 'text-has-nul'],
    [['search', 'reqester:anna'], 65, 'unknown-field'],
    [['search', 'status:nonsense'], 65, 'wrong-value'],
    [['search', 'number:x'], 65, 'wrong-number'],
    [['search', 'x', '--limit', '0'], 65, 'wrong-value'],
    [['search', 'x', '--lmit'], 64, 'unknown-flag'],
    [['search'], 64, 'missing-argument'],
    [['search', 'tenant:nonsense'], 66, 'tenant-not-found'],
    [['search', 'category:nonsense'], 65, 'wrong-value'],
    [['list', '--search', ''], 65, 'empty-text'],
    [['list', '--search', '-word'], 65, 'nothing-to-search'],
  ])('%j is refused', async (words, exitCode, code) => {
    const desk = await annasDesk()
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })

  test('what looks like an operator is text', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'AND', 'NEAR the http://portal.example/x at 12:30, TypeError:null, Re: (a) ^b {c}')
    const queries = [
      'AND',
      'NEAR',
      'http://portal.example/x',
      '12:30',
      'TypeError:null',
      'Re: near',
      '(a)',
      '^b',
      '{c}',
    ]
    for (const query of [...queries, '"near', 'a AND b', 'NEAR(a b)', '+a', 'a:b c', "'a'"].filter(
      (q) => q !== 'a:b c',
    )) {
      expect({ query, exitCode: (await desk.run('search', query)).exitCode }).toEqual({ query, exitCode: 0 })
    }
    for (const query of queries) expect({ query, found: await found(desk, query) }).toEqual({ query, found: [1] })
  })

  test('nothing that is typed makes the database stumble', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'Payment AND "file"', 'x')
    const pieces = [
      '"',
      '-',
      '*',
      ':',
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      'NEAR',
      '^',
      '{',
      '}',
      '\\',
      "'",
      '--',
      ';',
      'ä',
      '\u{1f600}',
      '\ue000',
      'subject:',
      'has:attachment',
      'payment',
      ' ',
      'a',
      '½',
      'ﬁ',
      '\u0301',
      '%',
      '_',
    ]
    const typed = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    )
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        for (const words of [
          ['search', '--', text],
          ['list', '--sort', 'number', `--search=${text}`],
        ]) {
          const { exitCode, stderr }: Finished = await desk.run(...words, '--json')
          if (![0, 64, 65, 66].includes(exitCode)) throw new Error(`${exitCode} ${stderr}`)
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('as many words as fit into a query', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'a b c', 'x')
    const { exitCode } = await desk.run('search', Array.from({ length: 499 }, () => 'a').join(' '))
    expect(exitCode).toBe(0)
    expect(
      (
        await desk.run(
          'search',
          Array.from({ length: 249 }, () => 'b -z')
            .join(' ')
            .slice(0, 999),
        )
      ).exitCode,
    ).toBe(0)
  })
})

/** Takes away what the steps of the schema made from this one on. */
function withoutStepsSince(version: number): string {
  const steps = allMigrations.filter((step) => step.version >= version)
  const named = (made: string, sql: readonly string[]): string[] =>
    sql.flatMap((one) => new RegExp(`^create (?:unique )?${made} (\\w+)`).exec(one)?.[1] ?? [])
  const tables = steps.flatMap((step) => [
    ...(step.textIndexes ?? []).map(({ name }) => name),
    ...named('table', step.tables),
  ])
  const indexes = named(
    'index',
    steps.flatMap(({ statements }) => statements),
  )
  const columns = steps.flatMap(({ statements }) =>
    statements.flatMap((one) => {
      const [, table, column] = /^alter table (\w+) add column (\w+)/.exec(one) ?? []
      return table === undefined ? [] : [`alter table ${table} drop column ${column};`]
    }),
  )
  return [
    // A later step may have dropped it already.
    ...indexes.map((name) => `drop index if exists ${name};`),
    ...tables.map((name) => `drop table ${name};`),
    ...columns,
  ].join(' ')
}

describe('the index', () => {
  /** As a desk is that a program before this one made and filled. */
  async function deskOfSchema5(): Promise<TestDesk> {
    const desk = await annasDesk()
    await openFor(desk, 'From before', 'the upgrade')
    await desk.json('reply', '1', '-m', 'pineapple')
    const path = join(desk.home, 'helpdesk.db')
    const file = openSqliteFile(path)
    file.exec(`pragma foreign_keys = off; ${withoutStepsSince(6)} pragma user_version = 5`)
    file.close()
    return desk
  }

  test('of a desk of the last schema is made by the first search', async () => {
    const desk = await deskOfSchema5()
    const { checks } = await desk.json<{ checks: { name: string; state: string }[] }>('db', 'check')
    expect(checks.find(({ name }) => name === 'search')).toMatchObject({ state: 'hint' })
    expect(await found(desk, 'upgrade pineapple')).toEqual([1])
    expect((await desk.json<typeof checks>('db', 'check')) as unknown).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: 'search', state: 'ok', examined: 1 })]),
    })
  })

  test('is made for a ticket of the last schema by whoever changes it, and by who may only read', async () => {
    const desk = await deskOfSchema5()
    await desk.json('reply', '1', '-m', 'mango')
    expect(await found(desk, 'upgrade mango')).toEqual([1])
    const other = await deskOfSchema5()
    await other.as('anna@acme.example')
    expect(await found(other, 'pineapple')).toEqual([1])
  })

  test('is checked against the tickets, and mended', async () => {
    const spoil = async (sql: string): Promise<TestDesk> => {
      const desk = await annasDesk()
      await openFor(desk, 'Printer', 'It smells')
      await openFor(desk, 'Scanner', 'It whirrs')
      const file = openSqliteFile(join(desk.home, 'helpdesk.db'))
      file.exec(sql)
      file.close()
      return desk
    }
    for (const sql of [
      `update ticket_texts set body = 'nonsense' where number = 1`,
      `delete from ticket_texts where number = 1`,
      `insert into ticket_texts values (77, 't', 's', 'b', 'f', 'n')`,
      `drop trigger ticket_texts_changed; update ticket_texts set body = 'nonsense' where number = 1`,
      `insert into ticket_index (ticket_index) values ('delete-all')`,
    ]) {
      const desk = await spoil(sql)
      const { exitCode, stdout } = await desk.run('db', 'check', '-o', 'table')
      expect({ sql, exitCode }).toEqual({ sql, exitCode: 78 })
      expect(stdout).toContain('helpdesk db check --rebuild-search')
      expect(stdout).not.toContain('backup')
      if (sql.includes('drop trigger')) continue
      expect({ sql, ...(await desk.run('db', 'check', '--rebuild-search')) }).toMatchObject({ sql, exitCode: 0 })
      expect(await found(desk, 'smells')).toEqual([1])
    }
  })

  test('keeps nothing of what is no longer said', async () => {
    const desk = await annasDesk()
    await openFor(desk, 'Zanzibarword', 'x')
    await desk.json('edit', '1', '--subject', 'Other')
    const file = openSqliteFile(join(desk.home, 'helpdesk.db'))
    const rows = file.prepare<[], { block: Buffer }>('select block from ticket_index_data').all()
    file.close()
    expect(rows.some(({ block }) => block.includes('zanzibar'))).toBe(false)
    expect(rows.some(({ block }) => block.includes('other'))).toBe(true)
  })

  test('is the same in a database that came all the way and in a new one', () => {
    const desk = new TestDesk()
    const schemaOf = (path: string, steps: readonly (typeof allMigrations)[]): unknown[] => {
      const file = createSqliteFile(join(desk.home, path), 1)
      for (const migrations of steps) migrateSqlite(file, migrations)
      const rows = file.prepare('select type, name, sql from sqlite_schema order by name').all()
      file.close()
      return rows
    }
    expect(
      schemaOf(
        'stepped.db',
        allMigrations.map((_, index) => allMigrations.slice(0, index + 1)),
      ),
    ).toEqual(schemaOf('new.db', [allMigrations]))
  })
})
