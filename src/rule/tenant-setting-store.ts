import type { Reader } from '../store/schema'

/** What a tenant set for itself under that name, if anything. */
export async function readTenantSetting(db: Reader, tenantId: string, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('scope', '=', tenantId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}
