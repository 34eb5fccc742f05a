import type { Migration } from './migration'

/** Which schema the program knows, and how a desk comes there. */
export interface SchemaVersions {
  /** The version that the last step leads to. */
  newest: number
  /** The steps, in order: read only where there is one to take, which few runs of a desk's life do. */
  steps(): Promise<readonly Migration[]>
}

export const schemaVersions: SchemaVersions = {
  newest: 13,
  steps: async () => (await import('./all-migrations')).allMigrations,
}
