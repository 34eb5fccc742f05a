import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { demand, type TicketRules } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { tenantDemanded } from '../people/tenant-meant'
import type { Settings } from '../settings/setting'
import { readTenantSettings } from '../settings/store'
import { type AccessCode, codeFrom, isValid, randomBytesOfCode } from './access-code'
import { type CodeEnd, findOpenCode, insertCode, saveCodeEnd } from './code-store'
import { keep } from './kept-code'
import { shownCode } from './valid-code'

export interface CodeWish {
  /** Undefined: the actor's only tenant. */
  tenant: string | undefined
  /** Another one even if there is a valid one. */
  isNew: boolean
  /** How long it is to be valid, and how long whoever redeems it may stay; undefined: as the tenant has set it, or the desk. */
  life: number | undefined
  grantLength: number | undefined
}

/** A code with what people know it by. */
export interface ShownCode {
  id: string
  tenant: string
  code: string
  expiresAt: Date
  grantLength: number | null
  /** Whether this call made it. */
  isNew: boolean
}

/**
 * The code of a tenant that is valid, made now if there is none. Who says how it is to be gets a new one, and the one before
 * is good for nothing any more. Throws `tenant-not-found`, `not-allowed`, `wrong-value` for a longer stay than the desk
 * allows, `code-damaged`.
 */
export async function accessCode(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  settings: Settings,
  wish: CodeWish,
): Promise<ShownCode> {
  const key = await desk.key()
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenant = await tenantDemanded(deed.tx, actor, rules, wish.tenant)
    demand(actor, 'access:code', tenant, rules)
    refuseTooLong(settings, wish)
    const open = await findOpenCode(deed.tx, tenant.id)
    const valid = open !== undefined && isValid(open, deed.now) ? open : undefined
    const isAsked = wish.isNew || wish.life !== undefined || wish.grantLength !== undefined
    if (valid !== undefined && !isAsked) return shownCode(key, valid, tenant.name)
    if (open !== undefined) await endCode(deed, open, valid === undefined ? 'expired' : 'replaced')
    return makeCode(desk, deed, actor, tenant, { ...wish, replaces: valid?.id ?? null })
  })
}

/** Ends a code; the end of one that was valid is told with what comes in its place. */
async function endCode(deed: Deed, code: AccessCode, reason: CodeEnd): Promise<void> {
  await saveCodeEnd(deed.tx, code.id, { at: reason === 'expired' ? code.expiresAt : deed.now, reason })
}

async function makeCode(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  tenant: Tenant,
  { life, grantLength, replaces }: CodeWish & { replaces: string | null },
): Promise<ShownCode> {
  const key = await desk.key()
  const usualLife = (await readTenantSettings(deed.tx, tenant.id))['access.code-ttl']
  const code = codeFrom(desk.randomBytes(randomBytesOfCode))
  const made: AccessCode = {
    id: desk.newId(),
    tenantId: tenant.id,
    madeAt: deed.now,
    expiresAt: new Date(deed.now.getTime() + (life ?? usualLife)),
    grantLength: grantLength ?? null,
    endedAt: null,
    redeemedBy: null,
  }
  await insertCode(deed.tx, keep(key, code, { ...made, madeBy: actor.id }, desk.randomBytes(12)))
  const { id, expiresAt } = made
  // Never the code itself: the journal is not encrypted.
  const payload = { code: id, expiresAt: expiresAt.toISOString(), grantLength: made.grantLength, replaces }
  deed.record({ type: 'access.code-made', tenantId: tenant.id, payload })
  return { id, tenant: tenant.name, code, expiresAt, grantLength: made.grantLength, isNew: true }
}

function refuseTooLong(settings: Settings, { grantLength }: CodeWish): void {
  const longest = settings['access.grant-max-age']
  if (grantLength === undefined || grantLength <= longest * 24 * 60 * 60 * 1000) return
  const value = `${Math.ceil(grantLength / (24 * 60 * 60 * 1000))}d`
  throw new DeskError('wrong-value', { name: '--for', value, allowed: [`… ${longest}d`], suggestion: null })
}
