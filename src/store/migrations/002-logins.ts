import type { Migration } from './migration'

/** Passwords, one-time tokens, access tokens, and the attempts to log in. */
export const logins: Migration = {
  version: 2,
  tables: [
    `create table passwords (
      user_id text primary key references users (id),
      hash text not null,
      set_at text not null
    )`,
    `create table one_time_tokens (
      id text primary key,
      user_id text not null references users (id),
      purpose text not null check (purpose in ('activation')),
      token_hash text not null unique,
      created_at text not null,
      expires_at text not null,
      used_at text
    )`,
    `create table access_tokens (
      id text primary key,
      user_id text not null references users (id),
      name text not null,
      scope text not null check (scope in ('all', 'read', 'cron', 'mail')),
      token_hash text not null unique,
      created_at text not null,
      expires_at text,
      last_used_at text,
      revoked_at text
    )`,
    `create table login_attempts (
      id text primary key,
      address text not null,
      succeeded integer not null check (succeeded in (0, 1)),
      at text not null
    )`,
  ],
  statements: [
    `create index one_time_tokens_of_user on one_time_tokens (user_id)`,
    `create index access_tokens_of_user on access_tokens (user_id)`,
    `create index sessions_of_user on sessions (user_id)`,
    `create index login_attempts_of_address on login_attempts (address, at)`,
  ],
}
