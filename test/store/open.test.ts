import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createStore, openStore, type Store } from '../../src/store/open'
import { TestDesk } from '../kit/test-desk'
import { everythingIn, fill, scratchFolder, smallDesk } from './scratch'

const refusedWith = (trouble: string) => expect.objectContaining({ trouble, exitCode: 78 })

async function using<T>(path: string, work: (store: Store) => T | Promise<T>): Promise<T> {
  const store = await openStore(path)
  try {
    return await work(store)
  } finally {
    await store.close()
    store.file.close()
  }
}

test('a write that need not wait for the disk leaves the others waiting for it, also where it fails', async () => {
  const path = await smallDesk()
  await using(path, async (store) => {
    const level = (): unknown => store.file.pragma('synchronous', { simple: true })
    const rename = async (name: string): Promise<unknown> =>
      store.writeUnsynced(async (tx) => {
        await tx.updateTable('desks').set({ preset: name }).execute()
        expect(level()).toBe(1)
        if (name === 'bad') throw new Error('bad')
      })
    const others = rename('good').then(() => expect(level()).toBe(2))
    await Promise.all([others, store.write(async () => expect(level()).toBe(2))])
    await expect(rename('bad')).rejects.toThrow('bad')
    expect(level()).toBe(2)
    await using(path, (other) => expect(other.identity.preset).toBe('good'))
  })
})

describe('each connection', () => {
  test('syncs fully, keeps foreign keys, overwrites what is deleted, and writes ahead', async () => {
    const path = await smallDesk()
    for (let time = 0; time < 2; time += 1) {
      await using(path, ({ file }) => {
        const pragma = (name: string): unknown => file.pragma(name, { simple: true })
        expect({
          synchronous: pragma('synchronous'),
          foreignKeys: pragma('foreign_keys'),
          secureDelete: pragma('secure_delete'),
          journalMode: pragma('journal_mode'),
          busyTimeout: pragma('busy_timeout'),
        }).toEqual({ synchronous: 2, foreignKeys: 1, secureDelete: 1, journalMode: 'wal', busyTimeout: 10_000 })
      })
    }
  })

  test('refuses a row that points nowhere', async () => {
    await using(await smallDesk(), ({ file }) => {
      expect(() => file.exec(`insert into tenant_domains values ('acme.example', 'nobody')`)).toThrow('FOREIGN KEY')
    })
  })

  test('closed, leaves one file', async () => {
    const path = await smallDesk()
    // Whether anything was asked of it or not.
    await (await openStore(path)).close()
    expect(readdirSync(dirname(path))).toEqual(['helpdesk.db'])
    const store = await openStore(path)
    await store.db.selectFrom('desks').select('id').execute()
    await store.close()
    expect(readdirSync(dirname(path))).toEqual(['helpdesk.db'])
  })
})

describe('tables', () => {
  test('are all strict', async () => {
    await using(await smallDesk(), ({ file }) => {
      const lax = file
        .prepare(`select name from pragma_table_list
        where schema = 'main' and strict = 0 and name not like 'ticket\\_index%' escape '\\'`)
        .all()
      expect(lax).toEqual([{ name: 'sqlite_schema' }])
      expect(file.prepare('select count(*) as count from sqlite_schema').get()).not.toEqual({ count: 0 })
    })
  })

  test.each([
    [`insert into journal_entries (position, at, type, channel, digest, hash) values ('x', '', '', '', '', '')`],
    [`update desks set last_ticket_number = 'many'`],
    [`update desks set rehearsal = 2`],
    [`insert into settings values (null, 'a', 'b')`],
    [`insert into journal_head values (2, 0, '')`],
    [`insert into users values ('u', null, 'unknown', null, null, '')`],
  ])('refuse what does not fit: %s', async (sql) => {
    await using(await smallDesk(), ({ file }) => {
      expect(() => file.exec(sql)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^SQLITE_/) }))
    })
  })
})

describe('what is no desk is refused by its own name and left as it is', () => {
  async function refused(folder: string, path: string, trouble: string): Promise<void> {
    const before = everythingIn(folder)
    await expect(openStore(path)).rejects.toThrow(refusedWith(trouble))
    // SQLite leaves its two empty side files beside a database that it could not close in good order.
    if (trouble === 'database-damaged') for (const end of ['-shm', '-wal']) rmSync(path + end, { force: true })
    expect(everythingIn(folder)).toEqual(before)
    const desk = new TestDesk({ environment: { HELPDESK_DB: path } })
    for (const words of [['list'], ['open', 'x', '--for', 'a@b.example'], ['audit', 'verify']]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 78, code: trouble })
    }
    if (trouble === 'database-damaged') for (const end of ['-shm', '-wal']) rmSync(path + end, { force: true })
    expect(everythingIn(folder)).toEqual(before)
  }

  test('a file that is not there', async () => {
    const folder = scratchFolder()
    await refused(folder, join(folder, 'helpdesk.db'), 'desk-missing')
  })

  test('a folder that is not there', async () => {
    const folder = scratchFolder()
    await refused(folder, join(folder, 'deep', 'down', 'helpdesk.db'), 'folder-missing')
  })

  test('a folder in its place', async () => {
    const folder = scratchFolder()
    mkdirSync(join(folder, 'helpdesk.db'))
    await refused(folder, join(folder, 'helpdesk.db'), 'not-a-database')
  })

  test('a folder that is a file', async () => {
    const folder = scratchFolder()
    writeFileSync(join(folder, 'file'), 'x')
    await refused(folder, join(folder, 'file', 'helpdesk.db'), 'database-unreachable')
  })

  test('an empty file', async () => {
    const folder = scratchFolder()
    writeFileSync(join(folder, 'helpdesk.db'), '')
    await refused(folder, join(folder, 'helpdesk.db'), 'not-a-desk')
  })

  test.each([
    ['a short text', 'hello\n'],
    ['a long text', 'Dear Sir or Madam,\n'.repeat(1000)],
    ['nearly a database', `SQLite format 3\0${'\0'.repeat(20)}`],
  ])('%s', async (_, content) => {
    const folder = scratchFolder()
    writeFileSync(join(folder, 'helpdesk.db'), content)
    await refused(folder, join(folder, 'helpdesk.db'), 'not-a-database')
  })

  test('a database of somebody else', async () => {
    const path = await smallDesk()
    await using(path, ({ file }) => file.exec('pragma application_id = 0; pragma journal_mode = delete'))
    await refused(dirname(path), path, 'not-a-desk')
  })

  test('a desk without its one row', async () => {
    const path = await smallDesk()
    await using(path, ({ file }) => file.exec('delete from desks'))
    await refused(dirname(path), path, 'not-a-desk')
  })

  test('a desk of a newer version', async () => {
    const path = await smallDesk()
    await using(path, ({ file }) => file.exec('pragma user_version = 99'))
    await expect(openStore(path)).rejects.toThrow(
      expect.objectContaining({ details: expect.objectContaining({ path, version: 99 }) }),
    )
    await refused(dirname(path), path, 'database-newer')
  })

  test('a desk of which all but the first page was overwritten', async () => {
    const path = await smallDesk()
    overwrite(path, 2, statSync(path).size / 4096)
    await refused(dirname(path), path, 'database-damaged')
  })

  test('a desk that ends too early', async () => {
    const path = await smallDesk()
    truncateSync(path, 4096 * 2)
    await refused(dirname(path), path, 'database-damaged')
  })
})

/** Noise over these pages, counted from 1 as SQLite does. */
function overwrite(path: string, first: number, last: number): void {
  const descriptor = openSync(path, 'r+')
  writeSync(descriptor, Buffer.alloc((last - first + 1) * 4096, 0x5a), 0, undefined, (first - 1) * 4096)
  closeSync(descriptor)
}

test('damage that only one table has is told when that table is read, also by a deed', async () => {
  const desk = await new TestDesk().init()
  await desk.json('open', 'Portal down', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  const path = join(desk.home, 'helpdesk.db')
  const page = await using(path, ({ file }) => {
    file.pragma('wal_checkpoint(truncate)')
    const table = file.prepare(`select rootpage from sqlite_schema where name = 'tickets'`).get()
    return (table as { rootpage: number }).rootpage
  })
  overwrite(path, page, page)
  expect(await desk.run('whoami')).toMatchObject({ exitCode: 0 })
  expect(await desk.refused('show', '1')).toMatchObject({ exitCode: 78, code: 'database-damaged' })
  expect(await desk.refused('reply', '1', '-m', 'x')).toMatchObject({ exitCode: 78, code: 'database-damaged' })
})

describe('a desk that may only be read', () => {
  const program = fileURLToPath(new URL('../../bin/helpdesk.js', import.meta.url))
  const isRoot = process.getuid?.() === 0
  const canRun = existsSync(fileURLToPath(new URL('../../dist/launch.js', import.meta.url)))
  if (!canRun) console.warn('SKIPPED: a desk that may only be read (no dist/: run npm ci first)')

  /** The built program as somebody without rights: root passes every test of rights, so it becomes nobody. */
  function listIn(home: string) {
    const { status, stderr } = spawnSync(process.execPath, [program, 'list', '--json'], {
      cwd: '/',
      env: { HELPDESK_HOME: home, HOME: '/nonexistent', PATH: process.env.PATH, NODE_DISABLE_COMPILE_CACHE: '1' },
      encoding: 'utf8',
      ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
    })
    return { exitCode: status, error: JSON.parse(stderr || '{}').error?.code }
  }

  test.skipIf(!canRun)('in its file, or in its folder, is refused, and nothing is touched', async () => {
    const desk = await new TestDesk().init()
    const path = join(desk.home, 'helpdesk.db')
    for (const [file, folder] of [
      [0o444, 0o777],
      [0o666, 0o555],
      [0o000, 0o777],
    ] as const) {
      chmodSync(path, file)
      chmodSync(desk.home, folder)
      const before = everythingIn(desk.home)
      expect(listIn(desk.home)).toEqual({ exitCode: 78, error: 'database-not-writable' })
      expect(everythingIn(desk.home)).toEqual(before)
      chmodSync(desk.home, 0o700)
      chmodSync(path, 0o600)
    }
  })
})

describe('making a desk', () => {
  test('where there is one is refused, and the one there stays untouched', async () => {
    const path = await smallDesk()
    const before = everythingIn(dirname(path))
    await expect(createStore(path, fill)).rejects.toThrow(
      expect.objectContaining({ trouble: 'desk-exists', exitCode: 1, details: { path } }),
    )
    expect(everythingIn(dirname(path))).toEqual(before)
  })

  test('twice by command: the second is refused, key and login stay as they are', async () => {
    const desk = await new TestDesk().init()
    const before = everythingIn(desk.home)
    for (const words of [
      ['init', '--admin', 'eve@support.example'],
      ['init', '--admin', 'jana@support.example'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 1, code: 'desk-exists' })
    }
    expect(everythingIn(desk.home)).toEqual(before)
  })

  test('over a file that is no desk is refused too', async () => {
    const desk = new TestDesk()
    writeFileSync(join(desk.home, 'helpdesk.db'), 'my own text')
    const before = everythingIn(desk.home)
    expect(await desk.refused('init', '--admin', 'jana@support.example')).toMatchObject({ code: 'desk-exists' })
    expect(everythingIn(desk.home)).toEqual(before)
  })

  test('that fails half-way leaves no file', async () => {
    const folder = scratchFolder()
    const failing = createStore(join(folder, 'new', 'helpdesk.db'), async (tx) => {
      await fill(tx)
      throw new Error('in the middle')
    })
    await expect(failing).rejects.toThrow('in the middle')
    expect(Object.keys(everythingIn(folder))).toEqual(['new'])
  })

  test('by two at once makes one of them, complete', async () => {
    const path = join(scratchFolder(), 'helpdesk.db')
    let second: unknown
    await createStore(path, async (tx) => {
      await fill(tx)
      // Somebody else was faster in between.
      const other = await smallDesk()
      copyFileSync(other, path)
      second = everythingIn(dirname(other))['helpdesk.db']
    }).catch((error: unknown) => expect(error).toMatchObject({ trouble: 'desk-exists' }))
    expect(everythingIn(dirname(path))['helpdesk.db']?.split(' ')[1]).toBe(String(second).split(' ')[1])
    expect(readdirSync(dirname(path))).toEqual(['helpdesk.db'])
  })

  test('where the folder cannot be made is refused', async () => {
    const folder = scratchFolder()
    writeFileSync(join(folder, 'file'), 'x')
    for (const home of [join(folder, 'file'), join(folder, 'file', 'below'), '/proc/helpdesk']) {
      const desk = new TestDesk({ home })
      expect(await desk.refused('init', '--admin', 'jana@support.example')).toMatchObject({
        exitCode: 78,
        code: 'folder-not-writable',
      })
    }
    expect(Object.keys(everythingIn(folder))).toEqual(['file'])
  })

  test('whose login cannot be kept leaves nothing behind', async () => {
    const desk = new TestDesk()
    writeFileSync(join(desk.home, 'credentials.json'), 'not mine')
    const before = everythingIn(desk.home)
    expect(await desk.refused('init', '--admin', 'jana@support.example')).toMatchObject({ exitCode: 78 })
    expect(everythingIn(desk.home)).toEqual(before)
  })

  test('whose database cannot be made leaves nothing behind, not even a key', async () => {
    const desk = new TestDesk()
    const database = join(desk.home, 'file', 'helpdesk.db')
    writeFileSync(join(desk.home, 'file'), 'x')
    const before = everythingIn(desk.home)
    const { exitCode } = await desk.run(
      'init',
      '--admin',
      'jana@support.example',
      '--home',
      desk.home,
      '--db',
      database,
    )
    expect(exitCode).toBe(78)
    expect(everythingIn(desk.home)).toEqual(before)
  })

  test('is private: database, key and login can be read by their owner alone', async () => {
    const desk = await new TestDesk({ home: join(scratchFolder(), 'desk') }).init()
    const modes = Object.entries(everythingIn(desk.home)).map(([path, found]) => [path, found.split(' ')[0]])
    expect(Object.fromEntries(modes)).toMatchObject({ 'helpdesk.key': '600', 'credentials.json': '600' })
    expect(statSync(desk.home).mode & 0o777).toBe(0o700)
  })
})

describe('a transaction', () => {
  test('that fails leaves nothing, one that ends leaves all', async () => {
    await using(await smallDesk(), async (store) => {
      const add = (name: string) =>
        store.write((tx) => tx.insertInto('settings').values({ scope: 'desk', name, value: 'x' }).execute())
      const failing = store.write(async (tx) => {
        await tx.insertInto('settings').values({ scope: 'desk', name: 'half', value: 'x' }).execute()
        throw new Error('in the middle')
      })
      await expect(failing).rejects.toThrow('in the middle')
      await add('whole')
      expect(await store.db.selectFrom('settings').select('name').execute()).toEqual([{ name: 'whole' }])
    })
  })

  test('begins at once: who comes second is told that the database is busy', async () => {
    const path = await smallDesk()
    await using(path, async (first) => {
      await using(path, async (second) => {
        second.file.pragma('busy_timeout = 1')
        await first.write(async () => {
          await expect(second.write(async () => 'never')).rejects.toMatchObject({ code: 'SQLITE_BUSY' })
        })
        await expect(second.write(async () => 'now')).resolves.toBe('now')
      })
    })
  })
})
