import type { Store } from '../../src/store/open'

/** A statement as the sources sent it to the database. */
export interface Statement {
  sql: string
  parameters: readonly unknown[]
}

/** Runs `work` and gives the statements it sent through the store, with what was bound to them. */
export async function statementsOf(store: Store, work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const { file } = store
  const prepare = file.prepare.bind(file)
  file.prepare = ((sql: string) => {
    const statement = prepare(sql)
    const all = statement.all.bind(statement)
    statement.all = (...bound: unknown[]) => {
      // Kysely binds everything as one array.
      statements.push({ sql, parameters: bound.flat() })
      return all(...bound)
    }
    return statement
  }) as typeof file.prepare
  try {
    await work()
  } finally {
    file.prepare = prepare
  }
  return statements
}

/** How the engine goes about a statement: one line for each step of its plan. */
export function planOf(store: Store, { sql, parameters }: Statement): string[] {
  const explain = store.file.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
  return explain.all(...parameters).map(({ detail }) => detail)
}
