import { type ChildProcess, spawn } from 'node:child_process'
import { errorCode } from './errors'

export interface ToolResult {
  exitCode: number | null
  stdout: string
  stderr: string
  /** Whether it took so long that it was ended. */
  isEnded: boolean
}

/** How long a tool may take, and then how long it has to clean up once it was asked to end, in milliseconds. */
export interface ToolTime {
  limit: number
  toEnd: number
}

/** Enough to remove a file, or to tell a server that nothing more comes. */
export const timeToEnd = 5000

/**
 * Runs a tool of the machine, without a shell; undefined where there is none of that name. With a `time`, one that hangs is
 * asked to end, and then made to.
 */
export async function runTool(
  name: string,
  words: readonly string[],
  input: string | Uint8Array,
  environment: Readonly<Record<string, string | undefined>>,
  time?: ToolTime,
): Promise<ToolResult | undefined> {
  const tool = spawn(name, words, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] })
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
  tool.stdout.on('data', (bytes: Buffer) => stdout.push(bytes))
  tool.stderr.on('data', (bytes: Buffer) => stderr.push(bytes))
  // A tool that does not read what it is given says so by its exit code.
  tool.stdin.on('error', () => undefined)
  tool.stdin.end(input)
  return new Promise((resolve, reject) => {
    const finish = (exitCode: number | null): void => {
      watch?.stop()
      const texts = { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }
      resolve({ exitCode, ...texts, isEnded: watch?.isEnded() === true })
    }
    const watch = time === undefined ? undefined : endLate(tool, time, finish)
    tool.once('error', (error) => {
      watch?.stop()
      if (errorCode(error) === 'ENOENT') resolve(undefined)
      else reject(error)
    })
    tool.once('close', finish)
  })
}

/** Ends a tool that takes too long: first it is asked to, by SIGTERM. `finished` hears of its end, whoever holds its output open. */
function endLate(tool: ChildProcess, { limit, toEnd }: ToolTime, finished: (exitCode: number | null) => void) {
  let isEnded = false
  const leave = (): void => {
    for (const stream of [tool.stdin, tool.stdout, tool.stderr]) stream?.destroy()
    finished(tool.exitCode)
  }
  let timer = setTimeout(() => {
    // Gone long since; what it has started may go on for as long as it likes.
    if (tool.exitCode !== null || tool.signalCode !== null) return leave()
    isEnded = true
    tool.once('exit', leave)
    tool.kill('SIGTERM')
    timer = setTimeout(() => tool.kill('SIGKILL'), toEnd)
  }, limit)
  return { isEnded: () => isEnded, stop: () => clearTimeout(timer) }
}
