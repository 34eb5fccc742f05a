import type { Desk } from '../desk'
import type { Json, JsonObject } from './json'
import { formatOf, isForPeople } from './output-format'
import { asciiText } from './text/ascii-text'
import { csvLine, escapeJson, safeText, spreadsheetSafe, tsvCell } from './text/safe-text'
import type { View } from './view'

/** Where a list was cut, for the next page; null at its end. */
export interface Page {
  nextCursor: string | null
  /** `--page-info`: wrap the items so that a script sees the cursor. */
  wrapped: boolean
}

/** Prints one thing. `human` draws it for a person and is called for nobody else. */
export async function printOne<T>(
  desk: Desk,
  view: View<T>,
  thing: T,
  human: () => string | Promise<string>,
): Promise<void> {
  const format = formatOf(desk)
  if (format === 'table' && desk.globals.fields === undefined) return printScreen(desk, await human())
  const picked = pick(desk, view, thing, Object.keys(view.fields))
  if (format === 'json') return printLine(desk, jsonText(picked, 2))
  if (format === 'ndjson') return printLine(desk, jsonText(picked))
  if (format === 'csv') return printCsv(desk, [Object.keys(picked), Object.values(picked).map(cellOf)])
  printLines(
    desk,
    Object.entries(picked).map(([field, value]) => `${field}\t${tsvCell(cellOf(value))}`),
  )
}

/** Where there is none of what a command looks for: `null` in JSON, a sentence for a person, otherwise nothing. */
export function printNone(desk: Desk, sentence: string): void {
  const format = formatOf(desk)
  if (format === 'json' || format === 'ndjson') printLine(desk, 'null')
  else if (format === 'table' && !desk.globals.quiet) printText(desk, sentence)
}

/** What a command that changed something says: a sentence to a person (nothing with `--quiet`), the thing to a machine. */
export async function printChange<T>(
  desk: Desk,
  view: View<T>,
  thing: T,
  sentence: () => string | Promise<string>,
): Promise<void> {
  if (isForPeople(desk) && desk.globals.quiet && desk.globals.fields === undefined) return
  return printOne(desk, view, thing, sentence)
}

/** The same of several things: sentences to a person, to a machine a list of them with all that there is of each. */
export async function printChanges<T>(
  desk: Desk,
  view: View<T>,
  things: readonly T[],
  sentences: () => string | Promise<string>,
): Promise<void> {
  if (isForPeople(desk) && desk.globals.quiet && desk.globals.fields === undefined) return
  return printMany(desk, view, things, sentences)
}

/** Prints a list. In a pipe it is tab-separated, without header or colour. */
export async function printMany<T>(
  desk: Desk,
  view: View<T>,
  things: readonly T[],
  human: () => string | Promise<string>,
  page: Page = { nextCursor: null, wrapped: false },
): Promise<void> {
  const format = formatOf(desk)
  const fields = format === 'json' || format === 'ndjson' ? Object.keys(view.fields) : view.columns
  if (format === 'table' && desk.globals.fields === undefined) return printScreen(desk, await human())
  const rows = things.map((thing) => pick(desk, view, thing, fields))
  if (format === 'json') {
    return printLine(desk, jsonText(page.wrapped ? { items: rows, nextCursor: page.nextCursor } : rows, 2))
  }
  if (format === 'ndjson')
    return printLines(
      desk,
      rows.map((row) => jsonText(row)),
    )
  const cells = rows.map((row) => Object.values(row).map(cellOf))
  const header = desk.globals.fields ?? fields
  if (format === 'csv') return printCsv(desk, [header, ...cells])
  if (format === 'table') return printScreen(desk, await plainTable(desk, header, cells))
  printLines(
    desk,
    cells.map((row) => row.map(tsvCell).join('\t')),
  )
}

/** Text for people that is no thing's screen: help pages, what the demonstration says. */
export function printText(desk: Desk, text: string): void {
  printLine(desk, desk.ascii ? asciiText(text) : text)
}

function printLine(desk: Desk, line: string): void {
  desk.stdout.write(`${line}\n`)
}

/** All lines in one write: each costs a system call. */
function printLines(desk: Desk, lines: readonly string[]): void {
  if (lines.length > 0) printLine(desk, lines.join('\n'))
}

/** A screen goes through the person's pager when one is set and the window is too small for it. */
async function printScreen(desk: Desk, drawn: string): Promise<void> {
  if (drawn === '') return
  const screen = desk.ascii ? asciiText(drawn) : drawn
  const tooHigh = screen.split('\n').length >= desk.stdout.rows
  if (desk.stdout.isTerminal && tooHigh && desk.page !== undefined) return desk.page(`${screen}\n`)
  printLine(desk, screen)
}

function printCsv(desk: Desk, rows: readonly (readonly string[])[]): void {
  desk.stdout.write(rows.map((row) => `${csvLine(row.map(csvCell))}\r\n`).join(''))
}

/** Safe before and after: what is taken out of a cell may have hidden the sign that makes it a formula. */
function csvCell(cell: string): string {
  return spreadsheetSafe(safeText(spreadsheetSafe(cell), { keepLineBreaks: true }))
}

function pick<T>(desk: Desk, view: View<T>, thing: T, otherwise: readonly string[]): JsonObject {
  const all = view.toJson(thing)
  // As the view gives it: a copy of each costs 15 ms for 2,000 tickets.
  if (desk.globals.fields === undefined && otherwise.length === Object.keys(view.fields).length) return all
  return Object.fromEntries((desk.globals.fields ?? otherwise).map((field) => [field, all[field] ?? null]))
}

/** A value in a cell: text as it is, nothing as nothing, a person as address, other structures as JSON. */
function cellOf(value: Json): string {
  if (value === null) return ''
  if (typeof value !== 'object') return String(value)
  if ('email' in value && typeof value.email === 'string') return value.email
  return jsonText(value)
}

function jsonText(value: Json, indent?: number): string {
  return escapeJson(JSON.stringify(value, null, indent))
}

async function plainTable(
  desk: Desk,
  header: readonly string[],
  cells: readonly (readonly string[])[],
): Promise<string> {
  const { renderTable } = await import('./table')
  const { screenOf } = await import('./screen')
  const screen = await screenOf(desk, 'UTC', cells.flat())
  return renderTable(
    screen,
    header.map((title) => ({ title })),
    cells.map((row) => row.map(tsvCell)),
  )
}
