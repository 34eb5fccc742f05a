import type { Compilable, CompiledQuery } from 'kysely'
import type { Reader } from './schema'

/** For as long as this process lives: a statement is the same in each transaction. */
const kept = new Map<string, CompiledQuery<unknown>>()

/**
 * Runs a query that comes again and again with other values: to put a statement of a thousand values together costs as much
 * as to run it. `name` says which query it is and for how many values; `build` makes it the first time, with these values, in this order.
 */
export async function runRepeated<R>(
  db: Reader,
  name: string,
  parameters: readonly unknown[],
  build: () => Compilable<R>,
): Promise<R[]> {
  const query = kept.get(name) ?? build().compile()
  kept.set(name, query)
  // Values in other places than the statement has them would be written into the wrong columns.
  if (query.parameters.length !== parameters.length) throw new Error(`${name} has not ${parameters.length} values`)
  return (await db.executeQuery<R>({ ...query, parameters } as CompiledQuery<R>)).rows
}

/** Values row by row, each in the order of the columns of the first. */
export function valuesOf<Row extends object>(rows: readonly Row[]): unknown[] {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Row)[]
  const values: unknown[] = []
  for (const row of rows) for (const column of columns) values.push(row[column])
  return values
}
