import type { Entry } from '../journal/entry'
import { firstLevelTenantsOf, lookAgain } from './clock-store'
import type { Following } from './follow-clocks'

/** Where a tenant has a first level of its own from now on, or none any more, cron looks at its tickets' clocks again. */
export async function followFirstLevels({ tx, now }: Following, entries: readonly Entry[]): Promise<void> {
  const tenants = new Set<string>()
  const users = new Set<string>()
  for (const { tenantId, payload } of entries) {
    // Of whoever left only the entry tells which group that was.
    if (tenantId !== null && payload?.includes('"first-level"') === true) tenants.add(tenantId)
    const { user } = payload === null ? { user: null } : (JSON.parse(payload) as { user?: unknown })
    if (typeof user === 'string') users.add(user)
  }
  if (users.size > 0) for (const id of await firstLevelTenantsOf(tx, [...users])) tenants.add(id)
  if (tenants.size > 0) await lookAgain(tx, now, [...tenants])
}
