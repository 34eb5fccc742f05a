import type { Store } from '../../src/store/open'

/** A statement as the sources sent it to the database. */
export interface Statement {
  sql: string
  parameters: readonly unknown[]
}

interface Readable {
  readonly source: string
  all(...bound: unknown[]): unknown[]
}

/** Runs `work` and gives the statements it sent through the store, with what was bound to them. */
export async function statementsOf(store: Store, work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  // All statements have it, those too that the connection made ready before.
  const prototype = Object.getPrototypeOf(store.file.prepare('select 1')) as Readable
  const { all } = prototype as { all: (this: Readable, ...bound: unknown[]) => unknown[] }
  prototype.all = function (this: Readable, ...bound: unknown[]) {
    // Kysely binds everything as one array.
    statements.push({ sql: this.source, parameters: bound.flat() })
    return all.apply(this, bound)
  }
  try {
    await work()
  } finally {
    prototype.all = all
  }
  return statements
}

/** How the engine goes about a statement: one line for each step of its plan. */
export function planOf(store: Store, { sql, parameters }: Statement): string[] {
  const explain = store.file.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
  return explain.all(...parameters).map(({ detail }) => detail)
}
