import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emitKeypressEvents } from 'node:readline'
import inquirer from 'inquirer'
import { type Ask, type AskManner, type AskWords, byEscape, type Choice, type Option } from './ask'
import { type AskLayout, layOut } from './ask-layout'
import { chalkPaint } from './chalk-paint'
import { DeskError } from './errors'
import { plainPaint } from './screen'
import { asciiText } from './text/ascii-text'
import { loadTextWidth } from './text/text-width'

interface TerminalAskOptions extends AskManner {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
  words: AskWords
}

/** Questions on a real terminal. Esc and Ctrl-C leave: `interrupted` is thrown and nothing was changed. */
export function askOnTerminal({ input, output, words, colour, ascii, editor }: TerminalAskOptions): Ask {
  const prompt = inquirer.createPromptModule({ input, output })

  /** How a question is laid out in the window as it is now, with all the texts that may come with it. */
  async function laidOut(question: string, ...texts: readonly string[]) {
    const measure = await loadTextWidth([question, ...texts])
    const layout = layOut(question, measure, output, ascii ? asciiText : undefined)
    return { layout, message: layout.question, theme: themeOf(words, colour, ascii, layout) }
  }

  /** Runs one question; Esc closes it as Ctrl-C does. */
  async function answerTo<T>(question: Parameters<typeof prompt>[0]): Promise<T> {
    const shown = prompt(question as never)
    let escaped = false
    const leave = (_text: string, key: { name?: string } | undefined): void => {
      if (key?.name !== 'escape') return
      escaped = true
      shown.ui.close()
    }
    emitKeypressEvents(input)
    input.on('keypress', leave)
    try {
      return ((await shown) as { answer: T }).answer
    } catch (error) {
      if (!isLeaving(error)) throw error
      const left = new DeskError('interrupted', { kept: null }, error)
      throw escaped ? byEscape(left) : left
    } finally {
      input.off('keypress', leave)
    }
  }

  return {
    available: true,
    line: async (question, options = {}) => {
      const { message, theme } = await laidOut(question, options.initial ?? '')
      return answerTo<string>({
        type: 'input',
        name: 'answer',
        message,
        ...(options.initial === undefined ? {} : { default: options.initial }),
        validate: (answer: string) => options.check?.(answer) ?? true,
        theme,
      } as never)
    },
    secret: async (question, options = {}) => {
      const { message, theme } = await laidOut(question)
      return answerTo<string>({
        type: 'password',
        name: 'answer',
        message,
        mask: '*',
        validate: (answer: string) => options.check?.(answer) ?? true,
        theme,
      } as never)
    },
    confirm: async (question, initial) => {
      const { message, theme } = await laidOut(question)
      return answerTo<boolean>({ type: 'confirm', name: 'answer', message, default: initial, theme } as never)
    },
    key: async (question, keys) => (await import('./press-key')).pressKey({ input, output, question, keys }),
    choose: async <T>(question: string, choices: readonly Choice<T>[]) => {
      const texts = choices.flatMap(({ name, description = '' }) => [name, description])
      const { layout, message, theme } = await laidOut(question, ...texts)
      const shown = choices.map(({ name, value, description }) => ({
        name: layout.marked(name),
        short: name,
        value,
        ...(description === undefined ? {} : { description: layout.whole(description) }),
      }))
      const asked = { type: 'select', name: 'answer', message, choices: shown, pageSize: layout.listLines, theme }
      return answerTo<T>(asked as never)
    },
    chooseSeveral: async <T>(
      question: string,
      options: readonly Option<T>[],
      check: (chosen: readonly T[]) => string | undefined = () => undefined,
    ) => {
      const texts = options.flatMap(({ name, description = '' }) => [name, description])
      const { layout, message, theme } = await laidOut(question, ...texts)
      const shown = options.map(({ name, value, description, checked = false }) => ({
        name: layout.inBox(name, ascii ? 3 : 1),
        short: name,
        value,
        checked,
        ...(description === undefined ? {} : { description: layout.whole(description) }),
      }))
      const asked = {
        type: 'checkbox',
        name: 'answer',
        message,
        choices: shown,
        pageSize: layout.listLines,
        loop: false,
        // Letters as shortcuts would be other ones in every language.
        shortcuts: { all: null, invert: null },
        validate: (chosen: readonly { value: T }[]) => check(chosen.map(({ value }) => value)) ?? true,
        theme: severalTheme(theme, words, colour, ascii),
      }
      return answerTo<T[]>(asked as never)
    },
    edit: async (initial, typing = () => undefined) => {
      if (editor !== undefined) return editText(initial, editor, typing)
      const { typeText } = await import('./type-text')
      return `${await typeText({ input, output, question: words.typeText, typing })}${initial}`
    },
  }
}

/** How questions look: in the person's language, with colour and signs only where the terminal has them. */
function themeOf(words: AskWords, colour: boolean, ascii: boolean, layout: AskLayout) {
  const { red, dim, bold } = colour ? chalkPaint : plainPaint
  const tick = ascii ? 'ok' : '✔'
  return {
    prefix: { idle: '?', done: tick },
    icon: { cursor: ascii ? '>' : '❯' },
    spinner: { interval: 80, frames: ['?'] },
    style: {
      answer: (text: string) => bold(layout.behind(text)),
      message: bold,
      highlight: bold,
      defaultAnswer: (text: string) => dim(layout.behind(`(${text})`)),
      error: (text: string) => red(`> ${layout.marked(text)}`),
      description: dim,
      disabled: dim,
      key: bold,
      help: dim,
      keysHelpTip: () => dim(ascii ? asciiText(words.keysAscii) : words.keys),
      confirmDefault: (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1),
    },
    keywords: { yes: words.yes, no: words.no, error: () => words.yesOrNo },
  }
}

/** Boxes are empty or crossed, as on paper. */
function severalTheme(theme: ReturnType<typeof themeOf>, words: AskWords, colour: boolean, ascii: boolean) {
  const { dim, green } = colour ? chalkPaint : plainPaint
  const help = ascii ? asciiText(words.keysSeveralAscii) : words.keysSeveral
  return {
    ...theme,
    icon: { ...theme.icon, checked: green(ascii ? '[x]' : '☑'), unchecked: ascii ? '[ ]' : '☐' },
    style: { ...theme.style, keysHelpTip: () => dim(help) },
  }
}

function isLeaving(error: unknown): boolean {
  return error instanceof Error && ['ExitPromptError', 'AbortPromptError', 'CancelPromptError'].includes(error.name)
}

/** What a shell gives for a command that there is not, or that cannot be run. */
const notStarted: readonly number[] = [126, 127]

/** The text lies in a folder of its own that only its owner can read, and is gone afterwards. */
function editText(initial: string, editor: string, typing: (soFar: string) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-'))
  const file = join(folder, 'message.md')
  try {
    writeFileSync(file, initial, { mode: 0o600 })
    // The variable may hold a command with flags ("code --wait"), so it is a shell's business to split it.
    const { status, error } = spawnSync('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' })
    if (error !== undefined || notStarted.includes(status ?? 0)) {
      throw new DeskError('no-editor', { flag: '--message' }, error)
    }
    const text = readFileSync(file, 'utf8')
    if (status === 0) return text
    typing(text)
    throw new DeskError('editor-left', { status, flag: '--message' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
