import { isLanguage, type Language } from '../kit/language'
import type { Reader, Tx } from '../store/schema'
import { type SettingName, type Settings, settingsFrom } from './setting'
import { type TenantSettingName, type TenantSettings, tenantSettingsFrom } from './tenant-setting'

const deskScope = 'desk'

/** The desk's settings with their defaults. */
export async function readSettings(db: Reader): Promise<Settings> {
  return settingsFrom(await storedSettings(db))
}

/** What holds in a tenant: what it has set, else what the desk has. */
export async function readTenantSettings(db: Reader, tenantId: string): Promise<TenantSettings> {
  return tenantSettingsFrom(await storedSettings(db, tenantId), await storedSettings(db))
}

/** In which language a tenant's people are written to who have chosen none; the desk's own where no tenant is meant. */
export async function tenantLanguage(db: Reader, settings: Settings, tenantId: string | null): Promise<Language> {
  const stored = tenantId === null ? undefined : await storedSetting(db, 'tenant.language', tenantId)
  return stored !== undefined && isLanguage(stored) ? stored : settings['desk.language']
}

/** Only what was set by the desk, or by the tenant with that id, by name. */
export async function storedSettings(db: Reader, scope = deskScope): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('settings').select(['name', 'value']).where('scope', '=', scope).execute()
  return new Map(rows.map((row) => [row.name, row.value]))
}

/** The text of one setting as it was stored, whether this program knows the setting or not. */
export async function storedSetting(db: Reader, name: string, scope = deskScope): Promise<string | undefined> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('scope', '=', scope)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}

export async function saveSetting(tx: Tx, name: SettingName, value: string): Promise<void> {
  await saveIn(tx, deskScope, name, value)
}

export async function deleteSetting(tx: Tx, name: SettingName): Promise<void> {
  await deleteIn(tx, deskScope, name)
}

export async function saveTenantSetting(
  tx: Tx,
  tenantId: string,
  name: TenantSettingName,
  value: string,
): Promise<void> {
  await saveIn(tx, tenantId, name, value)
}

export async function deleteTenantSetting(tx: Tx, tenantId: string, name: TenantSettingName): Promise<void> {
  await deleteIn(tx, tenantId, name)
}

async function saveIn(tx: Tx, scope: string, name: string, value: string): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ scope, name, value })
    .onConflict((conflict) => conflict.columns(['scope', 'name']).doUpdateSet({ value }))
    .execute()
}

async function deleteIn(tx: Tx, scope: string, name: string): Promise<void> {
  await tx.deleteFrom('settings').where('scope', '=', scope).where('name', '=', name).execute()
}
