/**
 * The product as CommonJS in lazy chunks: every import() of the sources becomes a file that is read when it is needed.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'rolldown'

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

export default defineConfig({
  input: { launch: 'src/launch.ts', main: 'helpdesk:main' },
  platform: 'node',
  // Never reached: src/store gives better-sqlite3 its addon, so that nothing is searched for at start.
  external: ['bindings'],
  transform: {
    target: 'node20.17',
    define: { __VERSION__: JSON.stringify(version), __BUILD_ID__: JSON.stringify(buildIdGap) },
  },
  plugins: [mainEntry, lazyChildProcess, fewerHolidays, buildId],
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
      // One file however many chunks share them; the same speed as no group as long as one chunk alone does.
      // Each file costs a fraction of a millisecond, so what many commands share lies in few files: tools, which every
      // command needs, apart from rooms, which drag the database along.
      groups: [
        { name: 'database', test: /node_modules[\\/](kysely|better-sqlite3)[\\/]/, priority: 3 },
        {
          name: 'tools',
          // Tables are for people: in a pipe they would cost every command their package.
          test: /[\\/]src[\\/](desk|kit(?![\\/]table)|words)|(?<!cli-table3[\\/])node_modules[\\/](strip-ansi|ansi-regex)/,
          minShareCount: 4,
          priority: 2,
        },
        {
          name: 'rooms',
          test: /[\\/]src[\\/](store|settings|journal|people|ticket)[\\/]/,
          minShareCount: 8,
          priority: 1,
        },
      ],
    },
  },
})
