import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { migrateSqlite, openSqliteFile, readHeader } from '../../src/store/engine/sqlite'
import { allMigrations } from '../../src/store/migrations/all-migrations'
import type { Migration } from '../../src/store/migrations/migration'
import { type SchemaVersions, schemaVersions } from '../../src/store/migrations/schema-versions'
import { openStore } from '../../src/store/open'
import { everythingIn, smallDesk } from './scratch'

const present = Math.max(...allMigrations.map(({ version }) => version))
const next: Migration = {
  version: present + 1,
  tables: ['create table pets (id text primary key, legs integer not null)'],
  statements: [`insert into pets values ('cat', 4)`, 'create index pets_by_legs on pets (legs)'],
}
const afterNext: Migration = {
  version: present + 2,
  tables: [],
  statements: ['alter table pets add column name text', `update pets set name = 'Tom'`],
}

/** A newer program, which knows further steps. */
function knowing(...further: readonly Migration[]): SchemaVersions {
  const steps = [...allMigrations, ...further]
  return { newest: Math.max(...steps.map(({ version }) => version)), steps: async () => steps }
}

function versionOf(path: string): number {
  const file = openSqliteFile(path)
  try {
    return readHeader(file).version
  } finally {
    file.close()
  }
}

describe('the migrations', () => {
  test('are numbered 1, 2, 3 …, in the order they are listed', () => {
    // 7 is on its way.
    const numbers = allMigrations.map((_, index) => index + 1).map((number) => (number < 7 ? number : number + 1))
    expect(allMigrations.map(({ version }) => version)).toEqual(numbers)
    expect(schemaVersions.newest).toBe(present)
  })

  test('leave strictness to the engine and say nothing that only one engine understands', () => {
    const statements = allMigrations.flatMap(({ tables, statements }) => [...tables, ...statements])
    expect(statements.filter((sql) => /\bstrict\b|autoincrement|without rowid|\bpragma\b|\bblob\b/i.test(sql))).toEqual(
      [],
    )
    for (const { tables } of allMigrations) for (const sql of tables) expect(sql).toMatch(/^create table [a-z_]+ \(/)
  })
})

describe('a newer program', () => {
  test('brings a desk forward when it opens it, all steps at once', async () => {
    const path = await smallDesk()
    const store = await openStore(path, knowing(next, afterNext))
    expect(store.file.prepare('select * from pets').all()).toEqual([{ id: 'cat', legs: 4, name: 'Tom' }])
    expect(store.file.prepare(`select strict from pragma_table_list where name = 'pets'`).get()).toEqual({ strict: 1 })
    expect(store.identity.id).toBe('desk-1')
    await store.close()
    expect(versionOf(path)).toBe(present + 2)
  })

  test('opening again finds nothing to do', async () => {
    const path = await smallDesk()
    for (let time = 0; time < 3; time += 1) {
      const store = await openStore(path, knowing(next))
      expect(store.file.prepare('select count(*) as count from pets').get()).toEqual({ count: 1 })
      await store.close()
    }
  })

  test('leaves a desk that the old program refuses, untouched', async () => {
    const path = await smallDesk()
    await (await openStore(path, knowing(next))).close()
    const before = everythingIn(dirname(path))
    await expect(openStore(path)).rejects.toThrow(
      expect.objectContaining({
        trouble: 'database-newer',
        details: { path, version: present + 1, known: present },
      }),
    )
    expect(everythingIn(dirname(path))).toEqual(before)
  })
})

describe('a step that fails', () => {
  test.each([
    ['in its tables', { ...afterNext, tables: ['create table nonsense (id nonsense)'] }],
    [
      'in its last statement',
      { ...afterNext, statements: [...afterNext.statements, 'insert into nowhere values (1)'] },
    ],
  ])('%s leaves the old version, and nothing of the steps before it', async (_, broken) => {
    const path = await smallDesk()
    await expect(openStore(path, knowing(next, broken))).rejects.toThrow()
    expect(versionOf(path)).toBe(present)
    const store = await openStore(path)
    expect(store.file.prepare(`select name from sqlite_schema where name like 'pets%'`).all()).toEqual([])
    await store.close()
  })
})

describe('two programs that start at once', () => {
  test('bring a desk forward once', async () => {
    const path = await smallDesk()
    const [first, second] = [openSqliteFile(path), openSqliteFile(path)]
    // Both have seen the old version before either begins.
    expect([readHeader(first).version, readHeader(second).version]).toEqual([present, present])
    migrateSqlite(first, [...allMigrations, next])
    migrateSqlite(second, [...allMigrations, next])
    expect(second.prepare('select count(*) as count from pets').get()).toEqual({ count: 1 })
    first.close()
    second.close()
  })

  test('wait for each other: one in the middle of it makes the other busy, not wrong', async () => {
    const path = await smallDesk()
    const [first, second] = [openSqliteFile(path), openSqliteFile(path)]
    second.pragma('busy_timeout = 1')
    first.exec('begin immediate')
    expect(() => migrateSqlite(second, [...allMigrations, next])).toThrow(
      expect.objectContaining({ code: 'SQLITE_BUSY' }),
    )
    first.exec('rollback')
    migrateSqlite(second, [...allMigrations, next])
    expect(readHeader(first).version).toBe(present + 1)
    first.close()
    second.close()
  })
})
