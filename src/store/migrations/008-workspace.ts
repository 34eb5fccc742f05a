import type { Migration } from './migration'

/** What a tenant has besides people: accounts, EBICS contacts, payments, statement files; and the events fed in. */
export const workspace: Migration = {
  version: 8,
  tables: [
    `create table accounts (
      id text primary key,
      tenant_id text not null references tenants (id),
      kind text not null check (kind in ('bank', 'paypal')),
      address text not null,
      label text,
      bic text,
      created_at text not null,
      unique (tenant_id, address)
    )`,
    `create table ebics_contacts (
      id text primary key,
      tenant_id text not null references tenants (id),
      name text not null,
      host_id text not null,
      partner_id text not null,
      subscriber_id text not null,
      url text,
      order_types text not null,
      created_at text not null,
      unique (tenant_id, name)
    )`,
    `create table eds_orders (
      id text primary key,
      contact_id text not null references ebics_contacts (id),
      reference text not null,
      change text not null,
      created_at text not null,
      updated_at text not null,
      unique (contact_id, reference)
    )`,
    `create table payments (
      id text primary key,
      tenant_id text not null references tenants (id),
      reference text not null,
      kind text not null check (kind in ('sepa', 'foreign-trade', 'cash-card', 'paypal')),
      account text,
      status text not null,
      amount text,
      currency text,
      reason text,
      created_at text not null,
      updated_at text not null,
      unique (tenant_id, reference)
    )`,
    `create table statement_files (
      id text primary key,
      tenant_id text not null references tenants (id),
      account text not null,
      name text not null,
      format text,
      period_from text,
      period_to text,
      size integer,
      received_at text not null,
      unique (tenant_id, account, name)
    )`,
    `create table fed_events (
      position integer primary key,
      tenant_id text not null references tenants (id),
      external_id text,
      subject_id text,
      unique (tenant_id, external_id)
    )`,
  ],
  statements: [
    `create index payments_by_update on payments (tenant_id, updated_at)`,
    `create index statement_files_by_time on statement_files (tenant_id, received_at)`,
    `create index fed_events_of_subject on fed_events (subject_id, position) where subject_id is not null`,
    `create index journal_entries_by_hash on journal_entries (hash)`,
  ],
}
