import type { Person } from './user'

/**
 * A grant (Zugriff) lets an advisor look into a tenant, read-only and as far as the fixed rights go (`advisorRights`).
 * `temporary`: a code was redeemed; it lasts a day, as long as the tenant said, or until a ticket is solved, at most 14
 * days. `permanent`: staff assigned it, having agreed it with somebody of the tenant. It ends when its time is over, when
 * its ticket is solved, when the tenant removes the advisor or the advisor leaves, when the advisor is shut out or no
 * advisor any more, and with the tenant. Nothing makes it longer, and what has ended never comes back: being let in again
 * is a new grant, and of two the longer one stays.
 */
export const grantKinds = ['temporary', 'permanent'] as const
export type GrantKind = (typeof grantKinds)[number]

export const grantEndReasons = [
  'expired',
  'ticket-solved',
  'removed',
  'left',
  'advisor-disabled',
  'no-advisor',
  'merged',
  'tenant-deleted',
  'replaced',
] as const
export type GrantEndReason = (typeof grantEndReasons)[number]

/** A grant with the names that people know things by. */
export interface Grant {
  id: string
  tenantId: string
  tenant: string
  advisor: Person
  kind: GrantKind
  startedAt: Date
  /** When it ends by itself; null: never. */
  endsAt: Date | null
  /** The number of the ticket with whose solution it ends. */
  ticket: number | null
  /** With whom a permanent one was agreed. */
  agreedWith: string | null
  endedAt: Date | null
  endReason: GrantEndReason | null
}

const day = 24 * 60 * 60 * 1000
/** How long a temporary grant lasts where nobody says otherwise. */
export const usualGrant = day
/** No temporary grant lasts longer than this. */
export const longestGrant = 14 * day

/** The grant as it is now: its time may be over without anybody having written it down. */
export function grantAsOf(grant: Grant, now: Date): Grant {
  if (grant.endedAt !== null || grant.endsAt === null || now < grant.endsAt) return grant
  return { ...grant, endedAt: grant.endsAt, endReason: 'expired' }
}

/**
 * When a temporary grant ends by itself: with a ticket as late as the desk allows, else after the time that the tenant
 * gave, else after a day.
 */
export function grantEnd(now: Date, wanted: { withTicket: boolean; length: number | null; longest: number }): Date {
  const length = wanted.length ?? (wanted.withTicket ? wanted.longest : usualGrant)
  return new Date(now.getTime() + Math.min(length, wanted.longest))
}

/** Whether a grant that somebody has lasts at least as long as one that ends then (null: never). */
export function lastsAsLong(grant: Pick<Grant, 'endsAt'>, end: Date | null): boolean {
  if (grant.endsAt === null) return true
  return end !== null && grant.endsAt >= end
}
