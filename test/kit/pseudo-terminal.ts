/* oxlint-disable no-control-regex -- control characters are what a terminal reads */
import { fileURLToPath } from 'node:url'
import { type IPty, spawn } from '@lydell/node-pty'
import stringWidth from 'string-width'
import stripAnsi from 'strip-ansi'
import { onTestFinished } from 'vitest'
import { cleanEnvironment } from './built-program'

const program = fileURLToPath(new URL('../../bin/helpdesk.js', import.meta.url))

/** A program that says nothing for so long has hung; a busy machine is given its time. */
const patience = 10_000

const keys = { enter: '\r', escape: '\u001b', 'ctrl-c': '\u0003', up: '\u001b[A', down: '\u001b[B' } as const

export interface TerminalOptions {
  /** Where the desk lies, and the home folder of whoever sits there. */
  home: string
  /** Variables besides the few that every run gets; undefined takes one away. */
  environment?: Readonly<Record<string, string | undefined>>
  columns?: number
  rows?: number
}

/** Runs one command line of the built program in a terminal of its own. */
export function helpdeskInTerminal(words: readonly string[], options: TerminalOptions): PseudoTerminal {
  return new PseudoTerminal(process.execPath, [program, ...words], options)
}

/** Runs a shell script in a terminal of its own; in it `helpdesk` is the built program. */
export function shellInTerminal(script: string, options: TerminalOptions): PseudoTerminal {
  const helpdesk = `helpdesk() { "${process.execPath}" "${program}" "$@"; }`
  return new PseudoTerminal('/bin/sh', ['-c', `${helpdesk}\n${script}`], options)
}

/**
 * A real terminal with a process in it, and a person before it: waits for what appears, types, presses keys. Nothing
 * here sleeps; whoever waits is woken by output or by the end of the process.
 */
export class PseudoTerminal {
  private readonly pty: IPty
  private readonly columns: number
  private output = ''
  private seen = 0
  private exitCode: number | undefined
  private wake: () => void = () => undefined

  constructor(file: string, words: readonly string[], { home, environment, columns = 80, rows = 24 }: TerminalOptions) {
    const variables = Object.entries({ ...cleanEnvironment(home), ...environment })
    this.columns = columns
    this.pty = spawn(file, [...words], {
      name: environment?.TERM ?? 'xterm-256color',
      cols: columns,
      rows,
      cwd: home,
      env: Object.fromEntries(variables.filter(([, value]) => value !== undefined)),
    })
    this.pty.onData((data) => {
      this.output += data
      this.wake()
    })
    this.pty.onExit(({ exitCode, signal }) => {
      // As a shell says it.
      this.exitCode = signal === undefined || signal === 0 ? exitCode : 128 + signal
      this.wake()
    })
    onTestFinished(() => {
      if (this.exitCode === undefined) this.pty.kill('SIGKILL')
    })
  }

  /** Waits until this text appears after whatever was waited for before. */
  async expect(text: string): Promise<void> {
    await this.until(`"${text}"`, () => {
      const found = stripAnsi(this.output).indexOf(text, this.seen)
      if (found !== -1) this.seen = found + text.length
      return found !== -1
    })
  }

  /** Waits until the program is done and gives its exit code. */
  async ended(): Promise<number> {
    await this.until('the end', () => this.exitCode !== undefined)
    return this.exitCode ?? Number.NaN
  }

  type(text: string): void {
    this.pty.write(text)
  }

  press(key: keyof typeof keys): void {
    this.pty.write(keys[key])
  }

  /** The person closes the window, or the line breaks. */
  hangUp(): void {
    this.pty.kill('SIGHUP')
  }

  /** Types a line and ends it. */
  answer(text: string): void {
    this.pty.write(`${text}\r`)
  }

  /** Everything that was written, with escape sequences and line ends as the terminal got them. */
  get raw(): string {
    return this.output
  }

  /** What stands on the screen, as a person reads it: lines without blanks at their ends, no empty ones at the end. */
  get screen(): string {
    return draw(this.output, this.columns).lines.join('\n')
  }

  get lines(): string[] {
    return draw(this.output, this.columns).lines
  }

  /** What stands on the screen in one line, wherever it was wrapped. */
  get text(): string {
    return this.lines.join(' ').replace(/\s+/g, ' ').trim()
  }

  /** Lines that ran over the edge of the window, each in one piece. */
  get overflowing(): string[] {
    return draw(this.output, this.columns).overflowing
  }

  /** Looks again with each output and at the end; whoever waits in vain is shown the screen. */
  private async until(what: string, isThere: () => boolean): Promise<void> {
    let patient = true
    const timer = setTimeout(() => {
      patient = false
      this.wake()
    }, patience)
    while (!isThere()) {
      if (this.exitCode !== undefined) throw new Error(`the program ended without ${what}:\n${this.screen}`)
      if (!patient) throw new Error(`waited in vain for ${what}:\n${this.screen}`)
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    clearTimeout(timer)
  }
}

/** A pen on a page of cells; only what our program and its prompts write is known to it. */
class Page {
  private readonly rows: string[][] = [[]]
  private readonly overflows = new Set<number>()
  private row = 0
  private column = 0

  constructor(private readonly columns: number) {}

  put(character: string): void {
    const width = stringWidth(character)
    if (this.column + width > this.columns) {
      this.overflows.add(this.row)
      this.column = 0
      this.move(1)
    }
    const cells = this.cells()
    while (cells.length < this.column) cells.push(' ')
    if (width === 0) {
      // A combining mark belongs to the cell before it.
      cells[Math.max(0, this.column - 1)] += character
      return
    }
    cells[this.column] = character
    if (width === 2) cells[this.column + 1] = ''
    this.column += width
  }

  control(character: string): void {
    if (character === '\r') this.column = 0
    if (character === '\n') this.move(1)
    if (character === '\b') this.column = Math.max(0, this.column - 1)
  }

  sequence(parameters: string, final: string): void {
    const count = Number.parseInt(parameters, 10)
    const steps = Number.isNaN(count) ? 1 : count
    if (final === 'A') this.move(-steps)
    if (final === 'B') this.move(steps)
    if (final === 'C') this.column = Math.min(this.columns - 1, this.column + steps)
    if (final === 'D') this.column = Math.max(0, this.column - steps)
    if (final === 'E' || final === 'F') {
      this.move(final === 'E' ? steps : -steps)
      this.column = 0
    }
    if (final === 'G') this.column = steps - 1
    if (final === 'K') this.eraseLine(Number.isNaN(count) ? 0 : count)
    if (final === 'J') {
      this.eraseLine(0)
      this.rows.splice(this.row + 1)
    }
  }

  drawn(): { lines: string[]; overflowing: string[] } {
    const lines = this.rows.map((cells) => cells.join('').trimEnd())
    const overflowing: string[] = []
    for (const row of [...this.overflows].sort((one, other) => one - other)) {
      const rest = lines[row + 1] ?? ''
      if (this.overflows.has(row - 1)) overflowing.push(`${overflowing.pop() ?? ''}${rest}`)
      else overflowing.push(`${lines[row] ?? ''}${rest}`)
    }
    while (lines.at(-1) === '') lines.pop()
    return { lines, overflowing }
  }

  private cells(): string[] {
    const cells = this.rows[this.row] ?? []
    this.rows[this.row] = cells
    return cells
  }

  private move(steps: number): void {
    this.row = Math.max(0, this.row + steps)
    while (this.rows.length <= this.row) this.rows.push([])
  }

  private eraseLine(how: number): void {
    const cells = this.cells()
    if (how === 0) cells.splice(this.column)
    if (how === 1) cells.fill(' ', 0, this.column + 1)
    if (how === 2) cells.splice(0)
  }
}

/** Control sequences (CSI), operating system commands (OSC), other escapes, control characters, anything else. */
const pieces =
  /\u001b\[([0-9;?]*)([A-Za-z])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b.|([\0-\u001f\u007f])|(.)/gsu

function draw(output: string, columns: number): { lines: string[]; overflowing: string[] } {
  const page = new Page(columns)
  for (const [, parameters = '', final, control, character] of output.matchAll(pieces)) {
    if (final !== undefined) page.sequence(parameters, final)
    if (control !== undefined) page.control(control)
    if (character !== undefined) page.put(character)
  }
  return page.drawn()
}
