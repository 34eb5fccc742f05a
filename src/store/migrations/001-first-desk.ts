import type { Migration } from './migration'

/** Desk, journal, people, categories, tickets and their messages. */
export const firstDesk: Migration = {
  version: 1,
  tables: [
    `create table desks (
      id text primary key,
      preset text not null,
      rehearsal integer not null check (rehearsal in (0, 1)),
      key_check text not null,
      last_ticket_number integer not null,
      created_at text not null
    )`,
    `create table settings (
      scope text not null,
      name text not null,
      value text not null,
      primary key (scope, name)
    )`,
    `create table journal_head (
      id integer primary key check (id = 1),
      position integer not null,
      hash text not null
    )`,
    `create table journal_entries (
      position integer primary key,
      at text not null,
      type text not null,
      actor_id text,
      channel text not null,
      tenant_id text,
      ticket_id text,
      category_id text,
      level integer,
      salt text,
      payload text,
      digest text not null,
      hash text not null
    )`,
    `create table tenants (
      id text primary key,
      name text not null unique,
      title text,
      partner integer not null check (partner in (0, 1)),
      created_at text not null
    )`,
    `create table tenant_domains (
      domain text primary key,
      tenant_id text not null references tenants (id)
    )`,
    `create table users (
      id text primary key,
      name text,
      status text not null check (status in ('contact', 'invited', 'active', 'disabled')),
      language text check (language in ('de', 'en')),
      telephone text,
      created_at text not null
    )`,
    `create table user_addresses (
      address text primary key,
      user_id text not null references users (id),
      position integer not null,
      unique (user_id, position)
    )`,
    `create table memberships (
      user_id text not null references users (id),
      tenant_id text references tenants (id),
      group_name text not null,
      created_at text not null
    )`,
    `create table sessions (
      id text primary key,
      user_id text not null references users (id),
      token_hash text not null unique,
      created_at text not null,
      last_used_at text not null,
      ended_at text
    )`,
    `create table consents (
      id text primary key,
      user_id text not null references users (id),
      version text not null,
      manner text not null check (manner in ('own', 'staff', 'phone', 'mail', 'contract')),
      recorded_by text not null references users (id),
      channel text not null,
      given_at text not null
    )`,
    `create table categories (
      id text primary key,
      label_de text not null,
      label_en text not null,
      description_de text not null,
      description_en text not null,
      partner_only integer not null check (partner_only in (0, 1)),
      position integer not null
    )`,
    `create table tickets (
      id text primary key,
      number integer not null unique,
      tenant_id text not null references tenants (id),
      requester_id text not null references users (id),
      assignee_id text references users (id),
      category_id text not null references categories (id),
      subject text not null check (length(subject) between 1 and 200),
      description text,
      module text,
      channel text not null check (channel in ('cli', 'ssh', 'mail', 'phone', 'cron')),
      status text not null check (status in ('open', 'waiting', 'solved', 'closed')),
      is_new integer not null check (is_new in (0, 1)),
      level integer not null check (level in (1, 2)),
      priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
      emergency integer not null check (emergency in (0, 1)),
      queue_key text not null,
      version integer not null,
      created_at text not null,
      updated_at text not null,
      solved_at text,
      closes_at text,
      closed_at text,
      check ((status in ('solved', 'closed')) = (solved_at is not null)),
      check ((status = 'closed') = (closed_at is not null)),
      check ((closes_at is null) = (solved_at is null))
    )`,
    `create table messages (
      id text primary key,
      ticket_id text not null references tickets (id),
      position integer not null,
      kind text not null check (kind in ('reply', 'note')),
      author_id text not null references users (id),
      channel text not null,
      body text not null,
      created_at text not null,
      unique (ticket_id, position)
    )`,
    `create table idempotency_keys (
      actor_id text not null references users (id),
      tenant_id text not null,
      command text not null,
      key text not null,
      fingerprint text not null,
      result text not null,
      created_at text not null,
      primary key (actor_id, tenant_id, command, key)
    )`,
  ],
  statements: [
    `create index journal_entries_of_ticket on journal_entries (ticket_id, position) where ticket_id is not null`,
    `create index journal_entries_of_tenant on journal_entries (tenant_id, position) where tenant_id is not null`,
    `create unique index memberships_once on memberships (user_id, coalesce(tenant_id, ''), group_name)`,
    `create index memberships_of_tenant on memberships (tenant_id)`,
    `create index consents_of_user on consents (user_id, version)`,
    `create index tickets_queue on tickets (queue_key) where status in ('open', 'waiting')`,
    `create index tickets_queue_of_tenant on tickets (tenant_id, queue_key) where status in ('open', 'waiting')`,
    `create index tickets_queue_of_assignee on tickets (assignee_id, queue_key) where status in ('open', 'waiting')`,
    `create index tickets_of_requester on tickets (requester_id)`,
    `create index tickets_by_update on tickets (updated_at)`,
    `create index idempotency_keys_by_age on idempotency_keys (created_at)`,
    `insert into journal_head (id, position, hash) values (1, 0, '')`,
  ],
}
