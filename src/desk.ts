import { accessSync, closeSync, constants, openSync, readlinkSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Foreseen, Posted, Reactions } from './journal/reaction'
import type { Ask, AskManner, AskWords } from './kit/ask'
import { askNobody } from './kit/ask-nobody'
import { DeskError } from './kit/errors'
import { type Globals, noGlobals } from './kit/globals'
import { chosenLanguage, isUtf8Locale, type Language, localeLanguage } from './kit/language'
import { type Places, personalPlaces, placesOf } from './kit/places'
import type { Spinner } from './kit/progress'
import { type InputStream, type OutputStream, processInput, processOutput } from './kit/streams'
import { parseInstant } from './kit/time/instant'
import type { DeskKey } from './store/desk-key'
import type { Store } from './store/open'
import { loadWords, type Words } from './words/catalogue'

type Environment = Readonly<Record<string, string | undefined>>

/** The ssh door, through which people come who share one account: whoever comes is the person whose key this is. */
export interface Door {
  readonly keyId: string
}

/** The outside as the program finds it. Tests hand in a twin; nothing else in `src` touches the process. */
export interface World {
  /** The machine's clock. */
  clock(): Date
  randomBytes(count: number): Buffer
  newId(): string
  /** How costly it is to guess a password: rounds of scrypt, as a power of two. */
  readonly passwordCost: number
  readonly environment: Environment
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** Opens a link in the person's browser; false where there is no screen for one. */
  openLink(url: string): Promise<boolean>
  /** Set where the command came through the ssh door. */
  readonly door: Door | undefined
  /** How this program is started anew: absolute paths of Node.js and of the program's file. */
  readonly program: readonly string[]
  /** The program of the machine that takes mail (`/usr/sbin/sendmail`), if there is one. */
  sendmail(): string | undefined
  /** Starts this program with these words, which goes on by itself when this one has ended. */
  startDetached(words: readonly string[]): Promise<void>
  /** The number of the account that runs this; undefined where accounts have none. */
  readonly accountId: number | undefined
  /** The name of the terminal somebody sits at (`/dev/pts/3`), if there is one. */
  terminalName(): string | undefined
  /** The IANA name of the machine's zone. */
  machineZone(): string
  absolutePath(path: string): string
  /** Questions on the terminal, in these words; loaded when the first one is asked. */
  askOnTerminal(words: AskWords, manner: AskManner): Promise<Ask>
  /** Shows that something is going on, until it is stopped. */
  spin(text: string, colour: boolean): Promise<Spinner>
  /** Tells `listener` when the person interrupts, who then has to end by itself; gives the way to stop listening. */
  onInterrupt(listener: () => void): () => void
  /** Lets time pass, for what looks again and again. */
  wait(milliseconds: number): Promise<void>
  /** Shows a long screen in the person's pager, if one is set. */
  readonly page: ((text: string) => Promise<void>) | undefined
}

/** The world as one command sees it: with what its global flags say, and with everything costly still closed. */
export interface Desk {
  readonly world: World
  readonly globals: Globals
  readonly places: Places
  /** The tenant that `--tenant` or `HELPDESK_TENANT` names. */
  readonly tenant: string | undefined
  readonly environment: Environment
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly page: World['page']
  readonly colour: boolean
  readonly ascii: boolean
  readonly language: Language
  readonly words: Words
  /** Whether flag or environment fixed the language; otherwise the user's own setting may still change it. */
  readonly languageChosen: boolean
  now(): Date
  randomBytes(count: number): Buffer
  newId(): string
  /** The database, opened on first use. Refuses as `openStore` does. */
  store(): Promise<Store>
  /** The desk's key, read on first use and held against the desk's own check: `key-missing`, `key-damaged`, `key-wrong`. */
  key(): Promise<DeskKey>
  ask(): Promise<Ask>
  /** Whether questions can be asked at all. */
  readonly canAsk: boolean
  /**
   * Judges what the global flags say (65). A command does so by itself when it opens the desk, after it has judged its
   * own words; one that opens none calls this.
   */
  judge(): void
  speak(language: Language): Promise<void>
  /** From here on what is personal (drafts, the ticket last shown) lies in folders of that person's own. */
  enter(personId: string): void
  /** What follows from what this command does. */
  readonly reactions: Reactions
  /** The mails that this command caused so far. */
  readonly posted: Posted[]
  /** Whether the mails of earlier events are still to be written, and those of this command after them. */
  isBehind: boolean
  /** The mails that it would cause, where it is only tried; undefined where it is meant. */
  readonly foreseen: Foreseen | undefined
  /** From now on everything is only tried, and the mails that it would cause are worked out. */
  foresee(): void
  /** What an error of the database means for people; undefined for what is none. */
  storeTrouble(error: unknown): Promise<DeskError | undefined>
  /** Whether `HELPDESK_NOW` sets the clock, which only a rehearsal may have. */
  readonly clockIsSet: boolean
  /** Whether the desk that was opened is only a rehearsal; false while none was opened. */
  isRehearsal(): Promise<boolean>
  close(): Promise<void>
}

/** Where nothing follows from anything: help pages, and whoever only looks. */
const nothingFollows: Reactions = {
  types: async () => new Set(),
  react: async () => ({ posted: [], isBehind: false }),
  foresee: async () => [],
}

/** The desk for one command; `judge` throws where a global flag's value is wrong. */
export async function deskFor(
  world: World,
  globals: Globals = noGlobals,
  judge: (desk: Desk) => void = () => undefined,
  reactions: Reactions = nothingFollows,
): Promise<Desk> {
  const chosen = chosenLanguage(globals.language, world.environment)
  let language = typeof chosen === 'string' ? chosen : localeLanguage(world.environment)
  let words = await loadWords(language)
  let store: Promise<Store> | undefined
  let key: Promise<DeskKey> | undefined
  let ask: Promise<Ask> | undefined
  let foreseen: Foreseen | undefined
  const database = databaseFile(globals.database ?? set(world.environment.HELPDESK_DB))
  const shared = placesOf(
    {
      home: globals.home ?? set(world.environment.HELPDESK_HOME),
      database: database instanceof DeskError ? undefined : database,
      keyFile: set(world.environment.HELPDESK_KEY_FILE),
    },
    world.environment,
    (path) => world.absolutePath(path),
  )
  let places = shared
  const fixedClock = clockSetting(world.environment.HELPDESK_NOW)
  const canAsk = mayAsk(world, globals)
  const desk: Desk = {
    world,
    globals,
    get places() {
      return places
    },
    tenant: globals.tenant ?? set(world.environment.HELPDESK_TENANT),
    environment: world.environment,
    stdin: world.stdin,
    stdout: world.stdout,
    stderr: world.stderr,
    page: world.page,
    colour: wantsColour(world, globals),
    ascii: globals.ascii || !isUtf8Locale(world.environment),
    get language() {
      return language
    },
    get words() {
      return words
    },
    languageChosen: chosen !== undefined,
    clockIsSet: fixedClock !== undefined,
    now: () => (fixedClock instanceof Date ? fixedClock : world.clock()),
    randomBytes: (count) => world.randomBytes(count),
    newId: () => world.newId(),
    judge: () => {
      if (chosen instanceof DeskError) throw chosen
      if (fixedClock instanceof DeskError) throw fixedClock
      if (database instanceof DeskError) throw database
      judge(desk)
    },
    store: () => {
      desk.judge()
      store ??= openDeskStore(places.database, fixedClock !== undefined)
      return store
    },
    key: () => {
      key ??= openDeskKey(desk)
      return key
    },
    ask: () => {
      ask ??= canAsk
        ? world.askOnTerminal(words.answers, { colour: desk.colour, ascii: desk.ascii, editor: editorOf(world) })
        : Promise.resolve(askNobody)
      return ask
    },
    canAsk,
    speak: async (wanted) => {
      language = wanted
      words = await loadWords(wanted)
    },
    enter: (personId) => {
      places = personalPlaces(shared, personId)
    },
    reactions,
    posted: [],
    isBehind: false,
    get foreseen() {
      return foreseen
    },
    foresee: () => {
      foreseen ??= { posted: [], isWhole: true }
    },
    storeTrouble: async (error) => (await import('./store/store-trouble')).storeTrouble(error, places.database),
    isRehearsal: async () => (await store)?.identity.rehearsal === true,
    close: async () => {
      await store?.then(
        (opened) => opened.close(),
        () => undefined,
      )
    },
  }
  return desk
}

/** The world of the running process. Modules of Node.js that few commands need are loaded when one does. */
export function systemWorld(): World {
  return {
    clock: () => new Date(),
    randomBytes: systemRandomness,
    newId: () => uuid(systemRandomness(16)),
    // 128 MiB and some tenths of a second for a guess (OWASP's recommendation for scrypt).
    passwordCost: 17,
    environment: process.env,
    stdin: processInput(),
    stdout: processOutput(1),
    stderr: processOutput(2),
    door: undefined,
    program: [process.execPath, process.argv[1] ?? ''],
    sendmail: systemSendmail,
    startDetached: async (words) =>
      (await import('./kit/detached')).startDetached([process.execPath, process.argv[1] ?? '', ...words], {
        ...process.env,
        // What goes by itself is the desk's doing, and not that of whoever may only write.
        HELPDESK_TOKEN: undefined,
      }),
    accountId: process.geteuid?.(),
    terminalName: systemTerminalName,
    machineZone: () => new Intl.DateTimeFormat('en').resolvedOptions().timeZone,
    absolutePath: (path) => resolve(path),
    askOnTerminal: async (words, manner) => {
      const { askOnTerminal } = await import('./kit/ask-terminal')
      const output = process.stderr.isTTY ? process.stderr : process.stdout
      return askOnTerminal({ input: process.stdin, output, words, ...manner })
    },
    spin: async (text, colour) => (await import('./kit/spinner')).spin(text, colour, process.stderr),
    onInterrupt: systemInterrupt,
    wait: (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds)),
    openLink: async (url) => (await import('./kit/open-link')).openLink(url, process.env, process.platform),
    page: set(process.env.PAGER) === undefined ? undefined : async (text) => (await import('./kit/pager')).page(text),
  }
}

/** Where Debian and all others have it. `HELPDESK_SENDMAIL=off`: as if there were none. */
function systemSendmail(): string | undefined {
  const path = '/usr/sbin/sendmail'
  if (process.env.HELPDESK_SENDMAIL === 'off') return undefined
  try {
    accessSync(path, constants.X_OK)
    return path
  } catch {
    return undefined
  }
}

/** What was read ahead; nobody gets the same bytes twice. */
let randomnessAhead: Buffer = Buffer.alloc(0)
/** A deed of a hundred thousand entries wants some for each: to ask the kernel every time would cost it seconds. */
const readAhead = 4096

function systemRandomness(count: number): Buffer {
  if (count > readAhead) return kernelRandomness(count)
  if (randomnessAhead.length < count) randomnessAhead = kernelRandomness(readAhead)
  const bytes = Buffer.from(randomnessAhead.subarray(0, count))
  randomnessAhead = randomnessAhead.subarray(count)
  return bytes
}

/** The kernel's own randomness, read where it is a file: Node's `crypto` reads the same and takes 5 ms to load. */
function kernelRandomness(count: number): Buffer {
  const bytes = Buffer.alloc(count)
  try {
    const descriptor = openSync('/dev/urandom', 'r')
    try {
      if (readSync(descriptor, bytes, 0, count, null) === count) return bytes
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // Not every system has it as a file.
  }
  return process.getBuiltinModule('node:crypto').randomBytes(count)
}

/** A random UUID (version 4, RFC 9562 5.4) out of 16 random bytes. */
function uuid(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function systemInterrupt(listener: () => void): () => void {
  process.once('SIGINT', listener)
  return () => process.off('SIGINT', listener)
}

async function openDeskStore(path: string, clockIsSet: boolean): Promise<Store> {
  const { openStore } = await import('./store/open')
  const store = await openStore(path)
  if (!clockIsSet || store.identity.rehearsal) return store
  await store.close()
  throw new DeskError('clock-outside-rehearsal', {})
}

async function openDeskKey(desk: Desk): Promise<DeskKey> {
  const { keyInUse } = await import('./store/next-key')
  const store = await desk.store()
  return keyInUse(desk.places.key, store.identity.id, () => store.keyCheck())
}

/** A path; an address of a server would otherwise quietly become a file of that name. */
function databaseFile(value: string | undefined): string | undefined | DeskError {
  if (value === undefined || !/^[a-z]+:\/\//.test(value)) return value
  return new DeskError('wrong-value', { name: '--db', value, allowed: ['helpdesk.db'], suggestion: null })
}

/** `HELPDESK_NOW`; whether this desk lets its clock be set is known only when it is open. */
function clockSetting(value: string | undefined): Date | undefined | DeskError {
  if (set(value) === undefined || value === undefined) return undefined
  const instant = parseInstant(value)
  return instant ?? new DeskError('wrong-clock', { value })
}

function mayAsk(world: World, globals: Globals): boolean {
  const forbidden = !globals.prompts || set(world.environment.CI) !== undefined
  // In this order: to ask standard input costs most, and seldom has to be.
  return !forbidden && world.stdout.isTerminal && world.stdin.isTerminal
}

/** The person's editor; through the ssh door nothing is started that they name, nor anything that could start more. */
function editorOf({ door, environment }: World): string | undefined {
  return door === undefined ? (set(environment.VISUAL) ?? set(environment.EDITOR) ?? 'vi') : undefined
}

/** `NO_COLOR` (any value), `FORCE_COLOR`, `--no-color`, else whether a terminal shows it. */
function wantsColour(world: World, globals: Globals): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = world.environment
  if (globals.colour === false || set(NO_COLOR) !== undefined) return false
  if (set(FORCE_COLOR) !== undefined) return FORCE_COLOR !== '0'
  return world.stdout.isTerminal && TERM !== 'dumb'
}

/** An empty variable counts as none. */
function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

/** Linux tells the device; elsewhere the shell's process stands for its terminal. */
function systemTerminalName(): string | undefined {
  const descriptor = [processInput(), processOutput(1), processOutput(2)].findIndex((stream) => stream.isTerminal)
  if (descriptor === -1) return undefined
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`)
  } catch {
    return `shell-${process.ppid}`
  }
}
