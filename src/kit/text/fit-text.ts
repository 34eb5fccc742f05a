import { isPlainText, type TextMeasure } from './plain-text'

// All functions here take text that is safe (`safeText`) and not yet coloured: a cut must not hit the middle of a
// sequence. Columns are terminal columns, counted by the measure passed in.

/** Longer lines are hard to read. */
export const widestLine = 100

let segmenter: Intl.Segmenter | undefined

function graphemes(text: string): Iterable<string> {
  if (isPlainText(text)) {
    return text
  }
  // Made when first needed. The locale is fixed: grapheme rules are the same everywhere, the result must be too.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segments(segmenter.segment(text))
}

function* segments(found: Intl.Segments): Generator<string> {
  for (const { segment } of found) {
    yield segment
  }
}

/**
 * Breaks text into lines of at most `columns` columns (at least 1; `Infinity` for no wrapping).
 *
 * Breaks at blanks, which disappear at a break and at the end of a line; no-break spaces hold. The indentation of a line
 * is kept and repeated on the lines made from it, up to half of the columns; a tab counts as four blanks. A word longer
 * than a line is broken after a hyphen, a slash or the like, and between graphemes only where there is none; a single
 * grapheme wider than a line is shown as U+FFFD. Links, paths and addresses are there to be copied: they are never broken, and where
 * they are longer than a line, so is theirs.
 */
export function wrapText(text: string, columns: number, measure: TextMeasure): string[] {
  return wrap(text, columns, measure, words)
}

/** The same for what the program says itself: commands in it are there to be copied, too. */
export function wrapSentence(text: string, columns: number, measure: TextMeasure): string[] {
  return wrap(text, columns, measure, wordsAndCommands)
}

const words = /( *)([^ ]+)/g

/**
 * A command is one word, blanks and all: from the program's name (or the variables set for it) up to a sign that ends a
 * part of the sentence, or a word that cannot be the command's. So is a flag with a value in quotes.
 */
const program = /(?:[A-Z_]+=[^ ]+ )*(?:helpdesk|systemctl|ssh(?= [^ ]+ "))/
const argument = /(?:(?<![,;:?!)]|[^ ]\.) (?!(?:or|and|oder|und) |- (?!<))[\w.~<>|&"'„…*{-][^ ]*)/
const quotedFlag = /--[a-z-]+ "[^"]*"[^ ]*/
const wordsAndCommands = new RegExp(`( *)([("„“]*${program.source}${argument.source}+|${quotedFlag.source}|[^ ]+)`, 'g')

/** Links, paths and commands. */
const whole =
  /^[("'„“<[]*(?:\w+=)?(?:[a-z][a-z\d+.-]*:\/\/|(?:~|\.{1,2})?\/[^/ ]|[a-z]:\\|[^@ ]+@[^@ ]+\.[a-z]|(?:helpdesk|systemctl|ssh|--[a-z-]+) )/i

function wrap(text: string, columns: number, measure: TextMeasure, pattern: RegExp): string[] {
  const room = Math.max(1, columns)
  return text.split('\n').flatMap((line) => wrapLine(line.replaceAll('\t', '    ').trimEnd(), room, measure, pattern))
}

function wrapLine(source: string, columns: number, measure: TextMeasure, pattern: RegExp): string[] {
  if (measure(source) <= columns) {
    return [source]
  }
  const indentation = ' '.repeat(Math.min(/^ */.exec(source)?.[0].length ?? 0, Math.floor(columns / 2)))
  const lines: string[] = []
  let line = ''
  let gap = indentation
  for (const [, blanks = '', word = ''] of source.matchAll(pattern)) {
    if (line !== '') {
      gap = blanks
    }
    if (measure(line + gap + word) <= columns) {
      line += gap + word
      continue
    }
    if (line !== '') {
      lines.push(line)
    }
    line = indentation + word
    if (measure(line) > columns && !whole.test(word)) {
      const pieces = breakWord(word, columns - indentation.length, measure)
      line = indentation + (pieces.pop() ?? '')
      lines.push(...pieces.map((piece) => indentation + piece))
    }
  }
  lines.push(line)
  return lines
}

/** The parts of a word, each with the sign after which a word may be broken. */
const parts = /[^-–/\\_.,;:&=@|]*(?:[-–/\\_.,;:&=@|]+|$)/g

/** A part that fits a line stays whole; one that does not begins where the one before it ends. */
function breakWord(word: string, columns: number, measure: TextMeasure): string[] {
  const pieces: string[] = []
  let piece = ''
  let used = 0
  const startPiece = (): void => {
    if (piece !== '') pieces.push(piece)
    piece = ''
    used = 0
  }
  for (const [part] of word.matchAll(parts)) {
    const width = measure(part)
    if (used + width > columns && width <= columns) startPiece()
    if (used + width <= columns) {
      piece += part
      used += width
      continue
    }
    for (const [shown, taken] of shownGraphemes(part, columns, measure)) {
      if (used + taken > columns) startPiece()
      piece += shown
      used += taken
    }
  }
  pieces.push(piece)
  return pieces
}

function* shownGraphemes(text: string, columns: number, measure: TextMeasure): Generator<[string, number]> {
  for (const grapheme of graphemes(text)) {
    const width = measure(grapheme)
    yield width > columns ? ['\ufffd', 1] : [grapheme, width]
  }
}

/**
 * Cuts a line to at most `columns` columns and marks the cut with `ellipsis` (`...` where only ASCII is wanted). Never
 * splits a grapheme; a text that fits is returned as it is. With less room than the ellipsis needs, what fits of it.
 */
export function shortenText(text: string, columns: number, measure: TextMeasure, ellipsis = '…'): string {
  if (measure(text) <= columns) {
    return text
  }
  const room = columns - measure(ellipsis)
  if (room < 0) {
    return beginning(ellipsis, columns, measure)
  }
  return beginning(text, room, measure).trimEnd() + ellipsis
}

function beginning(text: string, columns: number, measure: TextMeasure): string {
  let kept = ''
  let used = 0
  for (const grapheme of graphemes(text)) {
    used += measure(grapheme)
    if (used > columns) {
      break
    }
    kept += grapheme
  }
  return kept
}

/**
 * Fills a text with blanks to `columns` columns; `side` is where the text stands (`right` for numbers). A text that is
 * wider stays as it is.
 */
export function padText(text: string, columns: number, measure: TextMeasure, side: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, columns - measure(text)))
  return side === 'left' ? text + blanks : blanks + text
}
