import { DeskError } from '../kit/errors'
import { languages } from '../kit/language'
import { isWebLink } from '../kit/link'
import { parseDuration } from '../kit/time/duration'
import { isTimeZone } from '../kit/time/time-zone'
import { checkLetterSubject, checkLetterText, letterTextSettings } from './letter-text'
import { hiddenPassword, parseSmtpUrl } from './smtp-url'

/**
 * What a desk can set. A setting has a name (`tickets.reopen-window`), a default, and one text form that is stored,
 * shown and typed; `read` turns that text into the value the code works with, or undefined where it makes no sense.
 * A value that was never set is the default, so that a better default reaches every desk that did not choose.
 */
export interface Setting<T> {
  default: string
  read(value: string): T | undefined
  /** What a new value must fulfil besides; too costly to ask at each reading. */
  accepts?(value: string): boolean
  /** Throws what is wrong with a new value, where that can be said better than by what is allowed. */
  refuse?(value: string): void
  /** Shown when a value is refused. */
  allowed: readonly string[]
}

const longestText = 4000

export function text(value = ''): Setting<string> {
  return {
    default: value,
    read: (typed) => (typed.length <= longestText && !typed.includes('\0') ? typed : undefined),
    allowed: [`text, at most ${longestText} characters`],
  }
}

const longestLine = 200

/** Text that becomes part of a header: nothing in it may begin another one. */
const line: Setting<string> = {
  default: '',
  read: (typed) => (typed.length <= longestLine && !/[\p{Cc}\u2028\u2029]/u.test(typed) ? typed : undefined),
  allowed: [`one line, at most ${longestLine} characters`],
}

/** One line, a name at most in front, and one @: who writes it knows the rest; a receiving server judges it. */
function isSenderAddress(typed: string): boolean {
  const bare = /^[^<>"\r\n\0]*<([^<>\s]+)>$/.exec(typed)?.[1] ?? typed
  return typed.length <= 320 && /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(bare)
}

export function choice<const T extends string>(values: readonly T[], value: NoInfer<T>): Setting<T> {
  return { default: value, read: (typed) => values.find((known) => known === typed), allowed: values }
}

/** An address on the web, or empty. */
const link: Setting<string> = {
  default: '',
  read: (typed) => (typed === '' || isWebLink(typed) ? typed : undefined),
  allowed: ['https://…'],
}

/** An e-mail address, perhaps with a name before it, or empty: `Support <support@support.example>`. */
const address: Setting<string> = {
  default: '',
  read: (typed) => (typed === '' || isSenderAddress(typed) ? typed : undefined),
  allowed: ['support@support.example', 'Support <support@support.example>'],
}

/** E-mail addresses, divided by commas. */
const addresses: Setting<string> = {
  default: '',
  read: (typed) => (listedIn(typed).every((part) => /^[^\s@<>]+@[^\s@<>]+$/.test(part)) ? typed : undefined),
  allowed: ['fritz@support.example, sara@support.example'],
}

/** The parts of a setting that are divided by commas, in small letters. */
export function listedIn(value: string): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** What stands before a ticket's number in the subject of mails: `[ACME-1042]`. */
const ticketPrefix: Setting<string> = {
  default: '',
  read: (typed) => (/^(?:[A-Z][A-Z0-9]{0,11})?$/.test(typed) ? typed : undefined),
  allowed: ['ACME'],
}

/** Where mail goes out, or empty: as it suits the machine. What `config` shows instead of a password is none. */
const smtpUrl: Setting<string> = {
  default: '',
  read: (typed) =>
    typed === '' || (typed.length <= longestText && parseSmtpUrl(typed) !== undefined) ? typed : undefined,
  accepts: (typed) => {
    const url = parseSmtpUrl(typed)
    return url === undefined || url.kind === 'sendmail' || url.password !== hiddenPassword
  },
  allowed: ['smtp://USER:PASSWORD@HOST:587', 'smtps://USER:PASSWORD@HOST', 'smtp://localhost', 'sendmail:'],
}

/** A command line that the desk runs, or empty. */
const command: Setting<string> = {
  default: '',
  read: (typed) => (typed.length <= longestText && !/[\r\n\0]/.test(typed) ? typed : undefined),
  allowed: ['/usr/local/bin/mail-token'],
}

/** Where a ticket is to be seen on the web, with `{number}` for its number. */
const ticketLink: Setting<string> = {
  default: '',
  read: (typed) => (typed === '' || (isWebLink(typed) && typed.includes('{number}')) ? typed : undefined),
  allowed: ['https://…/{number}'],
}

/** Addresses with their labels, divided by commas: `DE=https://… , CH=https://…`. */
const labelledLinks: Setting<readonly { label: string; url: string }[]> = {
  default: '',
  read: (typed) => {
    const parts = typed.split(/\s*,\s*/).filter((part) => part !== '')
    const links = parts.map((part) => {
      const at = part.indexOf('=')
      return { label: part.slice(0, Math.max(0, at)).trim(), url: part.slice(at + 1).trim() }
    })
    return links.every(({ label, url }) => label !== '' && isWebLink(url)) ? links : undefined
  },
  allowed: ['DE=https://…,CH=https://…'],
}

/** Whole local days, written `14d`. */
function days(value: number, least: number, most: number): Setting<number> {
  return {
    default: `${value}d`,
    read: (typed) => {
      const count = Number(/^(\d{1,4})d$/.exec(typed)?.[1] ?? Number.NaN)
      return count >= least && count <= most ? count : undefined
    },
    allowed: [`${least}d`, `… ${most}d`],
  }
}

/** The same, or `off`. */
function daysOrOff(value: number, least: number, most: number): Setting<number | 'off'> {
  const setting = days(value, least, most)
  return {
    default: setting.default,
    read: (typed) => (typed === 'off' ? 'off' : setting.read(typed)),
    allowed: [...setting.allowed, 'off'],
  }
}

const unitSizes = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const

/** A time span, written `60m` or `2h`. */
function span(value: string, least: string, most: string): Setting<number> {
  const [shortest = 0, longest = 0] = [parseDuration(least), parseDuration(most)]
  return {
    default: value,
    read: (typed) => {
      const milliseconds = parseDuration(typed)
      return milliseconds !== undefined && milliseconds >= shortest && milliseconds <= longest
        ? milliseconds
        : undefined
    },
    allowed: [least, `… ${most}`],
  }
}

/** A whole number. */
function count(value: number, least: number, most: number): Setting<number> {
  return {
    default: String(value),
    read: (typed) =>
      /^\d{1,9}$/.test(typed) && Number(typed) >= least && Number(typed) <= most ? Number(typed) : undefined,
    allowed: [String(least), `… ${most}`],
  }
}

/** A size in bytes, written `25MiB`. */
function size(value: string, least: string, most: string): Setting<number> {
  return {
    default: value,
    read: (typed) => {
      const bytes = bytesOf(typed)
      return bytes >= bytesOf(least) && bytes <= bytesOf(most) ? bytes : undefined
    },
    allowed: [least, value, `… ${most}`],
  }
}

function bytesOf(typed: string): number {
  const [, count, unit] = /^([1-9]\d{0,3})(KiB|MiB|GiB)$/.exec(typed) ?? []
  return Number(count ?? Number.NaN) * unitSizes[(unit ?? 'KiB') as keyof typeof unitSizes]
}

/**
 * Every command reads the settings, and to ask `Intl` whether a zone exists costs half of what the command does. So it
 * is asked when a zone is set (`checkSetting`); reading looks at the form only.
 */
const zone: Setting<string> = {
  default: 'UTC',
  read: (typed) => (/^[A-Za-z][\w+/-]{0,63}$/.test(typed) ? typed : undefined),
  accepts: isTimeZone,
  allowed: ['Europe/Berlin', 'UTC', '…'],
}

export const settings = {
  'desk.name': text(),
  'desk.language': choice(languages, 'en'),
  'desk.time-zone': zone,
  'desk.domain': text(),
  'desk.address-form': choice(['sie', 'du'], 'sie'),
  'desk.ticket-prefix': ticketPrefix,
  'links.wiki': link,
  'links.releases': link,
  'links.faq': link,
  'links.remote-support': link,
  'links.api-docs': link,
  'links.advisors': link,
  'links.portal': labelledLinks,
  'links.ticket': ticketLink,
  'contact.address': text(),
  'contact.phone': text(),
  'contact.email': text(),
  'contact.emergency-phone': text(),
  'access.code-ttl': span('60m', '5m', '24h'),
  'access.grant-max-age': days(14, 1, 14),
  'access.require-ticket': choice(['off', 'on'], 'off'),
  'tickets.opened-by': choice(['everyone', 'key-users', 'first-level'], 'everyone'),
  'tickets.seen-by': choice(['organisation', 'requester'], 'organisation'),
  'tickets.reopen-window': days(14, 1, 365),
  'tickets.remind-after': daysOrOff(5, 1, 365),
  'tickets.solve-unanswered-after': daysOrOff(14, 1, 365),
  'tickets.hide-second-level': choice(['off', 'on'], 'off'),
  'tickets.default-category': text(),
  'tickets.max-attachment-size': size('25MiB', '1KiB', '1GiB'),
  'consent.mode': choice(['off', 'notice', 'required'], 'off'),
  'consent.title.de': text(),
  'consent.title.en': text(),
  'consent.text.de': text(),
  'consent.text.en': text(),
  'notifications.confirm-external': choice(['on', 'off'], 'on'),
  'notifications.emergency': addresses,
  'mail.from': address,
  'mail.reply-to': address,
  'mail.bounce-address': address,
  'mail.smtp-url': smtpUrl,
  'mail.smtp-token-command': command,
  'mail.deliver': choice(['now', 'cron'], 'now'),
  'mail.undo-window': span('30s', '0s', '10m'),
  'mail.max-per-run': count(200, 1, 100_000),
  'mail.max-size': size('20MiB', '1MiB', '100MiB'),
  'mail.footer': text(),
  ...letterTextSettings(
    (kind) => ({ ...text(), refuse: (typed: string) => checkLetterText(kind, typed) }),
    (kind) => ({ ...line, refuse: (typed: string) => checkLetterSubject(kind, typed) }),
  ),
} as const

export type SettingName = keyof typeof settings

/** Every setting with its value, in the form the code works with. */
export type Settings = {
  readonly [Name in SettingName]: NonNullable<ReturnType<(typeof settings)[Name]['read']>>
}

export const settingNames = Object.keys(settings) as SettingName[]

/** The name as typed, or `unknown-setting`. */
export function settingName(name: string): SettingName {
  const known = settingNames.find((candidate) => candidate === name)
  if (known !== undefined) return known
  throw new DeskError('unknown-setting', { name, names: settingNames, suggestion: null })
}

/** Refuses a value that the setting cannot take: `wrong-value`, or what says it better. */
export function checkSetting(name: SettingName, value: string): void {
  checkValue(name, settings[name], value)
}

/** The same for any setting there is. */
export function checkValue(name: string, setting: Setting<unknown>, value: string): void {
  if (setting.read(value) === undefined || setting.accepts?.(value) === false) {
    // What was typed may hold a password.
    const told = name === 'mail.smtp-url' ? '…' : value
    throw new DeskError('wrong-value', { name, value: told, allowed: [...setting.allowed], suggestion: null })
  }
  setting.refuse?.(value)
}

/** All settings from what was stored. A stored text that no longer makes sense counts as never set. */
export function settingsFrom(stored: ReadonlyMap<string, string>): Settings {
  const values = settingNames.map((name) => {
    const setting = settings[name]
    return [name, setting.read(stored.get(name) ?? setting.default) ?? setting.read(setting.default)]
  })
  return Object.fromEntries(values) as Settings
}
