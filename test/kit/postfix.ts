import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const master = '/usr/lib/postfix/sbin/master'

/** Whether there is a real mail server to test with, and an account that may start it; Debian: postfix. */
export const hasPostfix = existsSync(master) && process.getuid?.() === 0

/**
 * A real Postfix on loopback, in a scratch folder of its own, which delivers what it takes into files. It ends with the test.
 * Mail to `later@` is put off and to `never@` is refused, by its access rules.
 */
export class Postfix {
  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<Postfix> {
    const folder = mkdtempSync(join(tmpdir(), 'helpdesk-postfix-'))
    chmodSync(folder, 0o755)
    const port = await freePort()
    const made = (name: string, owner: string): string => {
      const path = join(folder, name)
      mkdirSync(path, { mode: 0o755 })
      if (owner !== 'root') chownSync(path, idOf('-u', owner), idOf('-g', owner))
      return path
    }
    const [etc, queue, data, out] = [
      made('etc', 'root'),
      made('queue', 'root'),
      made('data', 'postfix'),
      made('out', 'mail'),
    ]
    const deliver = join(folder, 'deliver')
    writeFileSync(deliver, `#!/bin/sh\ncat > "${out}/$$-$1"\n`, { mode: 0o755 })
    writeFileSync(join(etc, 'recipients'), 'later@example.net 450 4.2.1 later\nnever@example.net 550 5.1.1 never\n')
    writeFileSync(
      join(etc, 'main.cf'),
      `compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.example.net
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.net
virtual_mailbox_maps = static:x
virtual_transport = file:
alias_maps =
alias_database =
maillog_file = /dev/null
maillog_file_prefixes = /dev
smtpd_recipient_restrictions = check_recipient_access texthash:${join(etc, 'recipients')}, permit_mynetworks, reject
`,
    )
    const services = [
      `127.0.0.1:${port} inet n - n - - smtpd`,
      'pickup unix n - n 60 1 pickup',
      'cleanup unix n - n - 0 cleanup',
      'qmgr unix n - n 300 1 qmgr',
      'rewrite unix - - n - - trivial-rewrite',
      'bounce unix - - n - 0 bounce',
      'defer unix - - n - 0 bounce',
      'trace unix - - n - 0 bounce',
      'error unix - - n - - error',
      'retry unix - - n - - error',
      'proxymap unix - - n - - proxymap',
      'anvil unix - - n - 1 anvil',
      'postlog unix-dgram n - n - 1 postlogd',
      `file unix - n n - - pipe flags=Rq user=mail argv=${deliver} \${recipient}`,
    ]
    writeFileSync(join(etc, 'master.cf'), `${services.join('\n')}\n`)
    // Makes the folders of a fresh queue.
    execFileSync('/usr/sbin/postfix', ['-c', etc, 'check'], { stdio: 'ignore' })
    const server = spawn(master, ['-c', etc, '-d'], { stdio: 'ignore' })
    onTestFinished(async () => {
      server.kill('SIGTERM')
      await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve(undefined)))
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    })
    const postfix = new Postfix(port, folder)
    await postfix.greets()
    return postfix
  }

  /** The mails that were delivered, once there are so many. */
  async delivered(count: number): Promise<string[]> {
    const out = join(this.folder, 'out')
    for (let turn = 0; turn < 200 && readdirSync(out).length < count; turn += 1) await pause(50)
    await pause(100)
    return readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'))
  }

  /** Where its settings lie, for its own `sendmail`. */
  get settings(): string {
    return join(this.folder, 'etc')
  }

  private async greets(): Promise<void> {
    const { connect } = await import('node:net')
    for (let turn = 0; turn < 100; turn += 1) {
      const isThere = await new Promise<boolean>((resolve) => {
        const socket = connect(this.port, '127.0.0.1')
        socket.once('data', () => resolve(true))
        socket.once('error', () => resolve(false))
        socket.once('close', () => resolve(false))
        setTimeout(() => socket.destroy(), 2000)
      })
      if (isThere) return
      await pause(100)
    }
    throw new Error('postfix does not greet')
  }
}

function idOf(flag: '-u' | '-g', account: string): number {
  return Number(execFileSync('id', [flag, account], { encoding: 'utf8' }))
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resume) => setTimeout(resume, milliseconds))
}
