/**
 * The little of a shell that stories need: words with quotes and backslashes, `NAME=value` before the command, a text
 * piped in (`printf`, `echo`, `cat <<END`), a here-document, `ssh desk …`, and a text written into a file. Whatever else a shell would
 * do with a line (`$HOME`, `*`, `;`, `&&`) is refused, so that no page shows a line that does not mean what it shows.
 */
export interface ShellCommand {
  /** What `helpdesk` is called with; undefined: the line only writes a file. */
  words: readonly string[] | undefined
  /** What `ssh desk` sends, as one line, the way ssh does; then `words` are empty. */
  typed: string | undefined
  environment: Readonly<Record<string, string>>
  /** What is piped in; undefined: standard input is whatever the page says (a terminal, or nothing). */
  input: Buffer | undefined
  /** A file to write instead: its name in the person's home, and what goes into it. */
  file: { name: string; content: Buffer } | undefined
}

type Token = { word: string } | { operator: '|' | '>' | '<<' | '<' }

/** Whether the shell would ask for another line: an open quote, a backslash at the end, a here-document without its end. */
export function wantsMore(typed: string): boolean {
  const { open, end } = scan(typed)
  if (open) return true
  return end !== undefined && !typed.split('\n').slice(1).includes(end)
}

/** Reads a complete command as it stands after `$ `. Throws for what is beyond this shell. */
export function readShellCommand(typed: string): ShellCommand {
  const { tokens, end, firstLines } = scan(typed)
  const here = end === undefined ? undefined : hereDocument(typed, firstLines)
  const sides = split(tokens)
  const [first = [], second] = sides
  if (sides.length > 2) throw new Error('only one | can be read here')
  if (second !== undefined) return { ...helpdeskCall(second), input: produced(first, here), file: undefined }
  const target = first.findIndex((token) => 'operator' in token && token.operator === '>')
  if (target !== -1) {
    const [name, ...rest] = first.slice(target + 1)
    if (name === undefined || !('word' in name)) throw new Error('a file name belongs after >')
    // `cat > file <<END` says what goes in after the name.
    const content = produced([...first.slice(0, target), ...rest], here)
    return { words: undefined, typed: undefined, environment: {}, input: undefined, file: { name: name.word, content } }
  }
  return { ...helpdeskCall(first), input: here === undefined ? undefined : Buffer.from(here), file: undefined }
}

function helpdeskCall(tokens: readonly Token[]): Pick<ShellCommand, 'words' | 'typed' | 'environment'> {
  const words = wordsOf(tokens)
  const start = words.findIndex((word) => !/^[A-Z_][A-Z0-9_]*=/.test(word))
  if (words[start] === 'ssh' && words[start + 1] === 'desk' && start === 0) {
    return { words: [], typed: words.slice(2).join(' '), environment: {} }
  }
  if (words[start] !== 'helpdesk') throw new Error(`"${words[start] ?? ''}" is no command of a story: helpdesk …`)
  const assigned = words.slice(0, start).map((word) => {
    const at = word.indexOf('=')
    return [word.slice(0, at), word.slice(at + 1)] as const
  })
  return { words: words.slice(start + 1), typed: undefined, environment: Object.fromEntries(assigned) }
}

/** What `echo`, `printf` or `cat <<END` print. */
function produced(tokens: readonly Token[], here: string | undefined): Buffer {
  const [program, ...rest] = wordsOf(tokens)
  const [only = ''] = rest
  if (program === 'cat' && here !== undefined && rest.length === 0) return Buffer.from(here)
  if (program === 'echo') return Buffer.from(`${rest.join(' ')}\n`)
  if (program === 'printf' && rest.length === 1 && !only.includes('%')) return withoutEscapes(only)
  throw new Error('only echo, printf with one text, and cat <<END can give a text here')
}

function wordsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if ('word' in token) return [token.word]
    if (token.operator === '<<') return []
    throw new Error(`${token.operator} cannot be read here`)
  })
}

/** The commands of a pipeline. */
function split(tokens: readonly Token[]): Token[][] {
  const bars = tokens.flatMap((token, index) => ('operator' in token && token.operator === '|' ? [index] : []))
  const starts = [0, ...bars.map((bar) => bar + 1)]
  return starts.map((start, side) => tokens.slice(start, bars[side]))
}

/** The lines between the command and its end mark. */
function hereDocument(typed: string, firstLines: number): string {
  return typed
    .split('\n')
    .slice(firstLines, -1)
    .map((line) => `${line}\n`)
    .join('')
}

interface Scan {
  tokens: Token[]
  open: boolean
  /** The end mark of a here-document. */
  end: string | undefined
  /** How many lines the command itself takes, before the here-document begins. */
  firstLines: number
}

function scan(typed: string): Scan {
  const tokens: Token[] = []
  let end: string | undefined
  let rest = typed
  let word: string | undefined
  const finish = (): void => {
    if (word === undefined) return
    const last = tokens.at(-1)
    if (last !== undefined && 'operator' in last && last.operator === '<<' && end === undefined) end = word
    else tokens.push({ word })
    word = undefined
  }
  const incomplete: Scan = { tokens, open: true, end, firstLines: 0 }
  while (rest !== '') {
    const piece = nextPiece(rest)
    if (piece === undefined) return incomplete
    rest = rest.slice(piece.length)
    if (piece.kind === 'nothing') continue
    if (piece.kind === 'text') {
      word = (word ?? '') + piece.text
      continue
    }
    // A shell takes # at the beginning of a word for a comment: `helpdesk show #1042` has no number.
    if (piece.kind === 'hash' && word !== undefined) {
      word += '#'
      continue
    }
    finish()
    if (piece.kind === 'hash') rest = rest.slice((rest.match(/^[^\n]*/)?.[0] ?? '').length)
    if (piece.kind === 'operator') tokens.push({ operator: piece.operator })
    if (piece.kind === 'end') break
  }
  finish()
  const firstLines = typed.slice(0, typed.length - rest.length).split('\n').length - (rest === '' ? 0 : 1)
  return { tokens, open: false, end, firstLines }
}

type Piece = { length: number } & (
  | { kind: 'text'; text: string }
  | { kind: 'operator'; operator: '|' | '>' | '<<' | '<' }
  | { kind: 'nothing' | 'blank' | 'hash' | 'end' }
)

/** The next piece of the line; undefined where it has no end yet. */
function nextPiece(rest: string): Piece | undefined {
  const [first = ''] = rest
  if (rest.startsWith('\\\n')) return { kind: 'nothing', length: 2 }
  if (first === '\\') return rest.length === 1 ? undefined : { kind: 'text', text: rest.slice(1, 2), length: 2 }
  if (first === "'") {
    const close = rest.indexOf("'", 1)
    return close === -1 ? undefined : { kind: 'text', text: rest.slice(1, close), length: close + 1 }
  }
  if (first === '"') return quoted(rest)
  if (first === '\n') return { kind: 'end', length: 1 }
  if (/\s/.test(first)) return { kind: 'blank', length: 1 }
  if (first === '#') return { kind: 'hash', length: 1 }
  if (rest.startsWith('<<')) return { kind: 'operator', operator: '<<', length: 2 }
  if (first === '|' || first === '>' || first === '<') return { kind: 'operator', operator: first, length: 1 }
  if ('$`*;&()'.includes(first)) throw new Error(`${first} would mean something to a shell: quote it`)
  return { kind: 'text', text: first, length: 1 }
}

function quoted(rest: string): Piece | undefined {
  const inside = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest)
  if (inside === null) return undefined
  const [whole, typed = ''] = inside
  if (/(^|[^\\])[$`]/.test(typed)) throw new Error('$ and ` mean something within double quotes: use single ones')
  return { kind: 'text', text: typed.replace(/\\\n/g, '').replace(/\\(["\\$`])/g, '$1'), length: whole.length }
}

/** What `printf` makes of its escapes; they stand for bytes, which need not be text. */
function withoutEscapes(format: string): Buffer {
  const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', e: '\u001b', '\\': '\\' }
  const bytes = Buffer.from(format).toString('latin1')
  const meant = bytes.replace(/\\(?:([ntre\\])|x([0-9a-f]{1,2})|([0-7]{1,3}))/gi, (_, name, hex, octal) => {
    if (typeof name === 'string') return named[name] ?? name
    return String.fromCharCode(typeof hex === 'string' ? Number.parseInt(hex, 16) : Number.parseInt(String(octal), 8))
  })
  return Buffer.from(meant, 'latin1')
}
