import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Import, parseSource, readSources, type SourceFile, staticallyReached } from './kit/source-files'

/** The rooms in import order: a room imports only itself and rooms above it (docs: "Rooms"). */
const rooms = [
  'words',
  'kit',
  'store',
  'settings',
  'hours',
  'journal',
  'people',
  'access',
  'workspace',
  'ticket',
  'sla',
  'rule',
  'mail',
  'report',
  'upkeep',
  'front',
]

/** What stands against the order, each with its reason; one that is gone must go from here too. */
const exceptions = [
  // The texts of a language are asked for by its name, which is a tool's word.
  'words/catalogue.ts imports kit/language.ts (type)',
  // The one catch must know the database's own errors, and loads the list only when something failed.
]

/** Packages, and the only files that may import them (a folder ends with a slash). Everything else goes through these. */
const homesOfPackages: Readonly<Record<string, readonly string[]>> = {
  commander: ['main.ts', 'front/help.ts', 'front/door-rules.ts'],
  'csv-parse/sync': ['people/people-file.ts'],
  '@commander-js/extra-typings': [
    'main.ts',
    'kit/verb.ts',
    'ticket/commands/change.ts',
    'ticket/commands/list-words.ts',
    'ticket/topic/commands/topic-edit.ts',
    'ticket/commands/report-flags.ts',
    'ticket/category/commands/category-edit.ts',
    'ticket/team/commands/team-edit.ts',
    'rule/commands/rule-flags.ts',
    'sla/commands/condition-words.ts',
  ],
  'better-sqlite3': ['store/engine/'],
  kysely: ['store/', 'store.ts'],
  inquirer: ['kit/ask-terminal.ts'],
  ora: ['kit/spinner.ts'],
  chalk: ['kit/chalk-paint.ts'],
  'cli-table3': ['kit/table.ts'],
  'string-width': ['kit/text/wide-text.ts'],
  'strip-ansi': ['kit/text/safe-text.ts', 'kit/text/text-width.ts'],
  '@noble/hashes/hkdf.js': ['kit/digest.ts'],
  '@noble/hashes/hmac.js': ['kit/digest.ts'],
  '@noble/hashes/sha2.js': ['kit/digest.ts'],
  yaml: ['ticket/topic/topic-file.ts'],
  'fastest-levenshtein': ['kit/suggestion.ts'],
  'temporal-polyfill': ['hours/local-time.ts'],
  'date-holidays': ['hours/holidays.ts'],
  ibantools: ['workspace/iban.ts'],
  saxes: ['workspace/pain002.ts'],
  'nodemailer/lib/mail-composer': ['mail/letter/compose.ts'],
  'nodemailer/lib/mime-node': ['mail/letter/mime-source.ts'],
  'nodemailer/lib/base64': ['mail/letter/mime-source.ts'],
  'nodemailer/lib/qp': ['mail/letter/mime-source.ts'],
  'nodemailer/lib/smtp-connection': ['mail/outbox/smtp-courier.ts'],
  'nodemailer/lib/xoauth2': ['mail/outbox/smtp-courier.ts'],
}

/** Nouns: what the business means, as pure functions that take `now`. */
const nouns = new Set([
  'hours/business-time.ts',
  'hours/calendar.ts',
  'journal/entry.ts',
  'mail/outbox/outbox.ts',
  'mail/letter/sender-address.ts',
  'settings/smtp-url.ts',
  'people/consent.ts',
  'access/access-code.ts',
  'people/grant.ts',
  'people/guest.ts',
  'people/mail-address.ts',
  'people/permission.ts',
  'people/ssh-key.ts',
  'people/team.ts',
  'people/tenant.ts',
  'people/user.ts',
  'settings/setting.ts',
  'ticket/attachment/attachment.ts',
  'ticket/category/category.ts',
  'ticket/category/form.ts',
  'ticket/report/report-field.ts',
  'ticket/report/report.ts',
  'ticket/participant/participant.ts',
  'ticket/number-list.ts',
  'ticket/standing.ts',
  'ticket/undo.ts',
  'ticket/merge/merge.ts',
  'upkeep/check.ts',
  'mail/notice/notice-fate.ts',
  'workspace/account.ts',
  'workspace/ebics.ts',
  'workspace/event-type.ts',
  'workspace/payment.ts',
  'workspace/statement.ts',
  'ticket/state-table.ts',
  'ticket/ticket.ts',
  'sla/service-level.ts',
  'sla/clock.ts',
  'sla/due-time.ts',
  'sla/ticket-moments.ts',
  'sla/ledger.ts',
  'ticket/queue/queue.ts',
  'ticket/saved-view/saved-view.ts',
  'ticket/queue/urgency.ts',
  'ticket/topic/topic.ts',
  'ticket/topic/topic-search.ts',
  'ticket/topic/placeholder.ts',
  'ticket/report/report-field.ts',
  'rule/rule.ts',
  'rule/recipient.ts',
  'rule/role.ts',
  'rule/rule-index.ts',
])

/** Files that name columns although they are no stores. Reported: what is mended must go from here. */
const knownToNameColumns: string[] = []

/** What `main.ts` reaches statically, and so what every start pays for. */
const packagesOfMain: string[] = ['commander']

const isStore = (path: string): boolean => /(^|[/-])store\.ts$/.test(path) || path.startsWith('store/')
const isCommand = (path: string): boolean => /(^|\/|-)commands?(\/.*)?\.ts$/.test(path)
const isPicture = (path: string): boolean => /-(screen|view)\.ts$/.test(path)
const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '')
const isSource = (target: string): boolean => target.endsWith('.ts')
const isPackage = (target: string): boolean => !isSource(target) && !/^(node:|\.\.?\/|.*\.json$)/.test(target)

type Check = (file: SourceFile) => string[]

function importsThat(file: SourceFile, isWrong: (found: Import) => boolean): string[] {
  return file.imports.filter(isWrong).map(({ target, kind }) => `${file.path} imports ${target} (${kind})`)
}

/** Rooms import only themselves and rooms above. `main.ts` and `launch.ts` are nobody's to import, `desk.ts` a type. */
const roomOrder: Check = (file) => {
  const own = rooms.indexOf(roomOf(file.path))
  if (roomOf(file.path) !== '' && own === -1) return [`${file.path} lies in no known room`]
  return importsThat(file, ({ target, kind }) => {
    if (target.startsWith('../')) return roomOf(file.path) !== 'front'
    if (!isSource(target)) return false
    if (target === 'desk.ts') return kind !== 'type' && file.path !== 'main.ts'
    if (target === 'main.ts' || target === 'launch.ts') return file.path !== 'launch.ts' || kind !== 'type'
    if (file.path === 'main.ts') return kind === 'static' && !['words', 'kit'].includes(roomOf(target))
    if (file.path === 'desk.ts') return !['words', 'kit'].includes(roomOf(target)) && !deskMayWait(target, kind)
    return rooms.indexOf(roomOf(target)) > own
  })
}

/** The desk opens the database, but only when somebody asks for it, and carries what follows from deeds to the journal. */
function deskMayWait(target: string, kind: Import['kind']): boolean {
  if (target === 'journal/reaction.ts') return kind === 'type'
  return roomOf(target) === 'store' && kind !== 'static'
}

const packagesAtHome: Check = (file) =>
  importsThat(file, ({ target }) => {
    if (!isPackage(target)) return false
    const homes = homesOfPackages[target]
    if (homes === undefined) return true
    return !homes.some((home) =>
      home === 'store.ts' ? isStore(file.path) : home.endsWith('/') ? file.path.startsWith(home) : home === file.path,
    )
  })

/** A noun is pure: no package, no desk, no file, nothing that waits. Digests and the parts of a URL are arithmetic. */
const pureNouns: Check = (file) => {
  if (!nouns.has(file.path)) return []
  const impure = importsThat(file, ({ target }) => {
    if (isSource(target)) return target === 'desk.ts' || isStore(target)
    return target !== 'node:crypto' && target !== 'node:url'
  })
  return [...impure, ...(file.isAsync ? [`${file.path} waits for something`] : [])]
}

/** A picture draws what it is given. */
const pureViews: Check = (file) => {
  if (!isPicture(file.path)) return []
  const impure = importsThat(file, ({ target }) => target === 'desk.ts' || isStore(target))
  return [...impure, ...(file.isAsync ? [`${file.path} waits for something`] : [])]
}

/** Commands reach the database through deeds and stores: of the schema they know only that there is something to read. */
const commandsWithoutTables: Check = (file) => {
  if (!isCommand(file.path)) return []
  return importsThat(file, ({ target, names, kind }) => {
    if (target === 'kysely') return true
    if (target !== 'store/schema.ts') return target.startsWith('store/')
    return kind !== 'type' || names.some((name) => name !== 'Reader')
  })
}

const timeAndChance: Check = (file) => {
  if (file.path === 'desk.ts') return []
  const forbidden = ['new Date()', 'Date()', 'Date.now', 'Math.random', 'performance.now', 'process.hrtime']
  return forbidden.filter((access) => file.accesses.has(access)).map((access) => `${file.path} uses ${access}`)
}

/** Only the desk looks at the process; the streams are its hands, pager and launcher work outside of it. */
const processAtTheDesk: Check = (file) => {
  // `TZ` is how `Date` is asked for another zone.
  const homes = ['desk.ts', 'launch.ts', 'kit/streams.ts', 'kit/pager.ts', 'kit/time/zone-offset.ts']
  const outside = ['process.env', 'process.argv', 'process.cwd', 'process.stdin', 'process.stdout', 'process.stderr']
  // An interrupted command ends at once; that is the desk's word too.
  const ending = ['process.exit', 'process.abort']
  const used = [...outside.filter(() => !homes.includes(file.path)), ...ending]
  return used.filter((access) => file.accesses.has(access)).map((access) => `${file.path} uses ${access}`)
}

/** Names of tables and columns, from the one page on which they stand. */
function columnsOf(sources: readonly SourceFile[]): ReadonlySet<string> {
  const schema = sources.find(({ path }) => path === 'store/schema.ts')
  return new Set([...(schema?.names ?? [])].filter((name) => /^[a-z]+(_[a-z]+)+$/.test(name)))
}

function columnsInStores(columns: ReadonlySet<string>): Check {
  return (file) => {
    if (isStore(file.path)) return []
    return [...file.names].filter((name) => columns.has(name)).map((name) => `${file.path} names the column ${name}`)
  }
}

const sources = readSources()
const paths = new Set(sources.map(({ path }) => path))
const planted = (path: string, text: string): SourceFile => parseSource(path, text, new Set([...paths, path]))
const found = (check: Check): string[] => sources.flatMap(check)

test('all sources are read, each with what it imports', () => {
  expect(sources.length).toBeGreaterThan(60)
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(300)
  expect(sources.filter(({ imports }) => imports.some(({ kind }) => kind === 'lazy')).length).toBeGreaterThan(10)
  expect(sources.filter(({ isAsync }) => isAsync).length).toBeGreaterThan(20)
  for (const noun of nouns) expect(paths).toContain(noun)
})

test('an import is read as what it is', () => {
  const { imports } = planted(
    'ticket/x.ts',
    `import type { A } from './ticket'
     import { type B, c as d } from 'kysely'
     import 'chalk'
     export * from './store'
     export type { E } from './category/category'
     type F = typeof import('../desk')
     async function g() { return (await import('../hours/local-time')).endOfLocalDay }
     const h = require('node:fs')`,
  )
  expect(imports).toEqual([
    { kind: 'type', target: 'ticket/ticket.ts', names: ['A'] },
    { kind: 'static', target: 'kysely', names: ['B', 'c'] },
    { kind: 'static', target: 'chalk', names: [] },
    { kind: 'static', target: 'ticket/store.ts', names: [] },
    { kind: 'type', target: 'ticket/category/category.ts', names: [] },
    { kind: 'type', target: 'desk.ts', names: [] },
    { kind: 'lazy', target: 'hours/local-time.ts', names: [] },
    { kind: 'static', target: 'node:fs', names: [] },
  ])
  expect(() => planted('ticket/x.ts', `import './missing'`)).toThrow('does not exist')
})

describe('rooms', () => {
  test('a room imports only itself and rooms above it', () => {
    expect(found(roomOrder).sort()).toEqual([...exceptions].sort())
  })

  test.each([
    ['kit/x.ts', `import { open } from '../ticket/ticket'`],
    ['kit/x.ts', `import { run } from '../main'`],
    ['people/x.ts', `import type { Ticket } from '../ticket/ticket'`],
    ['people/x.ts', `export { deskFor } from '../desk'`],
    ['journal/x.ts', `async function late() { await import('../people/user-store') }`],
    ['words/x.ts', `import { DeskError } from '../kit/errors'`],
    ['ticket/x.ts', `type M = typeof import('../upkeep/log-command')`],
    ['desk.ts', `import { openStore } from './store/open'`],
    ['main.ts', `import { ticket } from './ticket/commands'`],
    ['ticket/x.ts', `import requests from '../../fixtures/demo/requests.json'`],
    ['drawer/x.ts', `export const x = 1`],
  ])('a violation planted in %s is found: %s', (path, text) => {
    expect(roomOrder(planted(path, text))).toHaveLength(1)
  })
})

describe('badges', () => {
  test('a package is imported where it is at home, and nowhere else', () => {
    expect(found(packagesAtHome)).toEqual([])
    expect(packagesAtHome(planted('ticket/x.ts', `import { sql } from 'kysely'`))).toHaveLength(1)
    expect(packagesAtHome(planted('ticket/x-store.ts', `import { sql } from 'kysely'`))).toEqual([])
    expect(packagesAtHome(planted('ticket/x.ts', `const late = () => import('inquirer')`))).toHaveLength(1)
    expect(packagesAtHome(planted('kit/x.ts', `import leftPad from 'left-pad'`))).toHaveLength(1)
  })

  test('a noun is pure', () => {
    expect(found(pureNouns)).toEqual([])
    for (const text of [
      `import type { Desk } from '../desk'`,
      `import { insertTicket } from './store'`,
      `import { readFileSync } from 'node:fs'`,
      `import chalk from 'chalk'`,
      `export async function open() {}`,
      `export const open = async () => 1`,
    ]) {
      expect(pureNouns(planted('ticket/ticket.ts', text))).toHaveLength(1)
    }
  })

  test('a screen or view only draws', () => {
    expect(found(pureViews)).toEqual([])
    expect(pureViews(planted('ticket/x-screen.ts', `import { listTickets } from './list-store'`))).toHaveLength(1)
    expect(pureViews(planted('people/x-view.ts', `export async function draw() {}`))).toHaveLength(1)
  })

  test('a command knows no tables', () => {
    expect(found(commandsWithoutTables)).toEqual([])
    expect(sources.filter(({ path }) => isCommand(path)).length).toBeGreaterThan(25)
    for (const text of [
      `import { sql } from 'kysely'`,
      `import type { Schema } from '../../store/schema'`,
      `import type { Tx } from '../../store/schema'`,
      `import { openStore } from '../../store/open'`,
    ]) {
      expect(commandsWithoutTables(planted('ticket/commands/x.ts', text))).toHaveLength(1)
      expect(commandsWithoutTables(planted('ticket/x-command.ts', text.replace('../../', '../')))).toHaveLength(1)
    }
  })

  test('names of columns end at the stores', () => {
    const columns = columnsOf(sources)
    expect(columns.size).toBeGreaterThan(30)
    const check = columnsInStores(columns)
    expect(sources.filter((file) => check(file).length > 0).map(({ path }) => path)).toEqual(knownToNameColumns)
    for (const text of [
      `const x = (ticket: { closes_at: string }) => ticket.closes_at`,
      `const x = query.where('tickets.closes_at', '>', 1)`,
      `const x = query\`select closes_at from tickets\``,
    ]) {
      expect(check(planted('ticket/x.ts', text))).toEqual(['ticket/x.ts names the column closes_at'])
      expect(check(planted('ticket/x-store.ts', text))).toEqual([])
    }
  })

  test('the clock and chance are on the desk', () => {
    expect(found(timeAndChance)).toEqual([])
    for (const text of ['new Date()', 'Date.now()', 'Math.random()', 'Date()']) {
      expect(timeAndChance(planted('ticket/ticket.ts', `const x = ${text}`))).toHaveLength(1)
      expect(timeAndChance(planted('desk.ts', `const x = ${text}`))).toEqual([])
    }
    expect(timeAndChance(planted('ticket/ticket.ts', 'const x = new Date(0)'))).toEqual([])
  })

  test('only the desk looks at the process, and nothing ends it', () => {
    expect(found(processAtTheDesk)).toEqual([])
    expect(processAtTheDesk(planted('ticket/x.ts', 'const x = process.env.HOME'))).toHaveLength(1)
    expect(processAtTheDesk(planted('kit/x.ts', 'process.stdout.write("x")'))).toHaveLength(1)
    expect(processAtTheDesk(planted('main.ts', 'process.exit(1)'))).toHaveLength(1)
  })
})

describe('start-up', () => {
  /** What loads slowly or has no business in a plain list. */
  const costly = ['inquirer', 'ora', 'cli-table3', 'chalk', 'nodemailer', 'temporal-polyfill', 'string-width']

  test('main.ts loads commander and next to nothing else', () => {
    const { modules, files } = staticallyReached(sources, ['main.ts'])
    expect([...modules].filter(isPackage)).toEqual(packagesOfMain)
    expect([...files].filter((path) => !['', 'kit', 'words'].includes(roomOf(path)))).toEqual([])
  })

  test('a cold list in a pipe reaches nothing that it does not use', () => {
    const path = ['main.ts', 'ticket/commands.ts', 'ticket/commands/list.ts', 'store/open.ts', 'words/en/screens.ts']
    const { modules, files } = staticallyReached(sources, path)
    expect([...modules].filter((module) => costly.includes(module))).toEqual([])
    const packages = [...modules].filter((module) => isPackage(module) && !module.startsWith('@noble/hashes/'))
    expect(packages.sort()).toEqual(['better-sqlite3', 'commander', 'kysely', 'strip-ansi'])
    // Node's own crypto takes longer to load than the list takes to read.
    expect([...modules]).not.toContain('node:crypto')
    expect([...files].filter((file) => roomOf(file) === 'hours' || roomOf(file) === 'front')).toEqual([])
    // The same walk finds what a screen with a table needs, so it would find it here.
    expect(staticallyReached(sources, ['ticket/list-screen.ts']).modules).toContain('cli-table3')
    expect(staticallyReached(sources, ['hours/instant-meant.ts']).modules).toContain('temporal-polyfill')
  })

  test('a real run of the bundled program loads only the chunks that a cold list needs', async () => {
    const { modules, chunks } = await modulesOfRun(['list'])
    expect(chunks).toBeGreaterThan(5)
    expect(modules.filter((module) => costly.some((name) => module.includes(`/node_modules/${name}/`)))).toEqual([])
    expect(modules.some((module) => module.endsWith('/src/ticket/commands/list.ts'))).toBe(true)
    expect(modules.some((module) => module.endsWith('/src/ticket/commands/reply.ts'))).toBe(false)
    expect(modules.some((module) => module.includes('/src/front/'))).toBe(false)
  })

  test('cron that has nothing to do loads nothing of how mail is written or sent', async () => {
    const { modules } = await modulesOfRun(['cron', 'run'])
    expect(modules.some((module) => module.endsWith('/src/mail/mail-jobs.ts'))).toBe(true)
    expect(modules.filter((module) => /\/nodemailer\/|\/src\/mail\/(send-mail|compose)\.ts$/.test(module))).toEqual([])
  })

  test('the same look finds the table of a list for a person', async () => {
    const { modules } = await modulesOfRun(['list', '-o', 'table', '--all'])
    expect(modules.some((module) => module.includes('/node_modules/cli-table3/'))).toBe(true)
  })
})

const project = fileURLToPath(new URL('../', import.meta.url))

interface Built {
  folder: string
  modulesOf: ReadonlyMap<string, readonly string[]>
}

let built: Promise<Built> | undefined

/** The program bundled as the product is, beside a fresh desk, and told to say what it loaded. */
async function buildProgram(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-build-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const { rolldown } = await import('rolldown')
  const { output, ...input } = (await import('../rolldown.config.mts')).default
  if (output === undefined || Array.isArray(output)) throw new Error('one output was expected')
  const bundle = await rolldown({ ...input, cwd: project })
  const { output: chunks } = await bundle.write({ ...output, dir: join(folder, 'dist') })
  await bundle.close()
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(
    join(folder, 'run.js'),
    `process.once('exit', () => require('node:fs').writeFileSync(process.env.LOADED, JSON.stringify(Object.keys(require.cache))))
     void require('./dist/launch.js').launch()`,
  )
  const modulesOf = new Map(
    chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [[chunk.fileName, chunk.moduleIds] as const] : [])),
  )
  runProgram({ folder, modulesOf }, ['init', '--admin', 'jana@support.example'])
  return { folder, modulesOf }
}

function runProgram({ folder }: Built, words: readonly string[]): string[] {
  const loaded = join(folder, 'loaded.json')
  execFileSync(process.execPath, [join(folder, 'run.js'), ...words], {
    env: {
      HELPDESK_HOME: join(folder, 'home'),
      LOADED: loaded,
      NODE_DISABLE_COMPILE_CACHE: '1',
      PATH: process.env.PATH,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return JSON.parse(readFileSync(loaded, 'utf8')) as string[]
}

/** The modules in all chunks that one run of the built program loaded. */
async function modulesOfRun(words: readonly string[]): Promise<{ modules: string[]; chunks: number }> {
  built ??= buildProgram()
  const program = await built
  const chunks = runProgram(program, words).map((file) => basename(file))
  return { modules: chunks.flatMap((name) => program.modulesOf.get(name) ?? []), chunks: chunks.length }
}
