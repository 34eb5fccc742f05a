import type { Migration } from './migration'

/** Groups of tenants' own, teams, guests, ssh keys; people who were merged, tenants that were deleted. */
export const groupsAndGuests: Migration = {
  version: 3,
  tables: [
    `create table tenant_groups (
      tenant_id text not null references tenants (id),
      name text not null,
      permissions text not null,
      created_at text not null,
      primary key (tenant_id, name)
    )`,
    `create table teams (
      id text primary key,
      name text not null unique,
      title text,
      created_at text not null
    )`,
    `create table team_members (
      team_id text not null references teams (id),
      user_id text not null references users (id),
      primary key (team_id, user_id)
    )`,
    `create table guests (
      tenant_id text not null references tenants (id),
      user_id text not null references users (id),
      address text not null,
      group_name text not null,
      status text not null check (status in ('invited', 'accepted')),
      invited_by text not null references users (id),
      invited_at text not null,
      accepted_at text,
      primary key (tenant_id, user_id),
      check ((status = 'accepted') = (accepted_at is not null))
    )`,
    `create table ssh_keys (
      id text primary key,
      user_id text not null references users (id),
      fingerprint text not null unique,
      type text not null,
      public_key text not null,
      comment text,
      created_at text not null,
      last_used_at text
    )`,
  ],
  statements: [
    `alter table tenants add column deleted_at text`,
    `create index tenants_deleted on tenants (id) where deleted_at is not null`,
    `alter table users add column merged_into text references users (id)`,
    `create index team_members_of_user on team_members (user_id)`,
    `create index guests_of_user on guests (user_id)`,
    `create index ssh_keys_of_user on ssh_keys (user_id)`,
    `create index users_merged on users (merged_into) where merged_into is not null`,
  ],
}
