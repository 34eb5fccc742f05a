import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { type Courier, type Patience, WayOutClosed, type WrittenMail } from './courier'
import type { Answer } from './outbox'
import { type WayOut, wayOutName } from './way-out'

type Server = Extract<WayOut, { kind: 'server' }>

/** A server that knows the desk's login no more, or wants one: none of the mail's faults, whichever it is. */
const loginCodes = [530, 534, 535, 538]

/**
 * Takes mails to a server over connections that are used again. `token` gives an access token where one takes the password's
 * place; it is asked once.
 */
export function smtpCourier(server: Server, patience: Patience, token: () => Promise<string>, hands: number): Courier {
  const idle: SMTPConnection[] = []
  const known = once(token)

  async function deliver(mail: WrittenMail, mark: () => Promise<boolean>): Promise<Answer> {
    const used = idle.pop()
    if (used !== undefined && !used.destroyed) {
      const sent = await send(used, mail, mark)
      if (sent.kind === 'answered') return settle(used, sent.answer)
      // A server may end a connection between two mails; another one tells whether it is there.
    }
    const fresh = await open(server, patience, known)
    const sent = await send(fresh, mail, mark)
    if (sent.kind === 'answered') return settle(fresh, sent.answer)
    return { outcome: 'deferred', reason: sent.reason }
  }

  function settle(connection: SMTPConnection, answer: Answer): Answer {
    if (!connection.destroyed) idle.push(connection)
    return answer
  }

  async function send(connection: SMTPConnection, mail: WrittenMail, mark: () => Promise<boolean>): Promise<Sent> {
    const sent = await sendOver(connection, mail, mark, patience)
    if (sent.kind === 'refused') {
      if (loginCodes.includes(sent.code)) {
        connection.close()
        throw new WayOutClosed(`${wayOutName(server)}: ${sent.reason}`)
      }
      // The session goes on after a refusal, once the server has forgotten the mail.
      if (!connection.destroyed) await forget(connection)
      const outcome = sent.code >= 500 ? 'failed' : 'deferred'
      return { kind: 'answered', answer: { outcome, reason: sent.reason } }
    }
    return sent
  }

  return {
    hands,
    deliver,
    close: async () => {
      await Promise.all(idle.splice(0).map(leave))
    },
  }
}

/** What came of a mail over one connection: an answer, or nothing, and nothing was sent. */
type Sent = { kind: 'answered'; answer: Answer } | { kind: 'nothing'; reason: string }
type Spoken = Sent | { kind: 'refused'; code: number; reason: string }

/**
 * Sends one mail. Its content is read only after the server has said that it may come, and the mail is marked then: what fails
 * before has sent nothing.
 */
async function sendOver(
  connection: SMTPConnection,
  mail: WrittenMail,
  mark: () => Promise<boolean>,
  patience: Patience,
): Promise<Spoken> {
  let hasLeft = false
  let broken: unknown
  const spoken = await new Promise<Spoken>((resolve) => {
    const endOver = (spokenLast: Spoken): void => {
      clearTimeout(timer)
      connection.off('end', onEnd)
      resolve(spokenLast)
    }
    const silent = (): void => {
      connection.close()
      endOver(nothingHeard('no answer in time', hasLeft))
    }
    const onEnd = (): void => {
      // The answer may have come with the end; nodemailer tells it in the same turn.
      setImmediate(() => endOver(nothingHeard('the connection was closed', hasLeft)))
    }
    let timer = setTimeout(silent, patience.command)
    connection.once('end', onEnd)
    const content = markedContent(mail.source, async () => {
      const isMine = await mark().catch((error: unknown) => {
        broken = error
        return false
      })
      if (connection.destroyed) return false
      if (!isMine) {
        // Closed without a last dot: the server forgets the mail, of which nothing came.
        connection.close()
        endOver({ kind: 'answered', answer: { outcome: 'untried', reason: null } })
        return false
      }
      hasLeft = true
      clearTimeout(timer)
      timer = setTimeout(silent, patience.content)
      return true
    })
    const envelope = { from: mail.from, to: [mail.to], size: mail.source.length }
    connection.send(envelope, content, (error, info) => {
      if (error !== null) endOver(spokenError(error, hasLeft))
      else endOver({ kind: 'answered', answer: { outcome: 'accepted', response: oneLine(info?.response ?? '') } })
    })
  })
  if (broken !== undefined) throw broken
  return spoken
}

/** The content as a stream that asks for leave when it is first read. */
function markedContent(source: Buffer, leave: () => Promise<boolean>): Readable {
  let isAsked = false
  const content = new Readable({
    read() {
      if (isAsked) return
      isAsked = true
      void leave().then((may) => {
        if (!may) return content.destroy()
        content.push(source)
        content.push(null)
        return undefined
      })
    },
  })
  return content
}

interface SmtpError {
  message: string
  code?: string | undefined
  response?: string | undefined
  responseCode?: number | undefined
  command?: string | undefined
}

function spokenError(error: SmtpError, hasLeft: boolean): Spoken {
  const reason = oneLine(error.response ?? error.message)
  // What a server says out of turn is no answer to the mail.
  const isAnswer = error.responseCode !== undefined && error.code !== 'EPROTOCOL'
  if (isAnswer) return { kind: 'refused', code: error.responseCode ?? 0, reason }
  const isOurs = error.command === 'API' || error.command === 'MAIL FROM'
  if (isOurs && !hasLeft && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')) {
    return { kind: 'answered', answer: { outcome: 'failed', reason } }
  }
  return nothingHeard(reason, hasLeft)
}

function nothingHeard(reason: string, hasLeft: boolean): Sent {
  return hasLeft ? { kind: 'answered', answer: { outcome: 'lost', reason } } : { kind: 'nothing', reason }
}

/** Connects and logs in. Throws `WayOutClosed`. */
async function open(server: Server, patience: Patience, token: () => Promise<string>): Promise<SMTPConnection> {
  const closed = (error: SmtpError): WayOutClosed =>
    new WayOutClosed(`${wayOutName(server)}: ${oneLine(error.response ?? error.message)}`)
  const auth = await loginOf(server, token)
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    requireTLS: server.demandsTls && !server.isSecure,
    // On this machine nobody listens in, and its server has seldom a certificate that anybody signed.
    ...(server.demandsTls || server.isSecure ? {} : { tls: { rejectUnauthorized: false } }),
    connectionTimeout: patience.connection + patience.greeting,
    dnsTimeout: patience.connection,
    greetingTimeout: patience.greeting,
    socketTimeout: patience.content,
    socketCloseTimeout: 1000,
  })
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      connection.close()
      reject(closed({ message: 'no answer in time' }))
    }, patience.connection + patience.greeting)
    const fail = (error: SmtpError): void => {
      clearTimeout(timer)
      connection.close()
      reject(closed(error))
    }
    const done = (): void => {
      clearTimeout(timer)
      resolve()
    }
    // Later ones come to whoever sends, too.
    connection.on('error', fail)
    connection.connect((error) => {
      if (error !== undefined) fail(error)
      else if (auth === undefined) done()
      else connection.login(auth, (refusal) => (refusal === null ? done() : fail(refusal)))
    })
  })
  return connection
}

async function loginOf(server: Server, token: () => Promise<string>) {
  const { user, password, tokenCommand } = server
  if (user === null) return undefined
  if (tokenCommand === null) return { user, credentials: { user, pass: password ?? '' } }
  const oauth2 = new XOAuth2({ user, accessToken: await token() })
  return { type: 'OAUTH2', user, oauth2, method: 'XOAUTH2' }
}

async function forget(connection: SMTPConnection): Promise<void> {
  await new Promise<void>((resolve) => {
    connection.once('end', resolve)
    connection.reset((error) => {
      connection.off('end', resolve)
      if (error !== null) connection.close()
      resolve()
    })
  })
}

/** Says goodbye; a server that does not answer is left anyway. */
async function leave(connection: SMTPConnection): Promise<void> {
  if (connection.destroyed) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => connection.close(), 1000)
    connection.once('end', () => {
      clearTimeout(timer)
      resolve()
    })
    connection.quit()
  })
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** What a server says may have several lines. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim()
}
