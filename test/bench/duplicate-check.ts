import { join } from 'node:path'
import type { UserActor } from '../../src/people/session'
import { openStore, type Store } from '../../src/store/open'
import { similarUnsolved } from '../../src/ticket/similar/find-similar'
import { unsolvedOfTenant } from '../../src/ticket/similar/similar-store'
import { runNode } from './desk'
import { newTicket } from './new-ticket'
import { type Statement, statementsOf } from './statements'

/** What looking for similar tickets takes by itself, and the statement that reads them; medians in milliseconds. */
export interface DuplicateCheck {
  tickets: number
  check: number
  statement: number
}

/** What the duplicate check of a new ticket reads. */
export async function candidateStatements(store: Store, tenantId: string): Promise<Statement[]> {
  return statementsOf(store, () => unsolvedOfTenant(store.db, { all: true }, tenantId, [], 300))
}

/** Each in a process of its own, and without a code cache: what has run before is many times as fast. */
export function measureCheck(self: string, home: string, runs: number): Omit<DuplicateCheck, 'tickets'> {
  const [check, statement]: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run += 1) {
    check.push(Number(runNode([self, '--check', home], home).toString()))
    statement.push(Number(runNode([self, '--statement', home], home).toString()))
  }
  return { check: median(check), statement: median(statement) }
}

/** Does one of them and prints how many milliseconds it took. */
export async function checkedOnce(what: '--check' | '--statement', home: string): Promise<void> {
  const store = await openStore(join(home, 'helpdesk.db'))
  try {
    const { row } = newTicket(store)
    // Not before the check: it would find its code warm.
    const statements = what === '--check' ? [] : await candidateStatements(store, row.tenant_id)
    const start = performance.now()
    if (what === '--check') {
      await similarUnsolved(store.db, { actor: staff, rules }, row.tenant_id, { ...row, requester: { id: '' } })
    }
    for (const { sql, parameters } of statements) store.file.prepare(sql).all(...parameters)
    process.stdout.write(String(performance.now() - start))
  } finally {
    await store.close()
  }
}

const staff: UserActor = {
  kind: 'user',
  id: '',
  email: 'jana@support.example',
  name: null,
  memberships: [{ tenantId: null, group: 'admin' }],
  wayIn: { kind: 'session', id: '' },
}
const rules = { openedBy: 'everyone', seenBy: 'organisation' } as const

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
