import type { Migration } from './migration'

/** Notification rules, what they told whom, the mail that must still leave, and how far reactions to the journal have come. */
export const mail: Migration = {
  version: 9,
  tables: [
    `create table rules (
      id text primary key,
      scope text not null,
      name text not null,
      description text not null,
      event text not null,
      filters text not null,
      subject text not null,
      collect integer not null check (collect >= 0),
      enabled integer not null check (enabled in (0, 1)),
      created_by text references users (id),
      created_at text not null,
      updated_at text not null,
      unique (scope, name)
    )`,
    `create table rule_recipients (
      rule_id text not null references rules (id) on delete cascade,
      position integer not null,
      kind text not null check (kind in ('user', 'role', 'team', 'external')),
      recipient text not null,
      primary key (rule_id, kind, recipient)
    )`,
    `create table external_recipients (
      id text primary key,
      scope text not null,
      address text not null,
      state text not null check (state in ('pending', 'confirmed', 'stopped')),
      language text not null,
      wrong_codes integer not null,
      added_by text references users (id),
      asked_at text,
      confirmed_at text,
      stopped_at text,
      created_at text not null,
      unique (scope, address)
    )`,
    `create table reaction_cursor (
      id integer primary key check (id = 1),
      position integer not null
    )`,
    `create table reaction_failures (
      position integer primary key,
      failures integer not null,
      error text not null,
      failed_at text not null,
      parked integer not null check (parked in (0, 1))
    )`,
    // The message and its kind in one reference, so that no engine takes a mail that says of a note that it is a reply.
    `create table outbox (
      id text primary key,
      kind text not null,
      state text not null check (state in
        ('queued', 'leased', 'accepted', 'deferred', 'failed', 'suppressed', 'uncertain', 'held', 'cancelled')),
      address text not null,
      recipient_id text references users (id),
      audience text not null check (audience in ('staff', 'customer', 'outside')),
      language text not null,
      subject text not null,
      body text,
      secret text,
      author_id text references users (id),
      tenant_id text references tenants (id),
      ticket_id text references tickets (id),
      ticket_message_id text,
      ticket_message_kind text,
      entry_position integer,
      rules text not null,
      message_id text not null unique,
      answers text,
      attempts integer not null,
      first_attempt_at text,
      next_attempt_at text,
      leased_by text,
      leased_until text,
      marked_at text,
      repeated integer not null check (repeated in (0, 1)),
      last_error text,
      response text,
      created_at text not null,
      ended_at text,
      unique (entry_position, kind, address),
      foreign key (ticket_message_id, ticket_message_kind) references messages (id, kind),
      check (ticket_message_kind is null or ticket_message_kind = 'reply' or audience = 'staff'),
      check ((ticket_message_id is null) = (ticket_message_kind is null)),
      check (audience = 'outside' or recipient_id is not null)
    )`,
    `create table notices (
      entry_position integer not null,
      rule_id text not null references rules (id) on delete cascade,
      address text not null,
      outcome text not null check (outcome in ('mail', 'collecting', 'own-action', 'unconfirmed', 'stopped', 'nobody')),
      due_at text,
      outbox_id text references outbox (id) on delete set null,
      primary key (entry_position, rule_id, address)
    )`,
  ],
  statements: [
    `create unique index messages_with_kind on messages (id, kind)`,
    `create index rules_by_event on rules (event, scope) where enabled = 1`,
    `create index rule_recipients_by_recipient on rule_recipients (kind, recipient)`,
    // Whatever somebody may take by then, be it that its sender is dead by then.
    `create index outbox_due on outbox (next_attempt_at) where next_attempt_at is not null`,
    `create index outbox_unsent on outbox (created_at)
      where state in ('queued', 'leased', 'deferred', 'failed', 'held', 'uncertain')`,
    `create index outbox_by_time on outbox (created_at)`,
    `create index outbox_by_ticket on outbox (ticket_id) where ticket_id is not null`,
    `create index notices_collecting on notices (rule_id, address, due_at) where outcome = 'collecting'`,
    `create index notices_by_rule on notices (rule_id, entry_position)`,
    `create index notices_by_mail on notices (outbox_id) where outbox_id is not null`,
    `insert into reaction_cursor (id, position) values (1, coalesce((select position from journal_head), 0))`,
  ],
}
