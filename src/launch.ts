/**
 * The first file of every run: loads the bundled chunks of dist/ with V8's code cache, so that a command does not
 * compile the same code again each time (about 9 ms of every start on Node.js 20).
 *
 * Node.js 22.8 and later have this built in. For Node.js 20 this file is the loader of our chunks: it compiles them
 * itself and keeps what V8 made of them in a folder of the user. Such a file is executed as it is, so the rules are
 * strict: only a folder that belongs to this user and that nobody else can enter, named after the build, the Node.js
 * version and the architecture. Any doubt means: no cache, no message, the same behaviour.
 */
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { constants, Script } from 'node:vm'
import type { systemWorld } from './desk'
import type { run } from './main'

/** A hash of the whole output, put in by rolldown.config.mts: code made for another build is never found. */
declare const __BUILD_ID__: string

/** Made by the bundler; not imported here, which would put it into this file. */
const mainChunk: string = './main.js'

/** What it exports. */
interface Main {
  run: typeof run
  systemWorld: typeof systemWorld
}

interface Chunk {
  module: { exports: unknown }
  script: Script
  /** Length of the cached code V8 accepted; 0 when it compiled the source. */
  cached: number
}

type Wrapper = (
  exports: unknown,
  require: (id: string) => unknown,
  module: { exports: unknown },
  filename: string,
  dirname: string,
) => void

/** Runs the program; what it wants to say to the shell is left in `process.exitCode`. */
export async function launch(): Promise<void> {
  const { run, systemWorld } = loadMain()
  process.exitCode = await run(process.argv.slice(2), systemWorld())
}

function loadMain(): Main {
  const folder = cacheFolder()
  const { enableCompileCache } = require('node:module') as { enableCompileCache?: (folder: string) => unknown }
  if (folder !== undefined && enableCompileCache === undefined) return chunkLoader(folder)(mainChunk) as Main
  if (folder !== undefined && prepare(folder)) enableCompileCache?.(folder)
  return require(mainChunk) as Main
}

/**
 * Where this build's compiled code may lie, or undefined when it must not be used: someone turned it off (Node.js's own
 * switch), measures coverage, there is no home, or no user ids as on Windows.
 */
function cacheFolder(): string | undefined {
  const { HELPDESK_HOME, XDG_CACHE_HOME, HOME, NODE_DISABLE_COMPILE_CACHE, NODE_V8_COVERAGE } = process.env
  if (NODE_DISABLE_COMPILE_CACHE || NODE_V8_COVERAGE || process.geteuid === undefined) return undefined
  const name = join('code', `${__BUILD_ID__}-${process.version}-${process.arch}`)
  if (HELPDESK_HOME && isAbsolute(HELPDESK_HOME) && isOwnFolder(HELPDESK_HOME))
    return join(HELPDESK_HOME, 'cache', name)
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'helpdesk', name)
  return HOME && isAbsolute(HOME) ? join(HOME, '.cache', 'helpdesk', name) : undefined
}

/** A require() for the chunks of dist/ that takes their compiled code from the folder and leaves it there at the end. */
function chunkLoader(folder: string): (id: string) => unknown {
  const chunks = new Map<string, Chunk>()
  const trusted = isPrivateFolder(folder)

  const load = (name: string): unknown => {
    const known = chunks.get(name)
    if (known !== undefined) return known.module.exports
    const filename = join(__dirname, name)
    const cachedData = trusted ? readCode(join(folder, name)) : undefined
    const script = new Script(
      `(function(exports,require,module,__filename,__dirname){${readFileSync(filename, 'utf8')}\n})`,
      {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
        ...(cachedData && { cachedData }),
      },
    )
    const cached = script.cachedDataRejected === false ? (cachedData?.length ?? 0) : 0
    const module = { exports: {} }
    chunks.set(name, { module, script, cached })
    ;(script.runInThisContext() as Wrapper)(module.exports, requireChunk, module, filename, __dirname)
    return module.exports
  }
  const requireChunk = Object.assign(
    (id: string): unknown => (id.startsWith('./') ? load(id.slice(2)) : require(id)),
    require,
  )

  process.once('exit', () => {
    try {
      keep(folder, trusted, chunks)
    } catch {
      // No space, no permission, another process was faster: the next run tries again or goes without.
    }
  })
  return requireChunk
}

/**
 * After the run, because then the functions that were really called are compiled and kept too. Written when a chunk
 * came without cached code, and once for every command not seen before: it calls other functions of the same chunks.
 */
function keep(folder: string, trusted: boolean, chunks: Map<string, Chunk>): void {
  // V8 refuses code made under other flags; writing would drive out what runs without them can use.
  if (process.execArgv.length > 0 || process.env.NODE_OPTIONS) return
  const seenFile = join(folder, 'commands')
  const seen = trusted ? readText(seenFile).split(' ') : []
  const command = commandKey(process.argv.slice(2, 4))
  const isNew = !seen.includes(command) && seen.length <= 100
  if (!isNew && [...chunks.values()].every((chunk) => chunk.cached > 0)) return
  if (!prepare(folder)) return

  for (const [name, { script, cached }] of chunks) {
    if (!isNew && cached > 0) continue
    const code = script.createCachedData()
    // Less than before is possible: V8 forgets functions that rested during a long run.
    if (code.length > cached) replace(join(folder, name), [code, code])
  }
  if (isNew) replace(seenFile, [Buffer.from([...seen, command].join(' '))])
}

/**
 * A file holds the code twice and counts only if both halves are equal: V8 does not verify what it is given (one
 * flipped bit ends the process), and a checksum costs more: node:zlib takes a millisecond to load, node:crypto three.
 */
function readCode(file: string): Buffer | undefined {
  try {
    const twice = readFileSync(file)
    const code = twice.subarray(0, twice.length / 2)
    return code.length > 0 && code.equals(twice.subarray(code.length)) ? code : undefined
  } catch {
    return undefined
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

/** The file appears complete or not at all. What a power cut leaves of it has unequal halves and is ignored. */
function replace(file: string, parts: Buffer[]): void {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    const descriptor = openSync(unfinished, 'wx', 0o600)
    try {
      for (const part of parts) if (writeSync(descriptor, part) !== part.length) throw new Error('disk full')
    } finally {
      closeSync(descriptor)
    }
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

/** Only a number is kept of the words typed, they may be anything. */
function commandKey(words: string[]): string {
  let key = 7
  for (const character of words.filter((word) => /^[a-z-]+$/.test(word)).join(' ')) {
    key = (Math.imul(key, 31) + character.charCodeAt(0)) >>> 0
  }
  return key.toString(36)
}

/** Makes the folder if need be and says whether it may be used; then removes what builds of long ago left beside it. */
function prepare(folder: string): boolean {
  try {
    if (isPrivateFolder(folder)) return true
    makeFolder(folder)
    removeOldBuilds(folder)
    return isPrivateFolder(folder)
  } catch {
    return false
  }
}

/**
 * Up to four levels, so that a home that is missing stays missing. Not mkdir's own `recursive`, which never ends in
 * places like /proc, where a folder exists and yet nothing can be made in it.
 */
function makeFolder(folder: string, levels = 4): void {
  const parent = dirname(folder)
  if (levels > 1 && !existsSync(parent)) makeFolder(parent, levels - 1)
  mkdirSync(folder, { mode: 0o700 })
}

/** Eight builds are enough for some versions in turn on some versions of Node.js. */
function removeOldBuilds(folder: string): void {
  const all = dirname(folder)
  const byAge = readdirSync(all)
    .map((name) => ({ path: join(all, name), age: lstatSync(join(all, name)).mtimeMs }))
    .sort((one, other) => other.age - one.age)
  for (const { path } of byAge.slice(8)) rmSync(path, { recursive: true, force: true })
}

/** Belongs to this user, and nobody else may enter, read or write. */
function isPrivateFolder(folder: string): boolean {
  return isOwnFolder(folder, 0o077)
}

function isOwnFolder(folder: string, forbidden = 0): boolean {
  try {
    const found = lstatSync(folder)
    return found.isDirectory() && found.uid === process.geteuid?.() && (found.mode & forbidden) === 0
  } catch {
    return false
  }
}
