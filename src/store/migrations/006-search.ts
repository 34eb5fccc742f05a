import type { Migration } from './migration'

/**
 * What each ticket is found by, folded. The words in it are the program's to fold, so tickets from before are only put on
 * a list here, and indexed by whoever searches first.
 */
export const search: Migration = {
  version: 6,
  tables: [
    `create table ticket_texts (
      number integer primary key,
      tenant text not null,
      subject text not null,
      body text not null,
      files text not null,
      notes text not null
    )`,
    `create table tickets_to_index (
      number integer primary key
    )`,
  ],
  statements: [`insert into tickets_to_index (number) select number from tickets`],
  textIndexes: [
    {
      name: 'ticket_index',
      table: 'ticket_texts',
      key: 'number',
      columns: ['tenant', 'subject', 'body', 'files', 'notes'],
    },
  ],
}
