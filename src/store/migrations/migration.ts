/** One step forward of the schema. Statements are written in what the engines have in common. */
export interface Migration {
  /** 1, 2, 3 …: the schema version the database has afterwards. */
  version: number
  /**
   * `create table` statements; the engine adds what it wants to every table (STRICT on SQLite) and says the type `bytes`
   * in its own words.
   */
  tables: readonly string[]
  /** Everything else, run after the tables. */
  statements: readonly string[]
  /** Indexes of words, which every engine keeps in its own way. */
  textIndexes?: readonly TextIndex[]
}

/** Over the words in these columns of a table, which are folded and divided by blanks. */
export interface TextIndex {
  name: string
  table: string
  /** The column with the number by which a row is found. */
  key: string
  columns: readonly string[]
}
