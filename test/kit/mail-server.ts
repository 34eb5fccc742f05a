import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** A mail as it came over the wire. */
export interface ReceivedMail {
  from: string
  to: string[]
  source: string
  /** Who had logged in. */
  user: string | undefined
  secure: boolean
}

/** What the server says of a mail at each step; undefined: that it is well. */
export interface Faults {
  mail?: (address: string) => Refusal | undefined
  recipient?: (address: string) => Refusal | undefined
  /** After the content. */
  content?: (mail: ReceivedMail) => Refusal | undefined
}

export interface Refusal {
  code: number
  text: string
}

type More = Pick<SMTPServerOptions, 'secure' | 'hideSTARTTLS' | 'size' | 'maxClients'> & {
  password?: string
  token?: string
}

/** A real SMTP server on loopback that keeps what it gets. It goes with the test. */
export class MailServer {
  readonly mails: ReceivedMail[] = []
  connections = 0
  faults: Faults = {}
  /** Waited for before an answer to a content. */
  pause: (() => Promise<void>) | undefined

  private constructor(
    readonly port: number,
    private readonly server: SMTPServer,
  ) {}

  static async start(faults: Faults = {}, more: More = {}): Promise<MailServer> {
    const { password, token, ...options } = more
    const self: { server?: MailServer } = {}
    const the = (): MailServer => {
      if (self.server === undefined) throw new Error('not started')
      return self.server
    }
    const wantsLogin = password !== undefined || token !== undefined
    const server = new SMTPServer({
      ...certificate(),
      logger: false,
      authOptional: !wantsLogin,
      authMethods: token === undefined ? ['PLAIN', 'LOGIN'] : ['XOAUTH2'],
      allowInsecureAuth: true,
      ...options,
      onConnect: (_session, done) => {
        the().connections += 1
        done()
      },
      onAuth: (auth, _session, done) => {
        const isKnown = token === undefined ? auth.password === password : auth.accessToken === token
        if (isKnown) done(null, { user: auth.username ?? '' })
        else done(refusal({ code: 535, text: '5.7.8 Error: authentication failed' }))
      },
      onMailFrom: ({ address }, _session, done) => done(refusalOf(the().faults.mail?.(address))),
      onRcptTo: ({ address }, _session, done) => done(refusalOf(the().faults.recipient?.(address))),
      onData: (stream, session, done) => {
        const pieces: Buffer[] = []
        stream.on('data', (piece: Buffer) => pieces.push(piece))
        const answer = async (): Promise<void> => {
          const { mailFrom, rcptTo } = session.envelope
          const mail = {
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            source: Buffer.concat(pieces).toString('latin1'),
            user: session.user,
            secure: session.secure,
          }
          await the().pause?.()
          const fault = the().faults.content?.(mail)
          if (fault === undefined) the().mails.push(mail)
          done(refusalOf(fault))
        }
        stream.on('end', () => void answer())
      },
    })
    server.on('error', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.server.address()
    const started = new MailServer(typeof address === 'object' && address !== null ? address.port : 0, server)
    started.faults = faults
    self.server = started
    onTestFinished(() => started.stop())
    return started
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve))
  }
}

function refusal({ code, text }: Refusal): Error {
  return Object.assign(new Error(text), { responseCode: code })
}

function refusalOf(fault: Refusal | undefined): Error | null {
  return fault === undefined ? null : refusal(fault)
}

let made: { key: string; cert: string; path: string } | undefined

/** A certificate that nobody signed, for localhost. */
export function certificate(): { key: string; cert: string; path: string } {
  if (made !== undefined) return made
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-certificate-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  execFileSync('openssl', [...words, '-keyout', key, '-out', cert, ...names], { stdio: 'ignore' })
  made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), path: cert }
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return made
}

/** What a server that breaks does at which moment of the conversation. */
export type Break =
  | 'greeting'
  | 'silent'
  | 'before-data'
  | 'at-data'
  | 'in-content'
  | 'after-content'
  | 'silent-after-content'

/** A server that speaks just enough SMTP to break off at one moment; it counts the contents that came whole. */
export async function breakingServer(
  moment: Break,
): Promise<{ port: number; contents: () => number; sources: string[] }> {
  const sources: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    if (moment === 'silent') return
    if (moment === 'greeting') return void socket.destroy()
    socket.write('220 breaking.example ESMTP\r\n')
    let content: string | undefined
    let rest = ''
    socket.on('data', (bytes) => {
      if (content !== undefined) {
        content += bytes.toString('latin1')
        if (moment === 'in-content') return void socket.destroy()
        if (!content.endsWith('\r\n.\r\n')) return
        sources.push(content)
        content = undefined
        if (moment === 'after-content') return void socket.destroy()
        return
      }
      const lines = (rest + bytes.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (/^(EHLO|HELO|MAIL)/.test(line)) socket.write('250 ok\r\n')
        else if (/^RCPT/.test(line)) {
          if (moment === 'before-data') return void socket.destroy()
          socket.write('250 ok\r\n')
        } else if (/^DATA/.test(line)) {
          if (moment === 'at-data') return void socket.destroy()
          content = ''
          socket.write('354 go on\r\n')
        } else if (/^QUIT/.test(line)) socket.end('221 bye\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    contents: () => sources.length,
    sources,
  }
}
