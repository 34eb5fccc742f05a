import { closeSync, existsSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Migration, TextIndex } from '../migrations/migration'
import type { Schema } from '../schema'

export type SqliteFile = Database.Database

/** How long a writer waits for another one, in milliseconds, before it is told to try again. */
const busyTimeout = 10_000

/**
 * Write transactions begin IMMEDIATE: a deferred one that reads first and writes later fails at once with
 * SQLITE_BUSY_SNAPSHOT when somebody else wrote in between, whatever the timeout.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/**
 * Opens the file of a database that exists. `synchronous`, `foreign_keys` and `secure_delete` hold for one connection
 * only, so they are set on each: what was acknowledged survives a power cut, and what was deleted is gone from the file.
 */
export function openSqliteFile(path: string): SqliteFile {
  const file = new Database(path, connectionOptions({ fileMustExist: true }))
  file.exec('pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on; pragma cache_size = -4096')
  return file
}

/**
 * Makes an empty database in write-ahead mode that only its owner can read, with the mark in its header by which a desk
 * is recognised.
 */
export function createSqliteFile(path: string, applicationId: number): SqliteFile {
  closeSync(openSync(path, 'wx', 0o600))
  const file = new Database(path, connectionOptions({}))
  file.pragma('journal_mode = wal')
  file.pragma(`application_id = ${applicationId}`)
  file.exec('pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on; pragma cache_size = -4096')
  return file
}

/** The mark and the schema version from the header of the file. */
export function readHeader(file: SqliteFile): { applicationId: number; version: number } {
  return {
    applicationId: Number(file.pragma('application_id', { simple: true })),
    version: Number(file.pragma('user_version', { simple: true })),
  }
}

/**
 * Brings the schema forward, all steps in one transaction: a database is at the old version or at the new one, never
 * between. Two programs starting at once are serialised by IMMEDIATE; the second finds nothing to do.
 */
export function migrateSqlite(file: SqliteFile, migrations: readonly Migration[]): void {
  file
    .transaction(() => {
      const { version } = readHeader(file)
      for (const migration of migrations.filter((step) => step.version > version)) {
        for (const table of migration.tables) file.exec(`${table.replace(/\bbytes\b/g, 'blob')} strict`)
        for (const statement of migration.statements) file.exec(statement)
        for (const index of migration.textIndexes ?? []) file.exec(textIndexSql(index))
        file.pragma(`user_version = ${migration.version}`)
      }
    })
    .immediate()
}

/**
 * An index of words over a table, kept by triggers, so that no statement can forget it. It holds no copy of the words, and
 * what is deleted from it is overwritten: `secure_delete` of the connection does not reach into its pages.
 */
function textIndexSql({ name, table, key, columns }: TextIndex): string {
  const names = columns.join(', ')
  const valuesOf = (row: string): string => [key, ...columns].map((column) => `${row}.${column}`).join(', ')
  const put = `insert into ${name} (rowid, ${names}) values (${valuesOf('new')});`
  const take = `insert into ${name} (${name}, rowid, ${names}) values ('delete', ${valuesOf('old')});`
  return `
    create virtual table ${name} using fts5 (
      ${names}, content='${table}', content_rowid='${key}', columnsize=0,
      tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co'"
    );
    insert into ${name} (${name}, rank) values ('secure-delete', 1);
    create trigger ${table}_added after insert on ${table} begin ${put} end;
    create trigger ${table}_removed after delete on ${table} begin ${take} end;
    create trigger ${table}_changed after update on ${table} begin ${take} ${put} end;`
}

/** Whether an index of words says what its table says. */
export function isTextIndexSound(file: SqliteFile, name: string): boolean {
  try {
    file.exec(`insert into ${name} (${name}, rank) values ('integrity-check', 1)`)
    return true
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT')) return false
    throw error
  }
}

/** Makes an index of words anew from its table. */
export function rebuildTextIndex(file: SqliteFile, name: string): void {
  file.exec(`insert into ${name} (${name}) values ('rebuild')`)
}

/** What is looked for in an index of words. */
export interface TextMatch {
  /** Folded words that follow each other. */
  words: readonly string[]
  /** Whether the last of them is only the beginning of a word. */
  isPrefix: boolean
  /** Where they may stand. */
  columns: readonly string[]
}

/**
 * The words of the engine for: of each group one must be there, and of the others none. Nothing in them is an operator,
 * whatever it looks like. A group of none finds nothing.
 */
export function textMatchSql(groups: readonly (readonly TextMatch[])[], without: readonly TextMatch[] = []): string {
  const nothing = '""'
  const wanted = groups.map((group) => (group.length === 0 ? nothing : `(${group.map(phraseSql).join(' OR ')})`))
  const unwanted = without.length === 0 ? '' : ` NOT (${without.map(phraseSql).join(' OR ')})`
  return `(${wanted.join(' AND ')})${unwanted}`
}

function phraseSql({ words, isPrefix, columns }: TextMatch): string {
  const phrase = `"${words.join(' ').replaceAll('"', '')}"${isPrefix ? '*' : ''}`
  return `{${columns.join(' ')}} : ${phrase}`
}

export function sqliteKysely(file: SqliteFile): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new ImmediateDriver({ database: keepingStatements(file) }),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
}

/**
 * Whether each commit waits until the disk has it. Only between transactions. A commit that waits takes those before it along:
 * what they wrote lies before it in the same file.
 */
export function syncCommits(file: SqliteFile, whether: boolean): void {
  file.exec(`pragma synchronous = ${whether ? 'full' : 'normal'}`)
}

/** As many different statements as a long deed has. */
const statementsKept = 50

/** The same connection, which makes a statement ready once and not each time that it comes. */
function keepingStatements(file: SqliteFile): Pick<SqliteFile, 'prepare' | 'close'> {
  const ready = new Map<string, Database.Statement>()
  return {
    prepare: ((sql: string) => {
      const statement = ready.get(sql) ?? file.prepare(sql)
      if (ready.size >= statementsKept) ready.clear()
      ready.set(sql, statement)
      return statement
    }) as SqliteFile['prepare'],
    close: () => file.close(),
  }
}

/** What SQLite itself finds wrong with the file, in its own words; nothing where all is sound. */
export function checkSqliteFile(file: SqliteFile): string[] {
  const found = file.pragma('integrity_check') as { integrity_check: string }[]
  return found.map((row) => row.integrity_check).filter((line) => line !== 'ok')
}

/** Rows that refer to others which are not there, as `table row -> table`. */
export function checkSqliteReferences(file: SqliteFile): string[] {
  const found = file.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[]
  return found.map(({ table, rowid, parent }) => `${table} ${rowid ?? '?'} -> ${parent}`)
}

/** The published types know `nativeBinding` as a path only; the package takes the loaded addon too, hence the cast. */
function connectionOptions(options: Database.Options): Database.Options {
  return { ...options, timeout: busyTimeout, nativeBinding: nativeBinding() } as unknown as Database.Options
}

let loadedBinding: object | undefined

/** The compiled part of better-sqlite3, loaded once. */
function nativeBinding(): object {
  loadedBinding ??= loadBinding(import.meta.dirname)
  return loadedBinding
}

/**
 * Looks for the addon as Node.js would, from folder to folder upwards. The package's own search and `require.resolve`
 * cost a millisecond or more at each start, and neither survives bundling.
 */
function loadBinding(from: string): object {
  const file = join(from, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node')
  if (existsSync(file)) {
    const module = { exports: {} }
    process.dlopen(module, file)
    return module.exports
  }
  const parent = dirname(from)
  if (parent === from) throw new Error('better-sqlite3 is not installed')
  return loadBinding(parent)
}
