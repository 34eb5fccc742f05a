import type { Migration } from './migration'

/**
 * Service levels, what has happened to their clocks, and on each ticket when it is due. The key of the queue gets a place for
 * that between priority and number; what is not due has nines there.
 */
export const serviceLevels: Migration = {
  version: 11,
  tables: [
    `create table service_levels (
      id text primary key,
      priority text,
      category_id text,
      level integer,
      first_answer text,
      next_answer text,
      solution text,
      around_the_clock integer not null check (around_the_clock in (0, 1)),
      valid_from text not null,
      valid_until text,
      check (first_answer is not null or next_answer is not null or solution is not null)
    )`,
    // What the clock of a ticket was told of: no second entry about the same can ever be written.
    `create table clock_events (
      ticket_id text not null references tickets (id),
      metric text not null check (metric in ('first-answer', 'next-answer', 'solution')),
      level integer not null,
      started_at text not null,
      kind text not null check (kind in ('warning', 'breached')),
      at text not null,
      primary key (ticket_id, metric, level, started_at, kind)
    )`,
  ],
  statements: [
    `create unique index service_levels_live
      on service_levels (coalesce(priority, ''), coalesce(category_id, ''), coalesce(level, 0))
      where valid_until is null`,
    `alter table tickets add column due_at text`,
    `alter table tickets add column due_metric text`,
    `alter table tickets add column due_warn_at text`,
    `alter table tickets add column due_around_the_clock integer`,
    `alter table tickets add column clock_at text`,
    `update tickets set queue_key = substr(queue_key, 1, 4) || '9999999999999-' || substr(queue_key, 5)`,
    `create index tickets_clock on tickets (clock_at) where clock_at is not null`,
  ],
}
