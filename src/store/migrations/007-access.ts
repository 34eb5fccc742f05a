import type { Migration } from './migration'

/** Codes that let an advisor into a tenant, attempts with wrong ones, and the grants that come of right ones. */
export const access: Migration = {
  version: 7,
  tables: [
    `create table access_codes (
      id text primary key,
      tenant_id text not null references tenants (id),
      lookup text not null unique,
      sealed text,
      made_by text not null references users (id),
      made_at text not null,
      expires_at text not null,
      grant_length integer,
      ended_at text,
      end_reason text check (end_reason in ('redeemed', 'replaced', 'expired', 'attempts')),
      redeemed_by text references users (id),
      check ((ended_at is null) = (end_reason is null)),
      check ((ended_at is null) = (sealed is not null))
    )`,
    `create table access_attempts (
      id text primary key,
      user_id text not null references users (id),
      tenant_id text references tenants (id),
      code_id text references access_codes (id),
      at text not null
    )`,
    `create table grants (
      id text primary key,
      tenant_id text not null references tenants (id),
      user_id text not null references users (id),
      kind text not null check (kind in ('temporary', 'permanent')),
      started_at text not null,
      ends_at text,
      ticket_id text references tickets (id),
      granted_by text not null references users (id),
      agreed_with text references users (id),
      ended_at text,
      end_reason text,
      check ((kind = 'permanent') = (ends_at is null)),
      check ((ended_at is null) = (end_reason is null))
    )`,
  ],
  statements: [
    `create unique index access_codes_live on access_codes (tenant_id) where ended_at is null`,
    `create index access_attempts_of_user on access_attempts (user_id, at)`,
    `create index access_attempts_on_code on access_attempts (code_id) where code_id is not null`,
    `create unique index grants_live on grants (tenant_id, user_id) where ended_at is null`,
    `create index grants_of_user on grants (user_id)`,
    `create index grants_for_ticket on grants (ticket_id) where ticket_id is not null and ended_at is null`,
  ],
}
