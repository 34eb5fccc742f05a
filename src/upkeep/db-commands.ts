import type { Noun } from '../kit/verb'

/** The database file itself. */
export const db: Noun = { verbs: { check: async () => (await import('./commands/db-check')).dbCheck } }
