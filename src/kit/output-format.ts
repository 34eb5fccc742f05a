import type { Desk } from '../desk'
import { DeskError } from './errors'
import { type OutputFormat, outputFormats } from './globals'
import { spoken } from './spoken'
import type { Output } from './view'

/** Told at once, before anything is read or written: a field that does not exist is a mistake of the command line. */
export function refuseUnknownFields(output: Output, asked: readonly string[] | undefined): void {
  if (asked === undefined || 'text' in output) return
  const known = Object.keys('one' in output ? output.one.fields : output.many.fields)
  const field = asked.find((name) => !known.includes(name))
  if (field === undefined) return
  throw new DeskError('unknown-field', { field, fields: known, suggestion: null })
}

/** The format asked for, else what suits a terminal or a pipe. Throws `wrong-value`. */
export function formatOf(desk: Pick<Desk, 'globals' | 'stdout'>): OutputFormat {
  const { output: value } = desk.globals
  if (value === undefined) return desk.stdout.isTerminal ? 'table' : 'tsv'
  const known = outputFormats.find((format) => format === value)
  if (known !== undefined) return known
  throw new DeskError('wrong-value', { name: '--output', value, allowed: [...outputFormats], suggestion: null })
}

export function isForPeople(desk: Desk): boolean {
  return formatOf(desk) === 'table'
}

/** A line of talk, on standard error: hints, warnings. Never with `--json`, whose standard error is for errors alone. */
export function tell(desk: Desk, line: string): void {
  if (formatOf(desk) === 'json' || formatOf(desk) === 'ndjson' || desk.globals.quiet) return
  desk.stderr.write(`${spoken(desk.stderr, line, desk.ascii)}\n`)
}
