import type { Reader } from '../store/schema'

/** Who works at second level now, by their ids and by every address they have. */
export interface SecondLevel {
  ids: ReadonlySet<string>
  addresses: ReadonlySet<string>
}

/** Everybody of the desk's groups that work at second level. */
export async function secondLevelPeople(db: Reader): Promise<SecondLevel> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('user_addresses', 'user_addresses.user_id', 'memberships.user_id')
    .select(['memberships.user_id', 'user_addresses.address'])
    .where('memberships.tenant_id', 'is', null)
    .where('memberships.group_name', 'in', ['admin', 'second-level'])
    .execute()
  return {
    ids: new Set(rows.map(({ user_id }) => user_id)),
    addresses: new Set(rows.map(({ address }) => address)),
  }
}
