import type { Migration } from './migration'

/** What makes a request good when it arrives: hours, forms, topics, attachments. */
export const requests: Migration = {
  version: 4,
  tables: [
    `create table calendars (
      id text primary key,
      hours text not null,
      region text
    )`,
    `create table closing_days (
      calendar_id text not null references calendars (id),
      day text not null,
      name text,
      primary key (calendar_id, day)
    )`,
    `create table holidays (
      region text not null,
      day text not null,
      name_de text not null,
      name_en text not null,
      primary key (region, day)
    )`,
    `create table topics (
      id text primary key,
      title_de text not null,
      title_en text not null,
      question_de text not null,
      question_en text not null,
      answer_de text not null,
      answer_en text not null,
      answered_by text not null
        check (answered_by in ('out-of-scope', 'first-level', 'project-lead', 'second-level')),
      category_id text references categories (id),
      required text not null,
      links text not null,
      position integer not null
    )`,
    `create table blobs (
      id text primary key,
      size integer not null
    )`,
    `create table blob_chunks (
      blob_id text not null references blobs (id),
      position integer not null,
      digest text not null,
      content bytes not null,
      primary key (blob_id, position)
    )`,
    `create table attachments (
      id text primary key,
      ticket_id text not null references tickets (id),
      message_id text references messages (id),
      position integer not null,
      name text not null,
      type text not null,
      size integer not null,
      blob_id text not null references blobs (id),
      created_at text not null,
      unique (ticket_id, position)
    )`,
  ],
  statements: [
    `insert into calendars (id, hours, region) values ('desk', 'mon-fri=09:00-17:00', null)`,
    `alter table consents add column withdrawn_at text`,
    `alter table categories add column form text not null default '{}'`,
    `alter table tickets add column topic_id text references topics (id)`,
    `alter table tickets add column report text`,
    `create index attachments_of_blob on attachments (blob_id)`,
  ],
}
