import { type CsvError, type Info, parse } from 'csv-parse/sync'
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
  const { records, problems } = readRecords(text)
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

function readRecords(text: string): { records: FoundRecord[]; problems: ImportProblem[] } {
  const records: FoundRecord[] = []
  const problems: ImportProblem[] = []
  let lastLine = 0
  parse(text, {
    delimiter: delimiterOf(text),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_records_with_error: true,
    on_record: (cells: string[], { lines }: Pick<Info, 'lines'>) => {
      const breaks = cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
      // What people see is the line on which it begins; lines without anything in them are none.
      if (cells.some((cell) => cell.trim() !== '')) records.push({ line: lines - breaks, cells })
      lastLine = lines
      return null
    },
    on_skip: (error: CsvError | undefined) => {
      const code = error?.code
      const lines: unknown = error?.lines
      const line = code === 'CSV_QUOTE_NOT_CLOSED' || typeof lines !== 'number' ? lastLine + 1 : lines
      problems.push({ line, problem: 'wrong-quotes', value: '"' })
      lastLine = Math.max(lastLine, line)
    },
  })
  return { records, problems }
}

/** The sign that the header has more of. */
function delimiterOf(text: string): ',' | ';' {
  const [header = ''] = text.split(/[\r\n]/, 1)
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
