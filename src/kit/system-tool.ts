import { spawn } from 'node:child_process'
import { errorCode } from './errors'

export interface ToolResult {
  exitCode: number | null
  stdout: string
  stderr: string
}

/** Runs a tool of the machine, without a shell; undefined where there is none of that name. */
export async function runTool(
  name: string,
  words: readonly string[],
  input: string | Uint8Array,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ToolResult | undefined> {
  const tool = spawn(name, words, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] })
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
  tool.stdout.on('data', (bytes: Buffer) => stdout.push(bytes))
  tool.stderr.on('data', (bytes: Buffer) => stderr.push(bytes))
  // A tool that does not read what it is given says so by its exit code.
  tool.stdin.on('error', () => undefined)
  tool.stdin.end(input)
  return new Promise((resolve, reject) => {
    tool.once('error', (error) => (errorCode(error) === 'ENOENT' ? resolve(undefined) : reject(error)))
    tool.once('close', (exitCode) =>
      resolve({ exitCode, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    )
  })
}
