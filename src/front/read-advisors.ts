import { validCode } from '../access/valid-code'
import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { tell } from '../kit/output-format'
import { sentencesOf } from '../kit/report'
import { visibleTenants } from '../people/beginning'
import type { Grant } from '../people/grant'
import { liveGrants } from '../people/grant-store'
import { may, type TicketRules } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { homeTenantsOf } from '../people/user'
import type { Reader } from '../store/schema'
import type { AccessField, NamedTenant, PersonalAdvisor } from './help-page'

/**
 * The code of the only one of these tenants whose code the actor may read out, if it is valid. Whoever came with a token
 * for reading may not: the code lets somebody in.
 */
export async function accessField(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  tenants: readonly Tenant[],
): Promise<AccessField> {
  const own = tenants.filter(({ id }) => may(actor, 'access:code', id, rules))
  const [only] = own
  if (only === undefined || doerOf(actor).readOnly === true) return { mayReadOut: false, code: null, named: undefined }
  if (own.length > 1) return { mayReadOut: true, code: null, named: undefined }
  const code = await codeIfReadable(desk, only)
  return { mayReadOut: true, code: code && { code, now: desk.now() }, named: namedFor(actor, rules, only.name) }
}

/** A key that is missing or does not fit takes the code from the page, and nothing else of it; why is told. */
async function codeIfReadable(desk: Desk, tenant: Tenant) {
  try {
    return (await validCode(desk, tenant)) ?? null
  } catch (error) {
    if (!(error instanceof DeskError) || error.exitCode !== 78) throw error
    tell(desk, (await sentencesOf(error, desk.language)).message)
    return null
  }
}

/**
 * Who is let into these tenants now, those for good first. Those who came by a code are for those who may see the advisors; the ones who stay are
 * for everybody at home there, since they are whom to turn to.
 */
export async function personalAdvisors(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  tenants: readonly Tenant[],
  now: Date,
): Promise<PersonalAdvisor[]> {
  const home = homeTenantsOf({ memberships: actor.memberships, restingIn: [] })
  const isForGood = ({ kind }: Grant): boolean => kind === 'permanent'
  const grants = await liveGrants(db, { tenantIds: tenants.map(({ id }) => id) }, now)
  const isFor = (grant: Grant): boolean =>
    may(actor, 'access:view', grant.tenantId, rules) || (isForGood(grant) && home.includes(grant.tenantId))
  return [...grants.filter(isForGood), ...grants.filter((grant) => !isForGood(grant))].filter(isFor).map((grant) => ({
    grant,
    mayRemove: may(actor, 'access:edit', grant.tenantId, rules) && doerOf(actor).readOnly !== true,
    named: namedFor(actor, rules, grant.tenant),
  }))
}

/** Whoever knows of one tenant only need not name it. */
function namedFor(actor: UserActor, rules: TicketRules, tenant: string): NamedTenant {
  return visibleTenants(actor, rules)?.length === 1 ? null : tenant
}
