import type { World } from '../desk'
import type { Ask } from '../kit/ask'
import { DeskError } from '../kit/errors'
import { senderOf } from '../mail/letter/sender-address'
import { type Settings, settings } from '../settings/setting'
import { parseSmtpUrl } from '../settings/smtp-url'
import type { Words } from '../words/catalogue'
import type { MailSetupWords } from '../words/en/mail-setup'

/** What mail needs: from whom it comes, and by which way it leaves (`mail.smtp-url`; empty: the machine's own program). */
export interface MailWays {
  from: string
  smtpUrl: string
}

interface Questions {
  ask: Ask
  words: Words
  own: MailSetupWords
}

/** What holds so far; a desk that has a domain has an address, too. */
export function mailWaysNow(settings: Settings): MailWays {
  const { name = null, address = '' } = senderOf(settings) ?? {}
  return { from: name === null ? address : `${name} <${address}>`, smtpUrl: settings['mail.smtp-url'] }
}

/** Asks for both at a terminal. `now` is what holds so far; what was said in the command is not asked. */
export async function askMailWays(
  questions: Questions,
  world: Pick<World, 'sendmail'>,
  now: MailWays,
  said: Partial<MailWays>,
): Promise<MailWays> {
  const { ask, words, own } = questions
  const from =
    said.from ??
    (await ask.line(own.askFrom, {
      ...(now.from === '' ? {} : { initial: now.from }),
      check: (typed) => (isSender(typed.trim()) ? undefined : words.noEmail),
    }))
  return { from: from.trim(), smtpUrl: said.smtpUrl ?? (await askWay(questions, world, now)) }
}

async function askWay(questions: Questions, world: Pick<World, 'sendmail'>, now: MailWays): Promise<string> {
  const { ask, own } = questions
  const program = world.sendmail()
  const shown = parseSmtpUrl(now.smtpUrl)
  const way = await ask.choose<'as-now' | 'provider' | 'local' | 'program'>(own.askWay, [
    ...(shown === undefined || shown.kind === 'sendmail'
      ? []
      : [{ name: own.asNow(`${shown.host}:${shown.port}`), value: 'as-now' as const }]),
    { name: own.provider, value: 'provider' },
    { name: own.local, value: 'local' },
    ...(program === undefined ? [] : [{ name: own.program(program), value: 'program' as const }]),
  ])
  if (way === 'as-now') return now.smtpUrl
  if (way === 'local') return 'smtp://localhost'
  return way === 'program' ? 'sendmail:' : askProvider(questions)
}

async function askProvider({ ask, own }: Questions): Promise<string> {
  const server = await ask.line(own.askServer, {
    check: (typed) => (hostIn(typed) === undefined ? own.noServer : undefined),
  })
  const user = await ask.line(own.askUser)
  const password = user === '' ? '' : await ask.secret(own.askPassword(user))
  return smtpUrlOf(hostIn(server) ?? { host: server, port: 587 }, user, password)
}

/** `mail.provider.example`, with a port where another one than 587 is meant. */
function hostIn(typed: string): { host: string; port: number } | undefined {
  const [, host = '', port] = /^\s*([\w.-]+|\[[\da-f:]+\])(?::(\d{1,5}))?\s*$/i.exec(typed) ?? []
  const number = Number(port ?? 587)
  return host === '' || number < 1 || number > 65_535 ? undefined : { host, port: number }
}

/** The address of a provider's server: with TLS from the first byte where that is what the port is for. */
export function smtpUrlOf({ host, port }: { host: string; port: number }, user: string, password: string): string {
  const kind = port === 465 ? 'smtps' : 'smtp'
  const secret = password === '' ? '' : `:${encodeURIComponent(password)}`
  return `${kind}://${user === '' ? '' : `${encodeURIComponent(user)}${secret}@`}${host}:${port}`
}

/** What a script said. Throws `missing-flag` for what is neither said nor known. */
export function mailWaysSaid(now: MailWays, said: Partial<MailWays>): MailWays {
  const from = said.from ?? now.from
  if (from === '') throw new DeskError('missing-flag', { flag: '--from' })
  return { from, smtpUrl: said.smtpUrl ?? now.smtpUrl }
}

function isSender(typed: string): boolean {
  return typed !== '' && settings['mail.from'].read(typed) !== undefined
}
