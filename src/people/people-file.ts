import { CsvError, type Info, parse } from 'csv-parse/sync'
import { DeskError } from '../kit/errors'
import type { ImportProblem } from '../words/troubles'

/**
 * A file of people: comma-separated values (RFC 4180) in UTF-8 with the header `email,name,tenant,group[,telephone]`, the
 * columns in any order. A spreadsheet that was set up in German divides by semicolons; the header tells.
 */
const needed = ['email', 'name', 'tenant', 'group'] as const
const columns = [...needed, 'telephone'] as const
type Column = (typeof columns)[number]

/** One line as it stands there, every cell trimmed; its number counts the header as 1. */
export type PeopleLine = { line: number } & Readonly<Record<Column, string>>

export interface PeopleFile {
  lines: readonly PeopleLine[]
  /** What cannot be read as a line at all. */
  problems: readonly ImportProblem[]
}

/** Reads the file's text. Throws `import-header` for a first line that does not say what the columns are. */
export function readPeopleFile(text: string): PeopleFile {
  // A line break within a value counts as one, whoever wrote it; what it was made of means nothing in a name.
  const { records, problems } = readRecords(text.replace(/\r\n?/g, '\n'))
  const [header, ...rows] = records
  const names = columnsFrom(header?.cells ?? [])
  const lines: PeopleLine[] = []
  for (const { line, cells } of rows) {
    if (cells.length === names.length) lines.push(lineFrom(line, names, cells))
    else problems.push({ line, problem: 'wrong-columns', value: `${cells.length} / ${names.length}` })
  }
  return { lines, problems }
}

interface FoundRecord {
  line: number
  cells: readonly string[]
}

/** More than a line of a person can hold: a quotation mark that nobody closed would else take in all that follows. */
const longestRecord = 10_000

/**
 * All records, also those behind one that cannot be read: reading goes on with the line after it, so that one refusal
 * names everything that is wrong.
 */
function readRecords(text: string): { records: FoundRecord[]; problems: ImportProblem[] } {
  const bytes = Buffer.from(text)
  const starts = lineStarts(text)
  const delimiter = delimiterOf(text)
  const records: FoundRecord[] = []
  const problems: ImportProblem[] = []
  let from = 0
  while (from < starts.length) {
    const { found, readTo } = readUpToMistake(bytes.subarray(starts[from]), delimiter, from)
    records.push(...found)
    if (readTo === undefined) break
    problems.push({ line: readTo + 1, problem: 'wrong-quotes', value: '"' })
    from = readTo + 1
  }
  return { records, problems }
}

/** Records up to the first that cannot be read; `readTo` is how many lines of the file could be, if there is one. */
function readUpToMistake(
  bytes: Buffer,
  delimiter: string,
  before: number,
): { found: FoundRecord[]; readTo: number | undefined } {
  const found: FoundRecord[] = []
  let readTo = before
  try {
    parse(bytes, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      max_record_size: longestRecord,
      on_record: (cells: string[], { lines }: Pick<Info, 'lines'>) => {
        const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
        // What people see is the line on which it begins; lines without anything in them are none.
        if (cells.some((cell) => cell.trim() !== '')) found.push({ line: before + lines - breaks, cells })
        readTo = before + lines
        return null
      },
    })
    return { found, readTo: undefined }
  } catch (error) {
    if (error instanceof CsvError) return { found, readTo }
    throw error
  }
}

/** Where each line begins, in bytes. */
function lineStarts(text: string): number[] {
  let position = 0
  const starts = [0]
  for (const line of text.split('\n')) {
    position += Buffer.byteLength(line) + 1
    starts.push(position)
  }
  return starts.slice(0, -1)
}

/** The sign that the header has more of. */
function delimiterOf(text: string): ',' | ';' {
  const [header = ''] = text.split('\n', 1)
  return header.split(';').length > header.split(',').length ? ';' : ','
}

function columnsFrom(header: readonly string[]): Column[] {
  const names = header.map((cell) => cell.trim().toLowerCase())
  const known = names.flatMap((name) => columns.find((column) => column === name) ?? [])
  const missing = needed.filter((column) => !known.includes(column))
  const unknown = names.filter((name, index) => !known.some((column) => column === name) || names.indexOf(name) < index)
  if (missing.length === 0 && unknown.length === 0) return known
  throw new DeskError('import-header', { columns: [...columns], missing, unknown })
}

function lineFrom(line: number, names: readonly Column[], cells: readonly string[]): PeopleLine {
  const cell = (column: Column): string => cells[names.indexOf(column)]?.trim() ?? ''
  const [email, name, tenant, group] = [cell('email'), cell('name'), cell('tenant'), cell('group')]
  return { line, email, name, tenant, group, telephone: cell('telephone') }
}
