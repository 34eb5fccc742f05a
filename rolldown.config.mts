/**
 * The product as CommonJS in lazy chunks: every import() of the sources becomes a file that is read when it is needed.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ChunkingContext, defineConfig, type Plugin } from 'rolldown'

const root = fileURLToPath(new URL('.', import.meta.url))
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string }
const buildIdGap = '__BUILD_ID_COMES_HERE__'

/** One file holds everything a run needs before it knows which command was typed. */
const mainEntry: Plugin = {
  name: 'main-entry',
  resolveId: (id) => (id === 'helpdesk:main' ? id : null),
  load: (id) =>
    id === 'helpdesk:main'
      ? `export { run } from '${root}src/main.ts'; export { systemWorld } from '${root}src/desk.ts'`
      : null,
}

/** commander loads node:child_process (3 ms) for a kind of subcommand that we do not have. */
const lazyChildProcess: Plugin = {
  name: 'lazy-child-process',
  transform: {
    filter: { id: /commander[\\/]lib[\\/]command\.js$/ },
    handler(code) {
      const eager = "const childProcess = require('node:child_process');"
      if (!code.includes(eager)) this.error('commander no longer loads node:child_process in the way we replace')
      const lazy = "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };"
      return code.replace(eager, lazy)
    },
  },
}

/** The countries whose holidays a desk can have; the package knows two hundred, at 800 KB. */
const holidayCountries = ['AT', 'CH', 'DE']

const fewerHolidays: Plugin = {
  name: 'fewer-holidays',
  transform: {
    filter: { id: /date-holidays[\\/]src[\\/]data\.js$/ },
    handler(code) {
      const all = /^export const data = (\{[\s\S]*\})\s*;?\s*$/.exec(code)?.[1]
      if (all === undefined) this.error('date-holidays no longer keeps its data in the way we shorten')
      const { holidays, ...rest } = JSON.parse(all) as { holidays: Record<string, unknown> }
      const kept = Object.fromEntries(holidayCountries.map((country) => [country, holidays[country]]))
      return `export const data = ${JSON.stringify({ ...rest, holidays: kept })}`
    },
  },
}

/**
 * Parts of Kysely that the product never calls: it writes its tables as SQL and merges no rows.
 * They come along because the class that everybody uses can make them, and take a millisecond of every start.
 */
const unusedOfKysely: ReadonlyMap<string, string> = new Map([
  ['schema/schema.js', 'SchemaModule'],
  ['plugin/with-schema/with-schema-plugin.js', 'WithSchemaPlugin'],
  ['query-builder/merge-query-builder.js', 'MergeQueryBuilder'],
  ['dynamic/dynamic.js', 'DynamicModule'],
  ['dialect/sqlite/sqlite-introspector.js', 'SqliteIntrospector'],
])

const lessOfKysely: Plugin = {
  name: 'less-of-kysely',
  transform: {
    filter: { id: /kysely[\\/]dist[\\/]esm[\\/]/ },
    handler(code, id) {
      const name = unusedOfKysely.get(id.replace(/^.*kysely[\\/]dist[\\/]esm[\\/]/, '').replaceAll('\\', '/'))
      if (name === undefined) return
      if (!code.includes(`export class ${name} `)) this.error(`kysely no longer keeps ${name} where we leave it out`)
      return `export class ${name} { constructor() { throw new Error('${name} of kysely is not in this build') } }`
    },
  },
}

/**
 * Writes what is not ASCII as escapes: a file with a single other letter is kept by V8 in twice the space, and most have
 * one. Not the holidays, which are a thousand names in thirty scripts and are loaded once a year.
 */
const onlyAscii: Plugin = {
  name: 'only-ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      // After a backslash it would be the escape that is escaped.
      if (chunk.type !== 'chunk' || chunk.name.startsWith('holidays') || /\\[^\0-\x7f]/.test(chunk.code)) continue
      chunk.code = chunk.code.replace(
        /[^\0-\x7f]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    }
  },
}

/** Names the build after its contents, so that compiled code of another build is never run. */
const buildId: Plugin = {
  name: 'build-id',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
    const hash = createHash('sha256')
    for (const chunk of chunks.sort((one, other) => (one.fileName < other.fileName ? -1 : 1))) {
      hash.update(`${chunk.fileName}\n${chunk.code}\n`)
    }
    const id = hash.digest('hex').slice(0, 16)
    const launch = chunks.find((chunk) => chunk.code.includes(buildIdGap))
    if (launch?.fileName !== 'launch.js') this.error('the build id belongs into launch.js')
    if (launch.imports.some((name) => !name.startsWith('node:'))) {
      this.error(`launch.js must stand alone, what it loads is not cached: ${launch.imports.join(', ')}`)
    }
    launch.code = launch.code.replace(buildIdGap, id)
  },
}

/** Commands that people type all day, and scripts in their loops, by the files that each loads whenever it is typed. */
const dailyCommands: Readonly<Record<string, readonly string[]>> = {
  list: ['commands/list'],
  show: ['commands/show'],
  search: ['commands/search', 'search/search-tickets'],
  next: ['commands/next', 'queue/next-ticket'],
  open: ['commands/open'],
  reply: ['commands/reply'],
}
/** What these load, most of the others do, too. */
const readingCommands = ['list', 'show']
const writingCommands = ['open', 'reply']
const entriesOf = (command: string): string[] =>
  (dailyCommands[command] ?? []).map((file) => `${root}src/ticket/${file}.ts`)
const dailyEntries = Object.keys(dailyCommands).flatMap(entriesOf)

/**
 * Tools that know no business: those that every run loads, and those that most daily commands do, apart from all that
 * needs the database.
 */
function toolsGroup(module: string, chunking: ChunkingContext): string | null {
  const isTool = module.startsWith(`${root}src/kit/`) || module.startsWith(`${root}src/words/`)
  // Digests are of no use without the database, and are larger than all the others.
  if (!isTool || module.endsWith('/kit/digest.ts')) return null
  const isEveryday = dailyGroup(module, chunking) === 'everyday'
  return isEveryday || dailyLoads(chunking).loadedAlways.has(module) ? 'tools' : null
}

/**
 * The file of a module that daily commands load: `everyday` where those do that read, `changes` where others than those
 * that write do, too, else `writing`. What only one command ever loads stays in its own file.
 */
function dailyGroup(module: string, chunking: ChunkingContext): 'everyday' | 'changes' | 'writing' | null {
  const { users } = dailyLoads(chunking)
  const own = users.get(module)
  if (own === undefined || dailyEntries.includes(module)) return null
  if (own.length > 1) {
    if (own.some((command) => readingCommands.includes(command))) return 'everyday'
    return own.every((command) => writingCommands.includes(command)) ? 'writing' : 'changes'
  }
  // What one of them needs and commands, too, that are not typed all day: in a file that it loads anyway.
  const isShared = chunking.getModuleInfo(module)?.importers.some((importer) => users.get(importer)?.[0] !== own[0])
  if (!isShared) return null
  return own[0] === 'open' ? 'writing' : own[0] === 'next' ? 'changes' : null
}

/** What the mails are worked out with that a command causes. */
function reactionsGroup(module: string, chunking: ChunkingContext): string | null {
  return dailyLoads(chunking).loadedByReactions.has(module) ? 'reactions' : null
}

interface DailyLoads {
  /** What every run loads, whatever is typed. */
  loadedAlways: ReadonlySet<string>
  loadedByReactions: ReadonlySet<string>
  saysWhatReacts: ReadonlySet<string>
  /** Which daily commands load a module as soon as they are typed. */
  users: ReadonlyMap<string, readonly string[]>
}

let knownLoads: DailyLoads | undefined

function dailyLoads(chunking: ChunkingContext): DailyLoads {
  if (knownLoads !== undefined) return knownLoads
  const users = new Map<string, string[]>()
  for (const command of Object.keys(dailyCommands)) {
    const reached = new Set<string>()
    for (const entry of entriesOf(command)) reachedFrom(entry, chunking, reached)
    for (const module of reached) users.set(module, [...(users.get(module) ?? []), command])
  }
  knownLoads = {
    loadedAlways: reachedFrom('helpdesk:main', chunking),
    loadedByReactions: reachedFrom(`${root}src/mail/react.ts`, chunking),
    saysWhatReacts: reachedFrom(`${root}src/mail/reacting-types.ts`, chunking),
    users,
  }
  return knownLoads
}

/** A module and everything that it imports at once, directly or not. */
function reachedFrom(module: string, chunking: ChunkingContext, reached = new Set<string>()): Set<string> {
  const found = chunking.getModuleInfo(module)
  if (found === null || reached.has(module)) return reached
  reached.add(module)
  for (const imported of found.importedIds) reachedFrom(imported, chunking, reached)
  return reached
}

export default defineConfig({
  input: { launch: 'src/launch.ts', main: 'helpdesk:main' },
  platform: 'node',
  // Never reached: src/store gives better-sqlite3 its addon, so that nothing is searched for at start.
  external: ['bindings'],
  transform: {
    target: 'node20.17',
    define: { __VERSION__: JSON.stringify(version), __BUILD_ID__: JSON.stringify(buildIdGap) },
  },
  plugins: [mainEntry, lazyChildProcess, lessOfKysely, fewerHolidays, onlyAscii, buildId],
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'cjs',
    strict: true,
    minify: true,
    comments: false,
    // Also import('node:readline') becomes a require(): the loader of ES modules costs 2 ms to wake up.
    dynamicImportInCjs: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: {
      // Each file costs a fraction of a millisecond, and so does code that is read and not used. So what the daily
      // commands share lies in few files and nothing else with it; what other commands share lies apart.
      groups: [
        { name: toolsGroup, debugName: 'tools', priority: 8 },
        {
          name: 'database',
          // Without the steps that bring a schema forward: they are taken once in a desk's life.
          test: /node_modules[\\/](kysely|better-sqlite3)[\\/]|[\\/]src[\\/]store[\\/](?!migrations[\\/](\d|all))/,
          priority: 7,
        },
        // In this order: a group takes along what its modules import, if no group before it did.
        ...(['everyday', 'changes', 'writing'] as const).map((name, index) => ({
          name: (module: string, chunking: ChunkingContext) => (dailyGroup(module, chunking) === name ? name : null),
          debugName: name,
          priority: 6 - index,
        })),
        {
          name: 'kit',
          test: /[\\/]src[\\/](kit|words)[\\/](?!table|system-tool|text[\\/]wide-text)/,
          minShareCount: 4,
          priority: 3,
        },
        { name: 'rooms', test: /[\\/]src[\\/](?!hours[\\/])/, minShareCount: 8, priority: 2 },
        // Both are asked for without the reactions, which would take them along.
        { name: 'calendars', test: /[\\/]src[\\/]hours[\\/](desk-calendar|calendar-store|business-time)/, priority: 2 },
        {
          name: (module: string, chunking: ChunkingContext) =>
            dailyLoads(chunking).saysWhatReacts.has(module) ? 'reacting-types' : null,
          debugName: 'reacting-types',
          priority: 2,
        },
        { name: reactionsGroup, debugName: 'reactions', priority: 1 },
      ],
    },
  },
})
