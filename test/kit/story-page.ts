import { readShellCommand, type ShellCommand, wantsMore } from './story-shell'

/** A page in pieces; joined again as they are, they are the page. */
export type Piece = Prose | Directive | Comment | CommandPiece

/** Everything outside the console blocks, and empty lines between commands. */
export interface Prose {
  kind: 'prose'
  lines: readonly string[]
}

export interface Comment {
  kind: 'comment'
  lines: readonly string[]
}

/** A line that changes the world around the commands after it. */
export interface Directive {
  kind: 'directive'
  lines: readonly string[]
  line: number
  meaning: Meaning
}

export type Meaning =
  | { kind: 'later'; milliseconds: number }
  | { kind: 'person'; email: string | undefined }
  | { kind: 'terminal'; columns: number }
  | { kind: 'pipe' }
  | { kind: 'locale'; locale: string }
  | { kind: 'desk'; preset: string | undefined }

export interface CommandPiece {
  kind: 'command'
  /** The command as it stands on the page. */
  lines: readonly string[]
  line: number
  command: ShellCommand
  /** What the page says that is printed, exit code included. */
  told: readonly string[]
}

const minute = 60_000
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 1440 * minute, week: 10_080 * minute }
const locales: Readonly<Record<string, string>> = { english: 'en_GB.UTF-8', german: 'de_DE.UTF-8' }

/** Reads a page. Throws, with the line's number, for whatever would make it say less than it seems to say. */
export function readPage(text: string): Piece[] {
  const lines = text.split('\n')
  const pieces: Piece[] = []
  let index = 0
  while (index < lines.length) {
    const line = lines[index] ?? ''
    pieces.push({ kind: 'prose', lines: [line] })
    index += 1
    const fence = /^(\s*)(```+|~~~+)(.*)$/.exec(line)
    if (fence === null) continue
    const [, indent = '', mark = '', language = ''] = fence
    const length = lines.slice(index).indexOf(mark)
    if (indent !== '' || length === -1) throw mistake(index, 'this block is indented or has no end')
    const block = lines.slice(index, index + length)
    const isConsole = language.trim() === 'console'
    const [first] = block.filter((inside) => inside.startsWith('$ '))
    if (!isConsole && first !== undefined)
      throw mistake(index, `"${first}" is never run: the block must be \`console\``)
    pieces.push(...(isConsole ? readBlock(block, index) : [{ kind: 'prose' as const, lines: block }]))
    index += length
    pieces.push({ kind: 'prose', lines: [mark] })
    index += 1
  }
  if (!pieces.some(({ kind }) => kind === 'command')) throw new Error('this page runs no command')
  return pieces
}

/** `offset` is the number of lines before the block. */
function readBlock(lines: readonly string[], offset: number): Piece[] {
  const pieces: Piece[] = []
  let index = 0
  while (index < lines.length) {
    const line = lines[index] ?? ''
    const number = offset + index + 1
    if (line.startsWith('$ ')) {
      const piece = readCommand(lines.slice(index), number)
      const told = piece.told.findLastIndex((text) => text !== '') + 1
      pieces.push({ ...piece, told: piece.told.slice(0, told) })
      if (told < piece.told.length) pieces.push({ kind: 'prose', lines: piece.told.slice(told) })
      index += piece.lines.length + piece.told.length
      continue
    }
    if (isRemark(line)) pieces.push(readRemark(line, number))
    else if (line === '') pieces.push({ kind: 'prose', lines: [line] })
    else throw mistake(number, `no command has printed "${line}"`)
    index += 1
  }
  return pieces
}

function readCommand(lines: readonly string[], number: number): CommandPiece {
  try {
    let length = 1
    const typed = (): string => lines.slice(0, length).join('\n').slice(2)
    while (wantsMore(typed())) {
      if (length >= lines.length) throw new Error('this command has no end')
      length += 1
    }
    const rest = lines.slice(length)
    const next = rest.findIndex((line) => line.startsWith('$ ') || isRemark(line))
    const told = next === -1 ? rest : rest.slice(0, next)
    return { kind: 'command', lines: lines.slice(0, length), line: number, command: readShellCommand(typed()), told }
  } catch (error) {
    throw mistake(number, error instanceof Error ? error.message : String(error))
  }
}

/** `# …`: not `#1042` and not the head of a table. */
function isRemark(line: string): boolean {
  return /^# \S/.test(line)
}

function readRemark(line: string, number: number): Directive | Comment {
  const text = line.slice(2)
  const meaning = meaningOf(text)
  if (meaning !== undefined) return { kind: 'directive', lines: [line], line: number, meaning }
  // A comment begins like a sentence; everything else, and what begins or ends like a directive, has to be one.
  const isSentence = /^\p{Lu}/u.test(text) && !/^(as|in|on|a desk)\b|\blater$/i.test(text)
  if (!isSentence) throw mistake(number, `"${line}" is no directive; a comment begins with a capital letter`)
  return { kind: 'comment', lines: [line] }
}

function meaningOf(text: string): Meaning | undefined {
  const [, count, unit] = /^(\d+) (minute|hour|day|week)s? later$/.exec(text) ?? []
  const length = units[unit ?? '']
  if (length !== undefined) return { kind: 'later', milliseconds: Number(count) * length }
  if (text === 'as the administrator') return { kind: 'person', email: undefined }
  const [, email] = /^as (\S+@\S+)$/.exec(text) ?? []
  if (email !== undefined) return { kind: 'person', email }
  const terminal = /^on a terminal(?:, (\d+) columns)?$/.exec(text)
  if (terminal !== null) return { kind: 'terminal', columns: Number(terminal[1] ?? 80) }
  if (text === 'in a pipe') return { kind: 'pipe' }
  const locale = locales[(/^in (English|German)$/.exec(text)?.[1] ?? '').toLowerCase()]
  if (locale !== undefined) return { kind: 'locale', locale }
  const desk = /^a desk(?: with preset (\S+))?$/.exec(text)
  return desk === null ? undefined : { kind: 'desk', preset: desk[1] }
}

function mistake(line: number, what: string): Error {
  return new Error(`line ${line}: ${what}`)
}
