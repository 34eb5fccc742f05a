import { DeskError } from '../kit/errors'

/**
 * A tenant (Mandant) is a customer organisation: a short name that commands use, a title for people, and the mail
 * domains by which its people are recognised. A domain belongs to one tenant. `partner` opens the categories that are
 * for partners only. Deleting a tenant marks it: nobody can use it, its name and domains stay taken, and for 30 days it can
 * be restored; what is left of it then is for retention to remove.
 */
export interface Tenant {
  id: string
  name: string
  title: string | null
  domains: readonly string[]
  partner: boolean
  createdAt: Date
  deletedAt: Date | null
}

const restorableFor = 30 * 24 * 60 * 60 * 1000

/** The last moment at which a deleted tenant can be restored; null for one that stands. */
export function restorableUntil({ deletedAt }: Pick<Tenant, 'deletedAt'>): Date | null {
  return deletedAt === null ? null : new Date(deletedAt.getTime() + restorableFor)
}

/** Whether a tenant that was deleted can be restored at that moment. */
export function isRestorable(tenant: Pick<Tenant, 'deletedAt'>, now: Date): boolean {
  const until = restorableUntil(tenant)
  return until !== null && now <= until
}

/** Says to staff that what they name is a deleted tenant's, and cannot be used while it is: `tenant-deleted`. */
export function refuseDeleted(tenant: Tenant, now: Date): void {
  if (tenant.deletedAt === null) return
  throw new DeskError('tenant-deleted', { tenant: tenant.name, restorable: isRestorable(tenant, now) })
}

/** Names of tenants, groups and teams: `[a-z0-9][a-z0-9-]{0,39}` (DOMAIN 2). Throws `wrong-name`. */
export function shortName(typed: string): string {
  const name = typed.trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) throw new DeskError('wrong-name', { value: typed })
  return name
}
