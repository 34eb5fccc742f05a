import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import { deskFor, systemWorld } from '../../src/desk'
import { simpleHtml } from '../../src/mail/letter/simple-html'
import { sendMail } from '../../src/mail/outbox/send-mail'
import { openStore } from '../../src/store/open'
import { program, runNode } from './desk'

const connections = 5

export interface MailResult {
  mails: number
  /** Mails a second, medians. */
  ours: number
  alone: number
  /** The median of the pairs' ratios. */
  ratio: number
}

const body = (index: number): string => `Hello,\n\nthis is mail ${index}. ${'It tells of a payment. '.repeat(30)}\n`

/** What each process of this bench is started for; undefined where the words are not for it. */
export async function mailWord(word: string | undefined, given: string, count: number): Promise<boolean> {
  if (word === '--mail-server') await serve()
  else if (word === '--mail-send') await sendOurs(given)
  else if (word === '--mail-alone') await sendAlone(Number(given), count)
  else return false
  return true
}

/** A server that takes everything and keeps nothing. */
async function serve(): Promise<void> {
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    hideSTARTTLS: true,
    onData: (stream, _session, done) => {
      stream.resume()
      stream.on('end', () => done())
    },
  })
  // Or both would mostly wait for each other's acknowledgements, 40 ms at a time.
  server.server.on('connection', (socket: Socket) => socket.setNoDelay(true))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`)
}

async function sendOurs(home: string): Promise<void> {
  process.env.HELPDESK_HOME = home
  const desk = await deskFor(systemWorld())
  await desk.store()
  const start = performance.now()
  const { counts } = await sendMail(desk)
  process.stdout.write(`${performance.now() - start} ${counts.accepted}\n`)
  await desk.close()
}

async function sendAlone(port: number, count: number): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, pool: true, maxConnections: connections })
  const start = performance.now()
  const sent = Array.from({ length: count }, async (_, index) => {
    const text = body(index)
    const to = `person${index}@acme.example`
    const from = 'support@support.example'
    return transport.sendMail({ from, to, subject: `Mail ${index}`, text, html: simpleHtml(text, 'en') })
  })
  await Promise.all(sent)
  process.stdout.write(`${performance.now() - start} ${count}\n`)
  transport.close()
}

/** Sends as many mails with all that a desk does for them, and by nodemailer alone, in turn. */
export async function measureMail(self: string, pairs: number, mails: number): Promise<MailResult> {
  const home = mkdtempSync(join(tmpdir(), 'helpdesk-bench-'))
  const server = spawn(process.execPath, [self, '--mail-server'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const port = await new Promise<string>((resolve) =>
      server.stdout.once('data', (line) => resolve(String(line).trim())),
    )
    runNode([program, 'init', '--admin', 'jana@support.example'], home)
    runNode([program, 'config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${port}`], home)
    const [ours, alone]: [number[], number[]] = [[], []]
    for (let pair = 0; pair < pairs; pair += 1) {
      await fill(home, mails)
      ours.push(rate(runNode([self, '--mail-send', home], home), mails))
      alone.push(rate(runNode([self, '--mail-alone', port, String(mails)], home), mails))
    }
    const ratios = ours.map((one, pair) => one / (alone[pair] ?? Number.NaN))
    return { mails, ours: median(ours), alone: median(alone), ratio: median(ratios) }
  } finally {
    server.kill()
    rmSync(home, { recursive: true, force: true })
  }
}

function rate(printed: Buffer, mails: number): number {
  const [milliseconds = Number.NaN, count] = printed.toString().trim().split(' ').map(Number)
  if (count !== mails) throw new Error(`of ${mails} mails ${count} were sent`)
  return (mails / milliseconds) * 1000
}

async function fill(home: string, mails: number): Promise<void> {
  const store = await openStore(join(home, 'helpdesk.db'))
  const insert = store.file.prepare(
    `insert into outbox (id, kind, state, address, audience, language, subject, body, rules, message_id, attempts,
      next_attempt_at, repeated, created_at) values (?, 'notice', 'queued', ?, 'outside', 'en', ?, ?, '[]', ?, 0, ?, 0, ?)`,
  )
  const time = new Date().toISOString()
  store.file.transaction(() => {
    store.file.exec('delete from outbox')
    for (let index = 0; index < mails; index += 1) {
      const id = index.toString(16).padStart(32, '0')
      const ids = [id, `person${index}@acme.example`, `Mail ${index}`, body(index), `<${id}@support.example>`]
      insert.run(...ids, time, time)
    }
  })()
  await store.close()
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}
