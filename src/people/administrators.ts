import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Reader } from '../store/schema'
import { isAdministrator, managesAsStaff, rulingGroups, type TicketRules } from './permission'
import type { UserActor } from './session'
import type { Tenant } from './tenant'
import type { User } from './user'
import { administratorsOf, membersOf } from './user-store'

/**
 * Who rules a tenant is for the tenant to say (DOMAIN 2): whoever is in its group `admin` makes further administrators
 * and gives `full-access`, which may the same; staff do so only while there is no administrator, and for the first of
 * the group. This holds on every road into the groups. Throws `first-administrator-only`.
 */
export async function refuseFurtherAdministrator(
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  tenant: Tenant | null,
  groups: readonly string[],
): Promise<void> {
  const given = rulingGroups.filter((group) => groups.includes(group))
  if (tenant === null || given.length === 0) return
  if (isAdministrator(actor, tenant.id)) return
  const ruling = given.includes('full-access') ? rulingGroups : given
  const isFirst = (await membersOf(deed.tx, tenant.id, ruling)).length === 0
  if (isFirst && managesAsStaff(actor, tenant.id, rules)) return
  throw new DeskError('first-administrator-only', { tenant: tenant.name })
}

/**
 * Does the work and refuses it (`last-administrator`) when it leaves nobody to administer what had somebody before: the
 * desk, which then nobody could mend from inside, or a tenant, whose own people then could not; staff still can.
 */
export async function keepingAdministrators<T>(
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  places: readonly (Tenant | null)[],
  work: () => Promise<T>,
): Promise<T> {
  const guarded = places.filter((tenant) => tenant === null || !managesAsStaff(actor, tenant.id, rules))
  const before = await countsOf(deed.tx, guarded)
  const result = await work()
  const after = await countsOf(deed.tx, guarded)
  guarded.forEach((tenant, index) => {
    if (isLost(before[index], after[index])) {
      throw new DeskError('last-administrator', { email: user.email, tenant: tenant?.name ?? null })
    }
  })
  return result
}

interface Counts {
  /** Who may log in. */
  active: number
  /** Who is not disabled: also who was only just invited. */
  any: number
}

async function countsOf(db: Reader, places: readonly (Tenant | null)[]): Promise<Counts[]> {
  const counts: Counts[] = []
  for (const place of places) {
    const administrators = await administratorsOf(db, place?.id ?? null)
    counts.push({
      active: administrators.filter(({ status }) => status === 'active').length,
      any: administrators.filter(({ status }) => status !== 'disabled').length,
    })
  }
  return counts
}

function isLost(before: Counts | undefined, after: Counts | undefined): boolean {
  if (before === undefined || after === undefined) return false
  return (before.active > 0 && after.active === 0) || (before.any > 0 && after.any === 0)
}
