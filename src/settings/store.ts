import type { Reader, Tx } from '../store/schema'
import { type SettingName, type Settings, settingsFrom } from './setting'

const deskScope = 'desk'

/** The desk's settings with their defaults. */
export async function readSettings(db: Reader): Promise<Settings> {
  return settingsFrom(await storedSettings(db))
}

/** Only what was set, by name. */
export async function storedSettings(db: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('settings').select(['name', 'value']).where('scope', '=', deskScope).execute()
  return new Map(rows.map((row) => [row.name, row.value]))
}

/** What a tenant set for itself, as it is stored; undefined: nothing. */
export async function tenantSetting(db: Reader, tenantId: string, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('scope', '=', tenantId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}

export async function saveSetting(tx: Tx, name: SettingName, value: string): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ scope: deskScope, name, value })
    .onConflict((conflict) => conflict.columns(['scope', 'name']).doUpdateSet({ value }))
    .execute()
}

export async function deleteSetting(tx: Tx, name: SettingName): Promise<void> {
  await tx.deleteFrom('settings').where('scope', '=', deskScope).where('name', '=', name).execute()
}
