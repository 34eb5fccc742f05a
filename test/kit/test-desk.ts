import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import type { World } from '../../src/desk'
import type { Ask, AskWords } from '../../src/kit/ask'
import { type Places, placesOf } from '../../src/kit/places'
import { run } from '../../src/main'
import { insertSession } from '../../src/people/session-store'
import { openStore, type Store } from '../../src/store/open'

/** The first moment of every test, unless it says otherwise: a Thursday at noon, UTC. */
export const firstMoment = new Date('2026-03-05T12:00:00.000Z')

export interface Finished {
  exitCode: number
  stdout: string
  stderr: string
}

export interface TestDeskOptions {
  /** Whether somebody sits at a terminal; then `answers` are given in turn. */
  terminal?: boolean
  columns?: number
  environment?: Readonly<Record<string, string>>
  /** Where the desk lies; a scratch folder that goes with the test by default. */
  home?: string
}

/**
 * A twin of the world around the program: a scratch folder, a clock that stands still until it is moved, randomness and
 * ids that are the same in every run, captured output, and answers prepared for questions. A question that was not
 * expected fails, and so does an answer that nobody asked for.
 */
export class TestDesk {
  readonly home: string
  now = firstMoment
  terminal: boolean
  columns: number
  stdin = Buffer.alloc(0)
  /** What is piped into the next commands, whoever sits at the terminal; undefined: standard input is as `terminal` says. */
  pipedIn: Buffer | undefined
  /** Who is asked instead of the prepared answers. */
  asker: Ask | undefined
  /** The account that runs the program. */
  accountId = process.geteuid?.()
  readonly environment: Record<string, string | undefined>
  /** What happens elsewhere whenever a command lets time pass. */
  meanwhile: (() => Promise<void>) | undefined
  /** What questions say in the language of the last command that asked. */
  askWords: AskWords = {
    yes: 'Yes',
    no: 'No',
    yesOrNo: '',
    keys: '',
    keysAscii: '',
    keysSeveral: '',
    keysSeveralAscii: '',
    typeText: '',
  }
  private readonly keys = new Map<string, string>()
  private person = 'jana@support.example'
  /** Whether a browser could be opened, and what was to be. */
  hasScreen = false
  readonly opened: string[] = []
  /** The machine's own program for mail. */
  sendmail: string | undefined
  /** The words of what was started and goes on by itself. */
  readonly started: (readonly string[])[] = []
  private answers: unknown[] = []
  private drawn = 0
  private stdout = ''
  private stderr = ''
  private both = ''

  constructor(options: TestDeskOptions = {}) {
    this.home = options.home ?? mkdtempSync(join(tmpdir(), 'helpdesk-test-'))
    this.terminal = options.terminal ?? false
    this.columns = options.columns ?? 80
    this.environment = { HOME: this.home, HELPDESK_HOME: this.home, LANG: 'en_GB.UTF-8', ...options.environment }
    if (options.home === undefined) onTestFinished(() => rmSync(this.home, { recursive: true, force: true }))
  }

  /** Runs one command line in this process, through the same door as the program. */
  async run(...words: string[]): Promise<Finished> {
    this.stdout = ''
    this.stderr = ''
    this.both = ''
    const exitCode = await run(words, this.world())
    if (this.answers.length > 0) throw new Error(`nobody asked for: ${JSON.stringify(this.answers)}`)
    return { exitCode, stdout: this.stdout, stderr: this.stderr }
  }

  /** Runs a command that must succeed and gives what it prints with `--json`. */
  async json<T = Record<string, unknown>>(...words: string[]): Promise<T> {
    const { exitCode, stdout, stderr } = await this.run(...words, '--json')
    if (exitCode !== 0) throw new Error(`helpdesk ${words.join(' ')}: ${exitCode} ${stderr}`)
    return JSON.parse(stdout) as T
  }

  /** Runs a command that must be refused and gives its exit code with the error object. */
  async refused(...words: string[]): Promise<{ exitCode: number; code: string; details: Record<string, unknown> }> {
    const { exitCode, stdout, stderr } = await this.run(...words, '--json')
    if (exitCode === 0 || stdout !== '') throw new Error(`helpdesk ${words.join(' ')} was not refused: ${stdout}`)
    const { error } = JSON.parse(stderr) as { error: { code: string; details: Record<string, unknown> } }
    return { exitCode, ...error }
  }

  /** Runs what somebody typed after `ssh desk`, as sshd does: by the forced command of their key, which names the desk. */
  async ssh(keyId: string, typed: string, folder = dirname(this.places().database)): Promise<Finished> {
    this.environment.SSH_ORIGINAL_COMMAND = typed
    const finished = await this.run('ssh', 'serve', keyId, '--home', folder)
    delete this.environment.SSH_ORIGINAL_COMMAND
    return finished
  }

  /** The first key of whoever acts; it stays theirs here when the desk no longer knows it. */
  async keyOf(): Promise<string> {
    const remembered = this.keys.get(this.person)
    if (remembered !== undefined) return remembered
    const store = await this.store()
    const row = await store.db
      .selectFrom('ssh_keys')
      .innerJoin('user_addresses', 'user_addresses.user_id', 'ssh_keys.user_id')
      .select('ssh_keys.id')
      .where('user_addresses.address', '=', this.person)
      .executeTakeFirst()
    await store.close()
    if (row === undefined) throw new Error(`${this.person} has no ssh key`)
    this.keys.set(this.person, row.id)
    return row.id
  }

  /** Makes the desk: jana@support.example is its administrator. */
  async init(...flags: string[]): Promise<this> {
    const { exitCode, stderr } = await this.run('init', '--admin', 'jana@support.example', ...flags)
    if (exitCode !== 0) throw new Error(stderr)
    return this
  }

  /** From now on somebody sits there and gives these answers. */
  answering(...answers: unknown[]): this {
    this.terminal = true
    this.answers = answers
    return this
  }

  /** Moves the clock, in milliseconds. */
  later(milliseconds: number): this {
    this.now = new Date(this.now.getTime() + milliseconds)
    return this
  }

  /** From now on this person acts, who must exist; undefined: whoever made the desk. */
  async as(email: string | undefined): Promise<this> {
    this.person = email ?? 'jana@support.example'
    if (email === undefined) {
      delete this.environment.HELPDESK_TOKEN
      return this
    }
    const token = `test-${email}`
    const store = await this.store()
    await store.write(async (tx) => {
      const user = await tx
        .selectFrom('user_addresses')
        .select('user_id')
        .where('address', '=', email)
        .executeTakeFirstOrThrow()
      await tx.updateTable('users').set({ status: 'active' }).where('id', '=', user.user_id).execute()
      const tokenHash = createHash('sha256').update(token).digest('hex')
      const known = await tx.selectFrom('sessions').select('id').where('token_hash', '=', tokenHash).executeTakeFirst()
      const now = this.now.toISOString()
      if (known === undefined) await insertSession(tx, { id: token, userId: user.user_id, tokenHash, now })
      else await tx.updateTable('sessions').set({ last_used_at: now }).where('id', '=', known.id).execute()
    })
    await store.close()
    this.environment.HELPDESK_TOKEN = token
    return this
  }

  /** What the last command printed, both streams in the order of writing, as it stands on a terminal. */
  get printed(): string {
    return this.both
  }

  /** What a person types shows on the terminal too. */
  echo(text: string): void {
    this.both += text
  }

  /** The database, for looking at what a command left there. Whoever opens it closes it. */
  async store(): Promise<Store> {
    return openStore(this.places().database)
  }

  private places(): Places {
    const { HELPDESK_HOME: home, HELPDESK_DB: database } = this.environment
    const names = { home: home || undefined, database: database || undefined, keyFile: undefined }
    return placesOf(names, this.environment, (path) => resolve(this.home, path))
  }

  world(): World {
    const typed = this.pipedIn ?? this.stdin
    return {
      clock: () => this.now,
      randomBytes: (count) => this.draw(count),
      // Guessing is costly; whoever tests has no time for that.
      passwordCost: 8,
      newId: () => this.draw(16).toString('hex'),
      environment: this.environment,
      stdin: {
        isTerminal: this.terminal && this.pipedIn === undefined,
        read: async (limit) => (this.pipedIn ?? this.stdin).subarray(0, limit + 1),
        async *pieces() {
          yield typed
        },
      },
      stdout: this.output((text) => {
        this.stdout += text
      }),
      stderr: this.output((text) => {
        this.stderr += text
      }),
      door: undefined,
      program: ['/usr/bin/node', '/usr/bin/helpdesk'],
      sendmail: () => this.sendmail,
      startDetached: async (words) => {
        this.started.push(words)
      },
      accountId: this.accountId,
      terminalName: () => (this.terminal ? '/dev/pts/7' : undefined),
      machineZone: () => 'Europe/Berlin',
      absolutePath: (path) => resolve(this.home, path),
      askOnTerminal: async (words) => {
        this.askWords = words
        return this.asker ?? this.questioner()
      },
      onInterrupt: () => () => undefined,
      wait: async (milliseconds) => {
        this.later(milliseconds)
        await this.meanwhile?.()
      },
      spin: async () => ({ update: () => undefined, stop: () => undefined }),
      page: undefined,
      openLink: async (url) => {
        this.opened.push(url)
        return this.hasScreen
      },
    }
  }

  private output(take: (text: string) => void) {
    const write = (text: string): void => {
      take(text)
      this.both += text
    }
    const writeBytes = (bytes: Uint8Array): boolean => {
      take(Buffer.from(bytes).toString('utf8'))
      return true
    }
    return { isTerminal: this.terminal, columns: this.columns, rows: 50, write, writeBytes }
  }

  private questioner(): Ask {
    const next = async (question: string): Promise<never> => {
      if (this.answers.length === 0) throw new Error(`unexpected question: ${question}`)
      this.stderr += `? ${question}\n`
      return this.answers.shift() as never
    }
    return {
      available: true,
      line: next,
      secret: next,
      confirm: next,
      key: next,
      choose: next,
      chooseSeveral: next,
      edit: async (initial) => next(`editor: ${initial}`),
    }
  }

  /** Bytes that look random and are the same in every run. */
  private draw(count: number): Buffer {
    this.drawn += 1
    const blocks = Math.ceil(count / 32)
    const parts = Array.from({ length: blocks }, (_, block) =>
      createHash('sha256').update(`${this.drawn}-${block}`).digest(),
    )
    return Buffer.concat(parts).subarray(0, count)
  }
}
