import type { Desk } from '../desk'
import { accountNamed } from './account-store'
import type { StatementFile } from './statement'
import { findStatementFile, insertStatementFile } from './statement-store'
import { type Working, workIn } from './workplace'

export type StatementFacts = Pick<StatementFile, 'account' | 'name' | 'format' | 'from' | 'to' | 'size'>

/**
 * Writes down that a statement file came; one of the same account and name came already, and stays as it is. Gives account
 * and name as they are kept. Throws `not-allowed`, `account-not-found`.
 */
export async function addStatement(
  desk: Desk,
  working: Working,
  facts: StatementFacts,
): Promise<{ account: string; name: string; isNew: boolean }> {
  const { tenant } = working
  return workIn(desk, working, 'accounts:edit', 'statement add', { ...facts }, async (deed) => {
    const { address } = await accountNamed(deed.tx, tenant, facts.account)
    const { name } = facts
    if ((await findStatementFile(deed.tx, tenant.id, address, name)) !== undefined) {
      return { account: address, name, isNew: false }
    }
    const file = { ...facts, account: address, id: desk.newId(), tenantId: tenant.id, receivedAt: deed.now }
    await insertStatementFile(deed.tx, file)
    deed.record({ type: 'statement.added', tenantId: tenant.id, payload: { ...facts, account: address } })
    return { account: address, name, isNew: true }
  })
}
