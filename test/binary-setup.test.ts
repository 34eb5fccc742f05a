import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { BuiltDesk, fileHome, refusalOf } from './kit/built-desk'
import { runBuilt } from './kit/built-program'

// A desk whose files are missing, foreign or broken; who acts; the clock of a rehearsal.

const desk = await BuiltDesk.withTicket()

/** Every file of a folder with its bytes, to see that nothing was touched. The code cache is no file of the desk. */
function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== 'cache')
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name)
      return [name, statSync(path).isFile() ? readFileSync(path, 'base64') : 'folder']
    }),
  )
}

function emptyFolder(): string {
  return fileHome()
}

function damaged(spoil: (home: string) => void): string {
  const home = desk.copy()
  spoil(home)
  return home
}

test.each<[string, () => string, string]>([
  ['no desk in the folder', emptyFolder, 'desk-missing'],
  ['no folder', () => join(emptyFolder(), 'gone'), 'folder-missing'],
  ['a text file', () => damaged((home) => writeFileSync(join(home, 'helpdesk.db'), 'just a text\n')), 'not-a-database'],
  ['a folder in its place', () => damaged(folderInPlace), 'not-a-database'],
  ['an empty file', () => damaged((home) => writeFileSync(join(home, 'helpdesk.db'), '')), 'not-a-desk'],
  ['somebody else’s database', () => damaged(foreignDatabase), 'not-a-desk'],
  ['a database of a newer program', () => damaged(newerDatabase), 'database-newer'],
  ['a database cut in half', () => damaged(cutInHalf), 'database-damaged'],
])('%s is refused with 78 for reading and writing, and nothing is touched', async (_what, make, code) => {
  const home = make()
  const before = existsSync(home) ? contents(home) : {}
  for (const words of [['list'], ['open', 'S', '--for', 'anna@acme.example', '-m', 'x']]) {
    const run = await desk.run([...words, '--json', '--home', home])
    expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({ exitCode: 78, code })
  }
  const after = existsSync(home) ? contents(home) : {}
  // A text that was typed is kept even where there is no desk for it.
  delete after.drafts
  expect(after).toEqual(before)
})

function folderInPlace(home: string): void {
  rmSync(join(home, 'helpdesk.db'))
  cpSync(emptyFolder(), join(home, 'helpdesk.db'), { recursive: true })
}

function foreignDatabase(home: string): void {
  rmSync(join(home, 'helpdesk.db'))
  const foreign = new Database(join(home, 'helpdesk.db'))
  foreign.exec('create table songs (title text); insert into songs values (1)')
  foreign.close()
}

function newerDatabase(home: string): void {
  const newer = new Database(join(home, 'helpdesk.db'))
  newer.pragma('user_version = 9999')
  newer.pragma('journal_mode = delete')
  newer.close()
}

function cutInHalf(home: string): void {
  const path = join(home, 'helpdesk.db')
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.subarray(0, bytes.length / 2))
}

test('what newer, damaged and missing mean is told with the path and what helps', async () => {
  const newer = await desk.run(['list', '--home', damaged(newerDatabase)])
  expect(newer.stderr).toMatch(/^helpdesk: .*helpdesk\.db .*9999.*\nhint: .*\n$/)
  const missing = await desk.run(['list', '--home', emptyFolder()])
  expect(missing.stderr).toMatch(/^helpdesk: .*\nhint: .*helpdesk init\n$/)
})

test('without the key nothing is written, and everything can be read', async () => {
  const home = damaged((folder) => rmSync(join(folder, 'helpdesk.key')))
  const at = ['--home', home]
  const written = await desk.run(['reply', '1', '-m', 'x', '--json', ...at])
  expect({ exitCode: written.exitCode, code: refusalOf(written).code }).toEqual({ exitCode: 78, code: 'key-missing' })
  expect(await desk.json(['show', '1', ...at])).toMatchObject({ status: 'open', messages: [] })
  expect(await desk.json(['list', ...at])).toHaveLength(1)
  expect(existsSync(join(home, 'helpdesk.key'))).toBe(false)
})

test.each<[string, (home: string) => void, string]>([
  ['of another desk', otherKey, 'key-wrong'],
  ['that is none', (home) => writeFileSync(join(home, 'helpdesk.key'), 'nonsense\n'), 'key-damaged'],
])('a key %s is refused with 78', async (_what, spoil, code) => {
  const run = await desk.run(['reply', '1', '-m', 'x', '--json', '--home', damaged(spoil)])
  expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({ exitCode: 78, code })
})

function otherKey(home: string): void {
  writeFileSync(join(home, 'helpdesk.key'), `helpdesk-key-1:${Buffer.alloc(32, 7).toString('base64')}\n`)
}

test('the key may lie elsewhere', async () => {
  const elsewhere = join(emptyFolder(), 'safe.key')
  const home = damaged((folder) => {
    copyFileSync(join(folder, 'helpdesk.key'), elsewhere)
    rmSync(join(folder, 'helpdesk.key'))
  })
  const environment = { HELPDESK_KEY_FILE: elsewhere }
  expect(await desk.json(['note', '1', '-m', 'x', '--home', home], { environment })).toMatchObject({ version: 2 })
})

test('--home outranks HELPDESK_HOME, --db names the database alone', async () => {
  const elsewhere = emptyFolder()
  const environment = { HELPDESK_HOME: elsewhere }
  expect(await desk.json(['list', '--home', desk.home], { environment })).toHaveLength(1)
  const database = join(desk.home, 'helpdesk.db')
  const unknown = await desk.run(['list', '--json', '--db', database], { environment })
  expect({ exitCode: unknown.exitCode, code: refusalOf(unknown).code }).toEqual({ exitCode: 77, code: 'not-logged-in' })
  copyFileSync(join(desk.home, 'credentials.json'), join(elsewhere, 'credentials.json'))
  expect(await desk.json(['list', '--db', database], { environment })).toHaveLength(1)
})

test('without --home the XDG folders hold everything', async () => {
  const home = emptyFolder()
  const options = { home, environment: { HELPDESK_HOME: '' } }
  expect(await runBuilt(['init', '--admin', 'jana@support.example'], options)).toMatchObject({
    exitCode: 0,
    stderr: '',
  })
  expect(readdirSync(join(home, '.local/share/helpdesk')).sort()).toEqual(['helpdesk.db', 'helpdesk.key'])
  expect(readdirSync(join(home, '.config/helpdesk'))).toEqual(['credentials.json'])
  for (const path of ['.local/share/helpdesk/helpdesk.key', '.config/helpdesk/credentials.json'])
    expect(statSync(join(home, path)).mode & 0o777).toBe(0o600)
  expect(await runBuilt(['whoami', '--fields', 'email'], options)).toMatchObject({
    stdout: 'email\tjana@support.example\n',
  })
})

test('without login everything that needs one is refused with 77, also as somebody unknown', async () => {
  const home = damaged((folder) => rmSync(join(folder, 'credentials.json')))
  const unknown = await desk.run(['list', '--json', '--home', home])
  expect({ exitCode: unknown.exitCode, code: refusalOf(unknown).code }).toEqual({ exitCode: 77, code: 'not-logged-in' })
  const environment = { HELPDESK_TOKEN: 'hds_wrong' }
  // A token that was given is the one that counts, whoever is logged in besides.
  const wrong = await desk.run(['whoami', '--json'], { environment })
  expect({ exitCode: wrong.exitCode, code: refusalOf(wrong).code }).toEqual({ exitCode: 77, code: 'token-invalid' })
})

test('credentials that cannot be read are refused with 78, and kept', async () => {
  const home = damaged((folder) => writeFileSync(join(folder, 'credentials.json'), '{ "version": 1'))
  const run = await desk.run(['list', '--json', '--home', home])
  expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({ exitCode: 78, code: 'credentials-damaged' })
  expect(readFileSync(join(home, 'credentials.json'), 'utf8')).toBe('{ "version": 1')
})

test.skipIf(process.getuid?.() === 0)('a desk that cannot be written is refused with 78', async () => {
  const home = damaged((folder) => chmodSync(join(folder, 'helpdesk.db'), 0o400))
  const run = await desk.run(['note', '1', '-m', 'x', '--json', '--home', home])
  expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({ exitCode: 78, code: 'database-not-writable' })
})

test('a folder in which no desk can be made is told, and nothing is left of the attempt', async () => {
  // Denied to everybody, also to the administrator of the machine.
  const run = await desk.run(['init', '--admin', 'a@b.example', '--json', '--home', '/proc/helpdesk'])
  expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({ exitCode: 78, code: 'folder-not-writable' })
  const home = emptyFolder()
  writeFileSync(join(home, 'file'), 'x')
  const below = await desk.run(['init', '--admin', 'a@b.example', '--json', '--home', join(home, 'file', 'desk')])
  expect(below.exitCode).toBe(78)
  expect(readdirSync(home)).toEqual(['file'])
})

test.each([['list'], ['open', 'S', '--for', 'anna@acme.example', '-m', 'x']])(
  'HELPDESK_NOW is refused outside a rehearsal: %s',
  async (...words) => {
    const run = await desk.run([...words, '--json'], { environment: { HELPDESK_NOW: '2026-03-05T12:00:00Z' } })
    expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({
      exitCode: 78,
      code: 'clock-outside-rehearsal',
    })
  },
)

test('a real desk is not made under a false clock', async () => {
  const home = emptyFolder()
  const environment = { HELPDESK_NOW: '2026-03-05T12:00:00Z' }
  const run = await desk.run(['init', '--admin', 'a@b.example', '--json', '--home', home], { environment })
  expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({
    exitCode: 78,
    code: 'clock-outside-rehearsal',
  })
  expect(existsSync(join(home, 'helpdesk.db'))).toBe(false)
})

test.each(['yesterday', '2026-02-30T12:00:00Z', '2026-03-05', '1772712000'])(
  'HELPDESK_NOW=%s is no time: 65, in a real desk too',
  async (value) => {
    const run = await desk.run(['list', '--json'], { environment: { HELPDESK_NOW: value } })
    expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({ exitCode: 65, code: 'wrong-clock' })
  },
)

test('in a rehearsal HELPDESK_NOW moves the clock', async () => {
  const home = emptyFolder()
  const at = (now: string) => ({ environment: { HELPDESK_NOW: now, TZ: 'Europe/Berlin' } })
  const here = ['--home', home]
  const start = at('2026-03-05T12:00:00Z')
  await desk.json(['init', '--admin', 'jana@support.example', '--rehearsal', ...here], start)
  const words = ['open', 'S', '--for', 'anna@acme.example', '--new-tenant', 'acme', '-m', 'x', ...here]
  expect(await desk.json(words, start)).toMatchObject({ createdAt: '2026-03-05T12:00:00.000Z' })
  expect(await desk.json(['solve', '1', ...here], at('2026-03-05T14:00:00+01:00'))).toMatchObject({
    solvedAt: '2026-03-05T13:00:00.000Z',
    closesAt: '2026-03-19T23:00:00.000Z',
  })
  expect(await desk.json(['show', '1', ...here], at('2026-03-19T22:59:59Z'))).toMatchObject({ status: 'solved' })
  expect(await desk.json(['show', '1', ...here], at('2026-03-19T23:00:00Z'))).toMatchObject({ status: 'closed' })
})

test.each([
  ['--lang', ['--lang', 'fr'], {}],
  ['HELPDESK_LANG', [], { HELPDESK_LANG: 'fr' }],
])('a language that %s names and nobody speaks is 65', async (name, flags, environment) => {
  const run = await desk.run(['list', '--json', ...flags], { environment })
  expect(run.exitCode).toBe(65)
  expect(refusalOf(run)).toMatchObject({ code: 'wrong-value', details: { name, value: 'fr', allowed: ['de', 'en'] } })
})
