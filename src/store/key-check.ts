import type { Reader, Tx } from './schema'

/** What the database holds of the desk's key: a digest that tells the right one from a wrong one. */
export async function readKeyCheck(db: Reader): Promise<string> {
  const row = await db.selectFrom('desks').select('key_check').executeTakeFirstOrThrow()
  return row.key_check
}

export async function saveKeyCheck(tx: Tx, check: string): Promise<void> {
  await tx.updateTable('desks').set({ key_check: check }).execute()
}
