import { DeskError } from './errors'

/*
 * A command line as a POSIX shell reads it into words, and nothing more: quotes and backslashes mean what they mean
 * there, but nothing is expanded and nothing ends a command. `;`, `|`, `$(…)`, `*` and a line feed are characters of
 * words like any other.
 */

/** The words of a line. Throws `unbalanced-quotes`. */
export function splitWords(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let rest = line
  while (rest !== '') {
    const piece = nextPiece(rest)
    rest = rest.slice(piece.length)
    if (piece.text !== undefined) word = (word ?? '') + piece.text
    else if (word !== undefined) {
      words.push(word)
      word = undefined
    }
  }
  return word === undefined ? words : [...words, word]
}

/** The word as a shell reads it back, whatever is in it. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** How much of the line it takes, and what of it belongs to a word; undefined for what divides words. */
interface Piece {
  length: number
  text: string | undefined
}

function nextPiece(rest: string): Piece {
  const [first = ''] = rest
  if (first === ' ' || first === '\t') return { length: 1, text: undefined }
  if (first === "'") {
    const end = rest.indexOf("'", 1)
    if (end === -1) throw new DeskError('unbalanced-quotes', {})
    return { length: end + 1, text: rest.slice(1, end) }
  }
  if (first === '"') return inDoubleQuotes(rest)
  if (first === '\\') return escaped(rest)
  const plain = /^[^\s'"\\]+/.exec(rest)?.[0] ?? first
  return { length: plain.length, text: plain }
}

/** Between double quotes a backslash takes the meaning from `$`, a backquote, `"` and itself only. */
function inDoubleQuotes(rest: string): Piece {
  const inside = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest)
  if (inside === null) throw new DeskError('unbalanced-quotes', {})
  const [whole, typed = ''] = inside
  return { length: whole.length, text: typed.replace(/\\([$`"\\]|\n)/g, (_, one: string) => (one === '\n' ? '' : one)) }
}

/** The next character as it is; a line that goes on below is one line, and at the end it stands for itself. */
function escaped(rest: string): Piece {
  const next = rest[1]
  if (next === undefined) return { length: 1, text: '\\' }
  // A character beyond the first plane is two; the second half follows as any other.
  return { length: 2, text: next === '\n' ? '' : next }
}
