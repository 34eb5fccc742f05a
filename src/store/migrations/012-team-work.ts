import type { Migration } from './migration'

/**
 * What teams own: categories and topics by their id, modules by how they are written, whatever the case. And the team that
 * a ticket was given to; without one it is of whoever owns what it is about.
 */
export const teamWork: Migration = {
  version: 12,
  tables: [
    `create table team_work (
      kind text not null check (kind in ('topic', 'module', 'category')),
      name_key text not null,
      name text not null,
      team_id text not null references teams (id),
      primary key (kind, name_key)
    )`,
  ],
  statements: [
    `create index team_work_team on team_work (team_id)`,
    `alter table tickets add column team_id text references teams (id)`,
    `create index tickets_team on tickets (team_id) where team_id is not null`,
    // By which spellings of a module are found that there are.
    `create index tickets_module on tickets (module) where module is not null`,
  ],
}
