import type { Json, JsonSchema } from './json'

/** How a kind of thing leaves the program for machines: its fields, in order, and the columns of its lists. */
export interface View<T> {
  fields: Readonly<Record<string, JsonSchema>>
  /** The fields that a list shows as columns in `tsv` and `csv`; part of the contract, with their order. */
  columns: readonly string[]
  toJson(thing: T): Readonly<Record<string, Json>>
}

/** What a command prints for machines; `schema COMMAND` shows it. */
export type Output = { one: View<never>; orNone?: true } | { many: View<never> } | { text: true }
