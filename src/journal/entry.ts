import { sha256Hex } from '../kit/digest'
import type { Json } from '../kit/json'

/**
 * The journal is the append-only record of everything that happened. An entry says when (UTC), who, by which channel,
 * what (`ticket.solved`) and to which tenant and ticket; the particulars are its payload. Entries are chained: each
 * hash is an HMAC over the one before and over the entry's own facts, so that an entry cannot be changed, taken out or
 * put in without the key. The payload enters the chain as a salted digest only (DOMAIN 8): erasing a person removes
 * payload and salt, and the chain still holds.
 */
export const entryTypes = [
  'desk.created',
  'setting.changed',
  'mail.retried',
  'mail.cancelled',
  'mail.released',
  'calendar.changed',
  'category.added',
  'category.edited',
  'category.removed',
  'topic.added',
  'topic.edited',
  'topic.removed',
  'topic.answered',
  'tenant.added',
  'tenant.edited',
  'tenant.deleted',
  'tenant.restored',
  'user.added',
  'user.joined',
  'user.left',
  'user.edited',
  'user.merged',
  'consent.given',
  'consent.withdrawn',
  'session.started',
  'session.refused',
  'session.ended',
  'user.invited',
  'user.activated',
  'user.disabled',
  'user.enabled',
  'password.set',
  'password.reset',
  'token.created',
  'token.revoked',
  'key.added',
  'key.removed',
  'key.copied',
  'key.rotated',
  'group.added',
  'group.edited',
  'group.removed',
  'team.added',
  'team.edited',
  'team.removed',
  'guest.invited',
  'guest.accepted',
  'guest.declined',
  'guest.removed',
  'access.code-made',
  'access.redeemed',
  'access.assigned',
  'access.looked',
  'access.refused',
  'access.ended',
  'access.attempts-exceeded',
  'ticket.opened',
  'ticket.replied',
  'ticket.noted',
  'ticket.assigned',
  'ticket.edited',
  'ticket.solved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.rated',
  'ticket.held',
  'ticket.released',
  'ticket.reminded',
  'ticket.escalated',
  'ticket.returned',
  'ticket.merged',
  'ticket.linked',
  'ticket.undone',
  'sla.set',
  'sla.removed',
  'sla.warning',
  'sla.breached',
  'account.added',
  'account.edited',
  'account.removed',
  'ebics-contact.added',
  'ebics-contact.edited',
  'ebics-contact.removed',
  'statement.added',
  'payment-file.rejected',
  'payment.status-changed',
  'eds-order.changed',
  'rule.added',
  'rule.edited',
  'rule.deleted',
  'recipient.added',
  'recipient.confirmed',
  'recipient.stopped',
  'recipient.removed',
  'recipient.refused',
] as const
export type EntryType = (typeof entryTypes)[number]

export const channels = ['cli', 'ssh', 'mail', 'phone', 'cron'] as const
export type Channel = (typeof channels)[number]

/** What changed, field by field, as people and machines read it. */
export type Changes = { readonly [field: string]: { readonly from: Json; readonly to: Json } }

/** What a deed hands in. Facts outside the payload outlive an erasure: reports count with them. */
export interface NewEntry {
  type: EntryType
  tenantId?: string
  ticketId?: string
  categoryId?: string
  level?: number
  /** What the clock did: whoever is the first to come by writes it down, and has not done it. */
  byTheClock?: true
  payload?: { readonly [key: string]: Json }
}

/** An entry as it stands in the journal. Salt and payload are null once they were erased. */
export interface Entry {
  position: number
  at: string
  type: string
  actorId: string | null
  channel: string
  tenantId: string | null
  ticketId: string | null
  categoryId: string | null
  level: number | null
  salt: string | null
  payload: string | null
  digest: string
  hash: string
}

/** SHA-256 over salt and payload, as hexadecimal text. */
export function digestOf(salt: string, payload: string): string {
  return sha256Hex(`${salt}\n${payload}`)
}

/** What an entry's hash is made over: the previous hash and every fact that stays for ever, in a fixed order. */
export function chainText(previousHash: string, entry: Omit<Entry, 'hash' | 'salt' | 'payload'>): string {
  return JSON.stringify([
    previousHash,
    entry.position,
    entry.at,
    entry.type,
    entry.actorId,
    entry.channel,
    entry.tenantId,
    entry.ticketId,
    entry.categoryId,
    entry.level,
    entry.digest,
  ])
}

/** Why the chain does not hold at an entry. */
export type Break = 'position' | 'payload' | 'hash'

/** Checks one entry against the one before it; undefined if it holds. */
export function breakOf(
  entry: Entry,
  previous: { position: number; hash: string },
  sign: (text: string, position: number) => string,
): Break | undefined {
  if (entry.position !== previous.position + 1) return 'position'
  const erased = entry.salt === null && entry.payload === null
  if (!erased && (entry.salt === null || entry.payload === null)) return 'payload'
  if (!erased && digestOf(entry.salt ?? '', entry.payload ?? '') !== entry.digest) return 'payload'
  return sign(chainText(previous.hash, entry), entry.position) === entry.hash ? undefined : 'hash'
}
