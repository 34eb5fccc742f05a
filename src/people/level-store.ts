import { readEntries } from '../journal/store'
import { portionsOf } from '../store/portions'
import type { Reader } from '../store/schema'
import { groupsAtLevel } from './permission'

/** Who works at second level now, by their ids and by every address they have, and until when others did. */
export interface SecondLevel {
  ids: ReadonlySet<string>
  addresses: ReadonlySet<string>
  /** When they left it last, by id and by address: what they did before then they did as second level. */
  leftAt: ReadonlyMap<string, Date>
}

/** Everybody of the desk's groups that work at second level, or did. */
export async function secondLevelPeople(db: Reader): Promise<SecondLevel> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('user_addresses', 'user_addresses.user_id', 'memberships.user_id')
    .select(['memberships.user_id', 'user_addresses.address'])
    .where('memberships.tenant_id', 'is', null)
    .where('memberships.group_name', 'in', [...groupsAtLevel[2]])
    .execute()
  return {
    ids: new Set(rows.map(({ user_id }) => user_id)),
    addresses: new Set(rows.map(({ address }) => address)),
    leftAt: await leftAt(db),
  }
}

async function leftAt(db: Reader): Promise<ReadonlyMap<string, Date>> {
  const byId = new Map<string, Date>()
  for (const { tenantId, at, payload } of await readEntries(db, { types: ['user.left'] })) {
    if (tenantId !== null || payload === null) continue
    const { user, group } = JSON.parse(payload) as { user?: unknown; group?: unknown }
    if (typeof user === 'string' && typeof group === 'string' && groupsAtLevel[2].includes(group))
      byId.set(user, new Date(at))
  }
  const found = new Map(byId)
  for (const portion of portionsOf([...byId.keys()])) {
    const rows = await db
      .selectFrom('user_addresses')
      .select(['user_id', 'address'])
      .where('user_id', 'in', portion)
      .execute()
    for (const { user_id, address } of rows) found.set(address, byId.get(user_id) ?? new Date(0))
  }
  return found
}
