import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished } from 'vitest'
import { fileHome } from './built-desk'
import { type BuiltRun, cleanEnvironment } from './built-program'
import { PseudoTerminal } from './pseudo-terminal'

const program = '/usr/sbin/sshd'

/** Whether there is a server to test with; Debian: openssh-server. */
export const hasSshd = existsSync(program)

interface Call {
  input?: string
  /** Variables that the client sends; the server takes them all. */
  environment?: Readonly<Record<string, string>>
  /** Options of the client. */
  options?: readonly string[]
}

/**
 * A real sshd on loopback, in the foreground, which ends with the test or the test file. It is as careless as an administrator could
 * make it, so that what keeps people out is the line in `authorized_keys`: variables of every name come in, and
 * forwarding and sftp are on.
 */
export class Sshd {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(settings: readonly string[] = []): Promise<Sshd> {
    const folder = fileHome()
    // It insists on this folder where it is started by root.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
    const port = await freePort()
    const sshd = new Sshd(folder, port)
    sshd.makeKey('host')
    writeFileSync(join(folder, 'authorized_keys'), '')
    const configuration = [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host')}`,
      'PidFile none',
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'UsePAM no',
      'StrictModes no',
      'PermitRootLogin forced-commands-only',
      'AcceptEnv *',
      'AllowTcpForwarding yes',
      'Subsystem sftp internal-sftp',
      // Compiled code is kept beside the tests, not in the home of whoever runs them.
      `SetEnv XDG_CACHE_HOME=${join(folder, 'cache')}`,
      ...settings,
    ]
    writeFileSync(join(folder, 'sshd_config'), `${configuration.join('\n')}\n`)
    const server = spawn(program, ['-D', '-e', '-f', join(folder, 'sshd_config')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    // Inside a test a hook for the whole file comes too late.
    if (expect.getState().currentTestName === undefined) afterAll(() => void server.kill())
    else onTestFinished(() => void server.kill())
    await listening(server)
    return sshd
  }

  /** Makes a pair of keys and gives the public one. */
  makeKey(name: string): string {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(this.folder, name)])
    return readFileSync(join(this.folder, `${name}.pub`), 'utf8').trim()
  }

  /** Lets these in; the lines are those of `ssh authorized-keys`. */
  admit(lines: string): void {
    writeFileSync(join(this.folder, 'authorized_keys'), lines)
  }

  /** What `ssh desk …` does for whoever has that key; `typed` is what arrives as one line. */
  async run(key: string, typed: string, call: Call = {}): Promise<BuiltRun> {
    const client = spawn('ssh', this.words(key, typed, call), { stdio: ['pipe', 'pipe', 'pipe'] })
    const printed = { stdout: '', stderr: '' }
    client.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed.stdout += text
    })
    client.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed.stderr += text
    })
    client.stdin.on('error', () => undefined)
    client.stdin.end(call.input ?? '')
    onTestFinished(() => void client.kill())
    return new Promise((resolve, reject) => {
      client.on('error', reject)
      client.on('close', (exitCode) => resolve({ exitCode, ...printed }))
    })
  }

  /** The same with a terminal at both ends. */
  inTerminal(key: string, typed: string, call: Call = {}): PseudoTerminal {
    const options = ['-tt', ...(call.options ?? [])]
    return new PseudoTerminal('/usr/bin/ssh', this.words(key, typed, { ...call, options }), { home: this.folder })
  }

  private words(key: string, typed: string, { environment = {}, options = [] }: Call): string[] {
    const { LANG = '' } = cleanEnvironment(this.folder)
    const variables = Object.entries({ LANG, ...environment }).map(([name, value]) => `${name}="${value}"`)
    return [
      ...['-F', 'none', '-p', String(this.port), '-i', join(this.folder, key)],
      ...['IdentitiesOnly=yes', 'BatchMode=yes', 'LogLevel=ERROR', 'StrictHostKeyChecking=no'].flatMap((o) => [
        '-o',
        o,
      ]),
      ...['-o', `UserKnownHostsFile=${join(this.folder, 'known_hosts')}`],
      ...['-o', `SetEnv=${variables.join(' ')}`],
      ...options,
      `${userInfo().username}@127.0.0.1`,
      ...(typed === '' ? [] : ['--', typed]),
    ]
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

async function listening(server: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('Server listening on')) resolve()
    })
    server.on('error', reject)
    server.on('close', () => reject(new Error(`sshd ended: ${said}`)))
  })
}
