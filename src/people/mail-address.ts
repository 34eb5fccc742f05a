import { domainToASCII } from 'node:url'
import { DeskError } from '../kit/errors'

/**
 * An e-mail address as the desk knows it: lower case throughout (no mail server that people use tells `Anna@` from
 * `anna@`), its domain in ASCII form. Lengths after RFC 5321 4.5.3.1, characters after RFC 5322 3.2.3; quoted local
 * parts are not taken.
 */
export function parseMailAddress(typed: string): string | undefined {
  // Nearly all are plain; to ask Unicode what a control character is takes a millisecond the first time.
  const parts =
    /^([\w.+-]{1,64})@([\w.-]{1,253})$/.exec(typed) ??
    /^([^\s\p{C}@<>()[\],;:\\"]{1,64})@([^\s\p{C}@<>()[\],;:\\"]{1,253})$/u.exec(typed.normalize('NFC').trim())
  const [, local, domain] = parts ?? []
  if (local === undefined || domain === undefined) return undefined
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined
  const name = parseDomain(domain)
  return name === undefined ? undefined : `${local.toLowerCase()}@${name}`
}

/** A mail domain in lower-case ASCII form with at least two labels, or undefined. */
export function parseDomain(typed: string): string | undefined {
  const domain = domainToASCII(typed.trim().toLowerCase().replace(/^@/, ''))
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
  return new RegExp(`^${label}(?:\\.${label})+$`).test(domain) ? domain : undefined
}

/** The address, or `wrong-address`. */
export function mailAddress(typed: string): string {
  const address = parseMailAddress(typed)
  if (address === undefined) throw new DeskError('wrong-address', { value: typed })
  return address
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** Providers where everybody may have a mailbox: such a domain says nothing about an organisation. */
export const publicProviders: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'gmx.de',
  'gmx.net',
  'gmx.at',
  'gmx.ch',
  'web.de',
  't-online.de',
  'freenet.de',
  'posteo.de',
  'mailbox.org',
  'outlook.com',
  'outlook.de',
  'hotmail.com',
  'hotmail.de',
  'live.com',
  'live.de',
  'yahoo.com',
  'yahoo.de',
  'icloud.com',
  'me.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'bluewin.ch',
  'hispeed.ch',
  'sunrise.ch',
  'gmx.com',
  'mail.com',
  'email.com',
  'mail.de',
  'arcor.de',
  'online.de',
  'outlook.at',
  'hotmail.at',
  'a1.net',
  'aon.at',
  'yahoo.at',
  'ymail.com',
  'fastmail.com',
  'zoho.com',
  'chello.at',
])

export function isPublicProvider(domain: string): boolean {
  return publicProviders.has(domain)
}

const secondLevelOfCountries = new Set(['co', 'com', 'org', 'net', 'ac', 'gov', 'gv', 'or'])

/** A short name for the tenant of a new address: the organisation's part of its domain, else the person's own name. */
export function suggestTenantName(address: string): string {
  const domain = domainOf(address)
  const labels = domain.split('.').slice(0, -1)
  const last = labels.at(-1) ?? ''
  const organisation = labels.length > 1 && secondLevelOfCountries.has(last) ? labels.at(-2) : last
  const source = isPublicProvider(domain) ? address.slice(0, address.lastIndexOf('@')) : (organisation ?? '')
  const name = source
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return name === '' ? 'customer' : name
}

/** A mail domain as typed, or `wrong-domain`. */
export function domainName(typed: string): string {
  const domain = parseDomain(typed)
  if (domain === undefined) throw new DeskError('wrong-domain', { value: typed })
  return domain
}
