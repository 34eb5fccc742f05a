/**
 * Where mail goes out: a server (`smtp://`, `smtps://`), or a program of the machine (`sendmail:`, `sendmail:/path`). A
 * password in it is kept apart, encrypted, and shown as `***`: `smtp://desk:***@mail.support.example:587 SEALED`.
 */
export type SmtpUrl =
  | { kind: 'sendmail'; path: string | null }
  | {
      kind: 'smtp' | 'smtps'
      host: string
      port: number
      user: string | null
      password: string | null
      /** `?starttls=require`: also on this machine, with a certificate that is checked. */
      demandsTls: boolean
    }

/** What stands for a password that is kept elsewhere. */
export const hiddenPassword = '***'

/** What a person types, or what is kept of it. Undefined where it makes no sense. */
export function parseSmtpUrl(text: string): SmtpUrl | undefined {
  const [shown = '', sealed, ...more] = text.split(' ')
  if (more.length > 0 || (sealed !== undefined && !/^[\w+/=]+$/.test(sealed))) return undefined
  const program = /^sendmail:(\/[^\s]*)?$/.exec(shown)
  if (program !== null) return sealed === undefined ? { kind: 'sendmail', path: program[1] ?? null } : undefined
  return serverFrom(shown)
}

function serverFrom(text: string): SmtpUrl | undefined {
  const kind = /^(smtps?):\/\//.exec(text)?.[1]
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (kind !== 'smtp' && kind !== 'smtps')) return undefined
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isPlain = url.pathname === '' || url.pathname === '/'
  const query = url.search.slice(1)
  const [user, password] = [decoded(url.username), decoded(url.password)]
  if (host === '' || !isPlain || url.hash !== '' || !['', 'starttls=require'].includes(query)) return undefined
  if (user === undefined || password === undefined || (user === '' && password !== '')) return undefined
  return {
    kind,
    host,
    port: url.port === '' ? (kind === 'smtps' ? 465 : user === '' ? 25 : 587) : Number(url.port),
    user: user === '' ? null : user,
    password: password === '' ? null : password,
    demandsTls: query !== '',
  }
}

function decoded(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text)
    // A line feed in it would be a command of its own to the server.
    return /\p{Cc}/u.test(plain) ? undefined : plain
  } catch {
    return undefined
  }
}

/** The address without its password, and the password; undefined where there is none in it. */
export function partsOfSmtpUrl(text: string): { shown: string; password: string } | undefined {
  const url = parseSmtpUrl(text)
  if (url === undefined || url.kind === 'sendmail' || url.password === null) return undefined
  const parts = new URL(text.split(' ')[0] ?? '')
  parts.password = hiddenPassword
  return { shown: parts.href, password: url.password }
}

/** As `config` shows it. */
export function shownSmtpUrl(text: string): string {
  return partsOfSmtpUrl(text)?.shown ?? text
}

/** A name that means this machine and no other. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
