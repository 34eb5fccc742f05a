import type { Migration } from './migration'

/** When the desk answers. */
export const calendars: Migration = {
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
  ],
  statements: [`insert into calendars (id, hours, region) values ('desk', 'mon-fri=09:00-17:00', null)`],
}
