import type { Migration } from './migration'

/** The whole life of a ticket: solutions and ratings, holding, participants, links, saved views, the jobs of cron. */
export const ticketLife: Migration = {
  version: 5,
  tables: [
    `create table solutions (
      id text primary key,
      ticket_id text not null references tickets (id),
      position integer not null,
      resolution text not null
        check (resolution in ('answered', 'fixed', 'out-of-scope', 'withdrawn', 'unanswered', 'merged')),
      solved_at text not null,
      closes_at text not null,
      solved_by text references users (id),
      reopened_at text,
      unique (ticket_id, position)
    )`,
    `create table ratings (
      solution_id text primary key references solutions (id),
      score integer not null check (score between 1 and 5),
      comment text,
      rated_by text not null references users (id),
      rated_at text not null
    )`,
    `create table participants (
      ticket_id text not null references tickets (id),
      user_id text not null references users (id),
      status text not null check (status in ('accepted', 'pending')),
      added_by text references users (id),
      added_at text not null,
      primary key (ticket_id, user_id)
    )`,
    `create table watchers (
      ticket_id text not null references tickets (id),
      user_id text not null references users (id),
      since text not null,
      primary key (ticket_id, user_id)
    )`,
    `create table ticket_links (
      id text primary key,
      ticket_id text not null references tickets (id),
      kind text not null check (kind in ('related', 'follow-up', 'url')),
      other_id text references tickets (id),
      url text,
      created_by text not null references users (id),
      created_at text not null,
      check ((other_id is null) = (url is not null)),
      check ((kind = 'url') = (url is not null))
    )`,
    `create table saved_views (
      user_id text not null references users (id),
      name text not null,
      filters text not null,
      created_at text not null,
      primary key (user_id, name)
    )`,
    `create table cron_jobs (
      name text primary key,
      leased_by text,
      leased_until text,
      started_at text,
      finished_at text,
      succeeded_at text,
      failures integer not null,
      error text
    )`,
  ],
  statements: [
    `alter table tickets add column resolution text`,
    `alter table tickets add column merged_into text references tickets (id)`,
    `alter table tickets add column held_until text`,
    `alter table tickets add column held_for text check (held_for in ('customer', 'third-party'))`,
    `alter table tickets add column last_word_at text`,
    `alter table tickets add column reminded_at text`,
    `alter table messages add column taken_back_at text`,
    `insert into solutions (id, ticket_id, position, resolution, solved_at, closes_at, solved_by, reopened_at)
      select id, id, 1, 'answered', solved_at, closes_at, null, null from tickets where solved_at is not null`,
    `update tickets set resolution = 'answered' where solved_at is not null`,
    `update tickets set last_word_at = updated_at`,
    `create index tickets_merged on tickets (merged_into) where merged_into is not null`,
    `create index tickets_held on tickets (held_until) where held_until is not null`,
    `create index tickets_waiting on tickets (last_word_at) where status = 'waiting'`,
    `create index tickets_to_close on tickets (closes_at) where status = 'solved'`,
    `create index tickets_of_topic on tickets (topic_id) where topic_id is not null`,
    `create index journal_entries_of_type on journal_entries (type, position)`,
    `create index participants_of_user on participants (user_id)`,
    `create index watchers_of_user on watchers (user_id)`,
    `create index ticket_links_of_ticket on ticket_links (ticket_id)`,
    `create index ticket_links_of_other on ticket_links (other_id) where other_id is not null`,
  ],
}
