import type { Migration } from './migration'

/** Lists of payments are read in the order in which they are kept: the newest first, those of one moment by reference. */
export const paymentsInOrder: Migration = {
  version: 13,
  tables: [],
  statements: [
    `drop index payments_by_update`,
    `create index payments_by_update on payments (tenant_id, updated_at desc, reference)`,
  ],
}
