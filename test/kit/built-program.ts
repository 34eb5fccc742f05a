import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The program as users start it; what it runs is the build in `dist/`. */
const program = fileURLToPath(new URL('../../bin/helpdesk.js', import.meta.url))

export interface BuiltRunOptions {
  /** Where the desk lies, and the home folder of whoever runs the program. */
  home: string
  /** Variables besides the few that every run gets. */
  environment?: Readonly<Record<string, string>>
  /** What is typed on standard input; without it, standard input is empty. */
  input?: string | Buffer
}

export interface BuiltRun {
  /** Null when a signal ended the process. */
  exitCode: number | null
  stdout: string
  stderr: string
}

/** Runs one command line of the built program in a process of its own, without a terminal. */
export async function runBuilt(words: readonly string[], options: BuiltRunOptions): Promise<BuiltRun> {
  return startBuilt(words, options).finished
}

/** Starts the built program; for tests that end it before it is done. */
export function startBuilt(
  words: readonly string[],
  { home, environment, input }: BuiltRunOptions,
): { process: ChildProcessByStdio<Writable, Readable, Readable>; finished: Promise<BuiltRun> } {
  const process = spawn(globalThis.process.execPath, [program, ...words], {
    cwd: home,
    env: { ...cleanEnvironment(home), ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const stdout = textOf(process.stdout)
  const stderr = textOf(process.stderr)
  const finished = new Promise<BuiltRun>((resolve, reject) => {
    process.on('error', reject)
    process.on('close', (exitCode) => resolve({ exitCode, stdout: stdout(), stderr: stderr() }))
  })
  // A program that does not read what it is given is no mistake of the test.
  process.stdin.on('error', () => undefined)
  process.stdin.end(input ?? '')
  return { process, finished }
}

/** What every run sees of the world around it: no CI, no terminal, no settings of whoever runs the tests. */
export function cleanEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    HELPDESK_HOME: home,
    LANG: 'en_GB.UTF-8',
    HELPDESK_SENDMAIL: 'off',
  }
}

/** A scratch folder that goes with the test. */
export function scratchHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'helpdesk-built-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return home
}

/** Collects bytes first: a character may be cut between two chunks. */
function textOf(stream: Readable): () => string {
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}
