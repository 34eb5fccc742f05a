import { isPlainText, type TextMeasure } from './text-width'

// All functions here take text that is safe (`safeText`) and not yet coloured: a cut must not hit the middle of a
// sequence. Columns are terminal columns, counted by the measure passed in.

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
 * than a line is broken between graphemes; a single grapheme wider than a line is shown as U+FFFD.
 */
export function wrapText(text: string, columns: number, measure: TextMeasure): string[] {
  const room = Math.max(1, columns)
  return text.split('\n').flatMap((line) => wrapLine(line.replaceAll('\t', '    ').trimEnd(), room, measure))
}

function wrapLine(source: string, columns: number, measure: TextMeasure): string[] {
  if (measure(source) <= columns) {
    return [source]
  }
  const indentation = ' '.repeat(Math.min(/^ */.exec(source)?.[0].length ?? 0, Math.floor(columns / 2)))
  const lines: string[] = []
  let line = ''
  let gap = indentation
  for (const [, blanks = '', word = ''] of source.matchAll(/( *)([^ ]+)/g)) {
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
    if (measure(line) > columns) {
      const pieces = breakWord(word, columns - indentation.length, measure)
      line = indentation + (pieces.pop() ?? '')
      lines.push(...pieces.map((piece) => indentation + piece))
    }
  }
  lines.push(line)
  return lines
}

function breakWord(word: string, columns: number, measure: TextMeasure): string[] {
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const grapheme of graphemes(word)) {
    const width = measure(grapheme)
    const [shown, taken] = width > columns ? ['\ufffd', 1] : [grapheme, width]
    if (used + taken > columns) {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += shown
    used += taken
  }
  pieces.push(piece)
  return pieces
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
