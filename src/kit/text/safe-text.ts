/* oxlint-disable no-control-regex -- finding control characters is what this file is for */
import stripAnsi from 'strip-ansi'

// Text from outside is stored as it was typed and made safe here, at the edge where it is shown (CLI.md, Conventions).

// C0, DEL and C1; line and paragraph separators; bidirectional marks, overrides and isolates; lone surrogates (as a
// range: a property of Unicode takes ten times as long to read, at every start).
const suspiciousInLine = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u
const suspiciousInLines = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u

const loneSurrogate = /[\ud800-\udfff]/gu
// Everything unwanted that is neither a line break nor a tab.
const invisible = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const lineBreak = /\r\n|[\v\f\r\x85\u2028\u2029]/g
const lineBreaksAndTabs = /[\t\n\v\f\r\x85\u2028\u2029]+/g

const unsafeInJson = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/**
 * Text from outside (a mail, a form, a file) for a terminal or for tab and CSV output.
 *
 * Removed: terminal sequences (CSI, OSC, DCS and their like), control characters (C0, DEL, C1) and the bidirectional
 * marks, overrides and isolates that make a line read differently from what it says. Lone surrogates become U+FFFD.
 * Without `keepLineBreaks` the result is one line: a run of line breaks and tabs becomes one blank. With it `\n` and tab
 * stay, and every other line break (CR LF, lone CR, VT, FF, NEL, U+2028, U+2029) becomes `\n`: nothing is overwritten
 * or glued together.
 *
 * A text with nothing suspicious is returned as it is, after one regular expression.
 */
export function safeText(text: string, options: { keepLineBreaks?: boolean } = {}): string {
  const keepLineBreaks = options.keepLineBreaks === true
  if (!(keepLineBreaks ? suspiciousInLines : suspiciousInLine).test(text)) {
    return text
  }
  // Surrogates first: removing what stands between two halves must not make a new character.
  const visible = stripAnsi(text.replace(loneSurrogate, '\ufffd')).replace(invisible, '')
  return keepLineBreaks ? visible.replace(lineBreak, '\n') : visible.replace(lineBreaksAndTabs, ' ')
}

/**
 * JSON text for output: DEL, C1, U+2028, U+2029 and the bidirectional characters written as `\uXXXX`.
 *
 * `json` is what `JSON.stringify` made. It escapes C0 and lone surrogates itself; the rest can stand inside strings
 * only, so a plain replacement keeps the meaning.
 */
export function escapeJson(json: string): string {
  return json.replace(unsafeInJson, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * A text cell that a spreadsheet will not take for a formula: one beginning with `=`, `+`, `-`, `@`, tab or CR gets a
 * leading apostrophe (CLI.md). A text `-5` is no exception; values that are numbers are not passed through here.
 * Comes after `safeText`: what that removes may have hidden the first character.
 */
export function spreadsheetSafe(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

/**
 * One line of CSV by RFC 4180, without its CR LF: cells with a comma, a quote or a line break are quoted. A line of one
 * empty cell is written `""`, because readers skip empty lines.
 */
export function csvLine(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') {
    return '""'
  }
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')
}

/** A cell of tab-separated output: safe, on one line, without tabs. */
export function tsvCell(text: string): string {
  return safeText(text)
}
