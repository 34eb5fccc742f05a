import { checkChoice } from '../kit/choice'
import type { Reader } from '../store/schema'
import { listOwnGroups } from './group-store'
import { deskGroups, tenantGroups } from './permission'
import type { Tenant } from './tenant'

/**
 * The group that is meant, by its name or an unambiguous beginning: one of the desk's (null), or of the tenant's, fixed
 * or of its own making. Throws `wrong-value` or `ambiguous-value` under the flag's name.
 */
export async function groupIn(db: Reader, tenant: Tenant | null, typed: string, flag = '--group'): Promise<string> {
  if (tenant === null) return checkChoice<string>(flag, typed, deskGroups)
  return checkChoice<string>(flag, typed, [...tenantGroups, ...(await listOwnGroups(db, tenant.id)).keys()])
}
