import { accessSync, constants, existsSync, linkSync, readdirSync, rmSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import { DeskError, errorCode } from '../kit/errors'
import { makePrivateFolder, syncFolder } from '../kit/folder'
import {
  createSqliteFile,
  migrateSqlite,
  openSqliteFile,
  readHeader,
  type SqliteFile,
  sqliteKysely,
  syncCommits,
} from './engine/sqlite'
import { type SchemaVersions, schemaVersions } from './migrations/schema-versions'
import type { Schema, Tx } from './schema'
import { storeTrouble } from './store-trouble'

/** "HDSK": marks the file as a desk, so that a foreign database is never touched. */
const applicationId = 0x4844534b

/** What every command needs to know of the desk before it does anything. */
export interface DeskIdentity {
  id: string
  preset: string
  rehearsal: boolean
  keyCheck: string
}

/** The open database of a desk. */
export interface Store {
  readonly path: string
  readonly identity: DeskIdentity
  /** For reading outside a transaction. Inside one use the transaction: with one connection the other way hangs. */
  readonly db: Kysely<Schema>
  /** The connection below, for the few bulk and maintenance paths that are engine specific. */
  readonly file: SqliteFile
  /** What the database holds of the desk's key now: it may be another one than when this was opened. */
  keyCheck(): string
  /** One immediate transaction: everything or nothing. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * The same without waiting for the disk: it survives the end of this process, but a power cut only once a `write` has come
   * after it. For what can be found out again.
   */
  writeUnsynced<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens the database of a desk and brings its schema forward if a newer program is the first to use it.
 * Throws `desk-missing`, `folder-missing`, `not-a-database`, `not-a-desk`, `database-newer`, `database-damaged`,
 * `database-not-writable` or `database-busy`; whatever it refuses it leaves untouched.
 */
export async function openStore(path: string, versions: SchemaVersions = schemaVersions): Promise<Store> {
  refuseMissing(path)
  let file: SqliteFile | undefined
  try {
    file = openSqliteFile(path)
    await bringForward(file, path, versions)
    return storeOf(file, path)
  } catch (error) {
    file?.close()
    throw storeTrouble(error, path) ?? error
  }
}

/**
 * Makes a new desk's database: `fill` writes its first rows. The file appears under its name only when it is complete;
 * throws `desk-exists` when there is one already, `folder-not-writable` when it cannot be made.
 */
export async function createStore(path: string, fill: (tx: Tx) => Promise<void>): Promise<void> {
  prepareStore(path)
  const steps = await schemaVersions.steps()
  const unfinished = `${path}.new-${process.pid}`
  try {
    const file = createSqliteFile(unfinished, applicationId)
    try {
      migrateSqlite(file, steps)
      await sqliteKysely(file).transaction().execute(fill)
    } finally {
      file.close()
    }
    publish(unfinished, path)
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true })
  }
}

/** Makes sure that a database can be made there, before anything else is. Throws `desk-exists` or `folder-not-writable`. */
export function prepareStore(path: string): void {
  if (existsSync(path)) throw new DeskError('desk-exists', { path })
  makeFolder(dirname(path))
  sweepUnfinished(path)
}

function storeOf(file: SqliteFile, path: string): Store {
  const identity = readIdentity(file, path)
  const db = sqliteKysely(file)
  return {
    path,
    identity,
    db,
    file,
    keyCheck: () => readIdentity(file, path).keyCheck,
    write: async (work) => db.transaction().execute(work),
    writeUnsynced: async (work) =>
      // The connection is nobody else's meanwhile.
      db.connection().execute(async (own) => {
        syncCommits(file, false)
        try {
          return await own.transaction().execute(work)
        } finally {
          syncCommits(file, true)
        }
      }),
    close: async () => {
      await db.destroy()
      // Kysely closes only what it has used.
      if (file.open) file.close()
    },
  }
}

function readIdentity(file: SqliteFile, path: string): DeskIdentity {
  const row = file.prepare('select id, preset, rehearsal, key_check as keyCheck from desks').get()
  if (row === undefined) throw new DeskError('not-a-desk', { path })
  const { id, preset, rehearsal, keyCheck } = row as { id: string; preset: string; rehearsal: number; keyCheck: string }
  return { id, preset, rehearsal: rehearsal === 1, keyCheck }
}

async function bringForward(file: SqliteFile, path: string, versions: SchemaVersions): Promise<void> {
  const header = readHeader(file)
  if (header.applicationId !== applicationId) throw new DeskError('not-a-desk', { path })
  const known = versions.newest
  if (header.version > known) throw new DeskError('database-newer', { path, version: header.version, known })
  if (header.version < known) migrateSqlite(file, await versions.steps())
}

/** SQLite says the same of a missing file, a missing folder and a folder in its place; people need to know which. */
function refuseMissing(path: string): void {
  const found = lookAt(path)
  if (found?.isDirectory()) throw new DeskError('not-a-database', { path })
  if (found === undefined) {
    const folder = dirname(path)
    throw existsSync(folder)
      ? new DeskError('desk-missing', { path })
      : new DeskError('folder-missing', { path: folder })
  }
  try {
    // The folder too: write-ahead mode keeps two files beside the database.
    accessSync(path, constants.R_OK | constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
  } catch {
    throw new DeskError('database-not-writable', { path })
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw new DeskError('database-unreachable', { path, error: errorCode(error) ?? 'unknown' }, error)
  }
}

function makeFolder(folder: string): void {
  try {
    makePrivateFolder(folder)
    accessSync(folder, constants.W_OK)
  } catch {
    throw new DeskError('folder-not-writable', { path: folder })
  }
}

/** A hard link appears at once and never over an existing file, which a rename would replace. */
function publish(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path)
    syncFolder(dirname(path))
  } catch (error) {
    if (existsSync(path)) throw new DeskError('desk-exists', { path })
    throw error
  }
}

/** What a making left behind that was ended in the middle: its process is gone, nobody will finish it. */
function sweepUnfinished(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    const [, maker] = name.startsWith(`${basename(path)}.new-`) ? (/\.new-(\d+)(?:-wal|-shm)?$/.exec(name) ?? []) : []
    if (maker !== undefined && !isRunning(Number(maker))) rmSync(join(dirname(path), name), { force: true })
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
