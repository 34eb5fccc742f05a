import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished } from 'vitest'
import { type BuiltRun, type BuiltRunOptions, runBuilt } from './built-program'
import { TestDesk } from './test-desk'

type RunOptions = Omit<BuiltRunOptions, 'home'>

/** What `--json` writes to standard error. */
export interface Refusal {
  code: string
  message: string
  hint: string | null
  details: Record<string, unknown>
}

/**
 * A desk for the tests of one file: furnished in this process, which is quick, and then used by the built program. Its
 * clock is the machine's, because the program's is. Goes when the file is done.
 */
export class BuiltDesk {
  private constructor(
    readonly home: string,
    readonly twin: TestDesk,
  ) {}

  /** Made by jana@support.example, who is logged in. */
  static async make(...initFlags: string[]): Promise<BuiltDesk> {
    const twin = new TestDesk({ home: fileHome() })
    twin.now = new Date()
    await twin.init(...initFlags)
    return new BuiltDesk(twin.home, twin)
  }

  /** The same with the first ticket of anna@acme.example, whose tenant is made for it. */
  static async withTicket(): Promise<BuiltDesk> {
    const desk = await BuiltDesk.make()
    const flags = ['--for', 'anna@acme.example', '--new-tenant', 'acme', '-m', 'text']
    await desk.twin.json('open', 'Payment file rejected', ...flags)
    return desk
  }

  /** A copy that a test may spoil. */
  copy(): string {
    const home = fileHome()
    cpSync(this.home, home, { recursive: true })
    return home
  }

  async run(words: readonly string[], options: RunOptions = {}): Promise<BuiltRun> {
    return runBuilt(words, { home: this.home, ...options })
  }

  /** Runs a command that must succeed and gives what it prints. */
  async text(words: readonly string[], options: RunOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(words, options)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    return stdout
  }

  async json<T = Record<string, unknown>>(words: readonly string[], options: RunOptions = {}): Promise<T> {
    return JSON.parse(await this.text([...words, '--json'], options)) as T
  }

  /** The variables with which this person, who must exist, runs the program. */
  async as(email: string): Promise<Record<string, string>> {
    await this.twin.as(email)
    const token = this.twin.environment.HELPDESK_TOKEN ?? ''
    await this.twin.as(undefined)
    return { HELPDESK_TOKEN: token }
  }
}

/** The refusal in a run with `--json`: nothing on standard output, and on standard error this one line. */
export function refusalOf({ stdout, stderr }: BuiltRun): Refusal {
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^\{[^\n]*\}\n$/)
  const { error } = JSON.parse(stderr) as { error: Refusal }
  expect(Object.keys(error)).toEqual(['code', 'message', 'hint', 'details'])
  return error
}

/** A scratch folder that goes with the test file. */
export function fileHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'helpdesk-built-'))
  const remove = (): void => rmSync(home, { recursive: true, force: true })
  // Inside a test a hook for the whole file comes too late, before one there is no test that could finish.
  if (expect.getState().currentTestName === undefined) afterAll(remove)
  else onTestFinished(remove)
  return home
}
