import type { Desk } from '../desk'
import type { Words } from '../words/catalogue'
import { formatSize } from '../words/file-size'
import type { Language } from './language'
import { asciiText } from './text/ascii-text'
import { widestLine, wrapSentence } from './text/fit-text'
import { safeText } from './text/safe-text'
import { knownZone } from './time/time-zone'

/** Colour carries meaning and never alone: red overdue or emergency, yellow soon, green solved, dim secondary. */
export interface Paint {
  red: (text: string) => string
  yellow: (text: string) => string
  green: (text: string) => string
  dim: (text: string) => string
  bold: (text: string) => string
}

/** The marks of SCREENS.md, each with its twin for terminals that have only ASCII. */
export interface Symbols {
  done: string
  broken: string
  isNew: string
  emergency: string
  level2: string
  held: string
  overdue: string
  nothing: string
  dot: string
  ellipsis: string
  bar: string
  arrow: string
  /** The key. */
  space: string
}

/** Everything a renderer needs to know of the window it writes for. */
export interface Screen {
  /** Columns to use: the window, at most 100, so that long lines stay readable. */
  columns: number
  paint: Paint
  symbols: Symbols
  words: Words
  language: Language
  zone: string
  now: Date
  /** Columns that a text takes, colour not counted. */
  measure: (text: string) => number
}

const unicodeSymbols: Symbols = {
  done: '✓',
  broken: '✗',
  isNew: '●',
  emergency: '!',
  level2: '↑2',
  held: '⏸',
  overdue: '⚑',
  nothing: '–',
  dot: '·',
  ellipsis: '…',
  bar: '│',
  arrow: '→',
  space: '␣',
}

const asciiSymbols: Symbols = {
  done: 'ok',
  broken: 'x',
  isNew: '*',
  emergency: '!',
  level2: '^2',
  held: '=',
  overdue: '>',
  nothing: '-',
  dot: '-',
  ellipsis: '...',
  bar: '|',
  arrow: '->',
  space: 'space',
}

const same = (text: string): string => text
export const plainPaint: Paint = { red: same, yellow: same, green: same, dim: same, bold: same }

/** The screen of this run; `texts` are what it will show, so that wide characters are measured right. */
export async function screenOf(desk: Desk, zone: string, texts: readonly string[] = []): Promise<Screen> {
  return {
    columns: Math.min(desk.stdout.columns, widestLine),
    paint: desk.colour ? await loadPaint() : plainPaint,
    symbols: symbolsOf(desk),
    words: desk.words,
    language: desk.language,
    zone: knownZone(zone),
    now: desk.now(),
    measure: await measureOf(desk, texts),
  }
}

export function symbolsOf(desk: Desk): Symbols {
  return desk.ascii ? asciiSymbols : unicodeSymbols
}

async function loadPaint(): Promise<Paint> {
  const { chalkPaint } = await import('./chalk-paint')
  return chalkPaint
}

/** What takes more columns in ASCII (ä, …) is measured as it will be printed, or lines would grow after they were made. */
export async function measureOf(
  { ascii }: Pick<Desk, 'ascii'>,
  texts: readonly string[],
): Promise<(text: string) => number> {
  const { loadTextWidth, textWidth } = await import('./text/text-width')
  if (ascii) return (text) => textWidth(asciiText(text))
  return loadTextWidth(texts.map((text) => safeText(text)))
}

/**
 * Parts of a sentence divided by dots, in lines that fit the window: a line breaks at a dot where it can, so that what
 * belongs together stays together. Lines after the first are indented.
 */
export function joinParts(screen: Screen, parts: readonly string[], indent = 0, columns = screen.columns): string {
  const { measure, symbols } = screen
  const shown = parts.filter((text) => text !== '')
  const lines: string[] = []
  shown.forEach((part, index) => {
    // The dot that announces a further part stays at the end of its line and needs its room there.
    const room = index === shown.length - 1 ? columns : columns - 2
    const last = lines.at(-1)
    const joined = last === undefined ? part : `${last} ${symbols.dot} ${part}`
    if (last !== undefined && measure(joined) <= room) lines[lines.length - 1] = joined
    else {
      if (last !== undefined) lines[lines.length - 1] = `${last} ${symbols.dot}`
      lines.push(...wrapSentence(`${' '.repeat(last === undefined ? 0 : indent)}${part}`, room, measure))
    }
  })
  return lines.join('\n')
}

/** A size as people read it in the language of the screen. */
export function sizeText({ words }: Pick<Screen, 'words'>, bytes: number): string {
  return formatSize(bytes, words.decimalSign)
}

/** `✓ …`: the sentence after a change. */
export function doneLine(screen: Screen, ...parts: readonly string[]): string {
  const { columns, measure, paint, symbols } = screen
  const indent = measure(symbols.done) + 1
  const sentence = joinParts(screen, parts, 0, Math.max(20, columns - indent))
  return `${paint.green(symbols.done)} ${sentence.replaceAll('\n', `\n${' '.repeat(indent)}`)}`
}
