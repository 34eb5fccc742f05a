import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import { endGrants } from '../people/end-grants'
import { type Grant, grantEnd, lastsAsLong } from '../people/grant'
import { findTicketOfTenant, grantById, insertGrant, liveGrantsOf } from '../people/grant-store'
import { demand, type TicketRules } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { findTenant } from '../people/tenant-store'
import type { Settings } from '../settings/setting'
import type { DeskKey } from '../store/desk-key'
import { isValid } from './access-code'
import {
  countWrongAttempts,
  findOpenCode,
  insertWrongAttempt,
  type KeptCode,
  saveCodeEnd,
  wrongAttemptsOf,
} from './code-store'
import { mayTryAgainAt, wrongCodesAllowed } from './code-throttle'
import { isThatCode, unsealed } from './kept-code'

export interface Redemption {
  tenant: string
  /** Normalised, its check symbol right. */
  code: string
  /** Until this ticket is solved. */
  ticket: number | undefined
  reason: string | undefined
}

/** What came of a right code. */
export interface LetIn {
  grant: Grant
  /** Whether the advisor was in already, by a grant that lasts at least as long: that one stays. */
  wasIn: boolean
}

/**
 * Lets an advisor in by a code, which is spent by that. A wrong, expired or spent code and a tenant that there is not answer
 * alike (`access-denied`) and are counted, in one transaction with the comparison: of many at once no more get through than
 * one after the other. Throws `not-allowed` for whoever is no advisor, `missing-flag` where the desk wants a ticket,
 * `too-many-attempts`, `ticket-not-of-tenant`, `grant-ticket-solved`, `code-damaged`; these leave the code as it is.
 */
export async function redeemCode(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  settings: Settings,
  wish: Redemption,
): Promise<LetIn> {
  demand(actor, 'access:redeem', null, rules)
  if (settings['access.require-ticket'] === 'on' && wish.ticket === undefined) {
    throw new DeskError('missing-flag', { flag: '--ticket' })
  }
  const key = await desk.key()
  const outcome = await carryOut(desk, doerOf(actor), async (deed) => {
    const failures = await wrongAttemptsOf(deed.tx, actor.id, deed.now)
    const until = mayTryAgainAt(failures, deed.now)
    const tenant = await findTenant(deed.tx, wish.tenant)
    if (until !== undefined) return tooMany(deed, actor, tenant, until)
    const code = tenant === undefined ? undefined : await validCode(deed, tenant)
    if (tenant === undefined || code === undefined || !isThatCode(key, code, wish.code)) {
      return wrong(desk, deed, actor, { tenant, code, failures })
    }
    return letIn(desk, deed, actor, settings, { tenant, code, key }, wish)
  })
  // The refusal comes after the deed: a failed attempt is written down, too.
  if (outcome instanceof DeskError) throw outcome
  return outcome
}

async function validCode(deed: Deed, tenant: Tenant): Promise<KeptCode | undefined> {
  const code = await findOpenCode(deed.tx, tenant.id)
  return code !== undefined && isValid(code, deed.now) ? code : undefined
}

/** Who waits is not even compared. */
function tooMany(deed: Deed, actor: UserActor, tenant: Tenant | undefined, until: Date): DeskError {
  recordRefusal(deed, actor, tenant, 'waiting')
  return new DeskError('too-many-attempts', { retryAt: formatInstant(until) })
}

function recordRefusal(deed: Deed, actor: UserActor, tenant: Tenant | undefined, reason: 'wrong' | 'waiting'): void {
  const payload = { user: actor.id, email: actor.email, reason }
  deed.record({ type: 'access.refused', ...(tenant === undefined ? {} : { tenantId: tenant.id }), payload })
}

async function wrong(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  tried: { tenant: Tenant | undefined; code: KeptCode | undefined; failures: readonly Date[] },
): Promise<DeskError> {
  const { tenant, code, failures } = tried
  const attempt = { id: desk.newId(), advisorId: actor.id, at: deed.now }
  await insertWrongAttempt(deed.tx, { ...attempt, tenantId: tenant?.id ?? null, codeId: code?.id ?? null })
  recordRefusal(deed, actor, tenant, 'wrong')
  const until = mayTryAgainAt([...failures, deed.now], deed.now)
  const endsCode = code !== undefined && (await countWrongAttempts(deed.tx, code.id)) >= wrongCodesAllowed
  if (code !== undefined && endsCode) await saveCodeEnd(deed.tx, code.id, { at: deed.now, reason: 'attempts' })
  if (until !== undefined || endsCode) {
    const payload = { user: actor.id, email: actor.email, until: until?.toISOString() ?? null, codeEnded: endsCode }
    const ofTenant = tenant === undefined ? {} : { tenantId: tenant.id }
    deed.record({ type: 'access.attempts-exceeded', ...ofTenant, payload })
  }
  return new DeskError('access-denied', {})
}

async function letIn(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  settings: Settings,
  { tenant, code, key }: { tenant: Tenant; code: KeptCode; key: DeskKey },
  wish: Redemption,
): Promise<LetIn> {
  // What was altered lets nobody in.
  unsealed(key, code, tenant.name)
  const ticketId = wish.ticket === undefined ? null : await ticketFor(deed, tenant, wish.ticket)
  const longest = settings['access.grant-max-age'] * 24 * 60 * 60 * 1000
  const endsAt = grantEnd(deed.now, { withTicket: ticketId !== null, length: code.grantLength, longest })
  await saveCodeEnd(deed.tx, code.id, { at: deed.now, reason: 'redeemed', by: actor.id })
  const before = await grantNow(deed, actor, tenant)
  const wasIn = before !== undefined && lastsAsLong(before, endsAt)
  if (!wasIn) await endGrants(deed, { tenantIds: [tenant.id], advisorId: actor.id }, 'replaced')
  const id = wasIn ? before.id : desk.newId()
  if (!wasIn) {
    const grantedBy = code.madeBy
    const kind = 'temporary' as const
    const grant = { id, tenantId: tenant.id, advisorId: actor.id, kind, ticketId, grantedBy, agreedWith: null }
    await insertGrant(deed.tx, { ...grant, startedAt: deed.now, endsAt })
  }
  const grant = await grantById(deed.tx, id)
  const payload = {
    grant: id,
    user: actor.id,
    email: actor.email,
    code: code.id,
    endsAt: grant.endsAt?.toISOString() ?? null,
    ticket: grant.ticket,
    reason: wish.reason ?? null,
    wasIn,
  }
  deed.record({ type: 'access.redeemed', tenantId: tenant.id, payload })
  return { grant, wasIn }
}

async function grantNow(deed: Deed, actor: UserActor, tenant: Tenant): Promise<Grant | undefined> {
  const live = (await liveGrantsOf(deed.tx, actor.id, deed.now)).find(({ tenantId }) => tenantId === tenant.id)
  return live === undefined ? undefined : grantById(deed.tx, live.id)
}

/** Told only to whoever had the right code. */
async function ticketFor(deed: Deed, tenant: Tenant, number: number): Promise<string> {
  const ticket = await findTicketOfTenant(deed.tx, tenant.id, number)
  if (ticket === undefined) throw new DeskError('ticket-not-of-tenant', { number, tenant: tenant.name })
  if (ticket.isSolved) throw new DeskError('grant-ticket-solved', { number })
  return ticket.id
}
