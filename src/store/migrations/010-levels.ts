import type { Migration } from './migration'

/** Notes that stay with the desk, and whose word a message was: groups change, what was written stays. */
export const levels: Migration = {
  version: 10,
  tables: [],
  statements: [
    `alter table messages add column desk_only integer not null default 0 check (desk_only in (0, 1))`,
    `alter table messages add column by_second_level integer not null default 0 check (by_second_level in (0, 1))`,
    // Who wrote before is of second level who is it now.
    `update messages set by_second_level = 1 where author_id in (
      select user_id from memberships where tenant_id is null and group_name in ('admin', 'second-level')
    )`,
  ],
}
