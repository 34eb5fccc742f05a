import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emitKeypressEvents } from 'node:readline'
import inquirer from 'inquirer'
import { type Ask, type AskManner, type AskWords, byEscape, type Choice } from './ask'
import { chalkPaint } from './chalk-paint'
import { DeskError } from './errors'
import { plainPaint } from './screen'

interface TerminalAskOptions extends AskManner {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
  words: AskWords
}

/** Questions on a real terminal. Esc and Ctrl-C leave: `interrupted` is thrown and nothing was changed. */
export function askOnTerminal({ input, output, words, colour, ascii, editor }: TerminalAskOptions): Ask {
  const prompt = inquirer.createPromptModule({ input, output })
  const theme = themeOf(words, colour, ascii)

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
    line: async (question, options = {}) =>
      answerTo<string>({
        type: 'input',
        name: 'answer',
        message: question,
        ...(options.initial === undefined ? {} : { default: options.initial }),
        validate: (answer: string) => options.check?.(answer) ?? true,
        theme,
      } as never),
    secret: async (question, options = {}) =>
      answerTo<string>({
        type: 'password',
        name: 'answer',
        message: question,
        mask: '*',
        validate: (answer: string) => options.check?.(answer) ?? true,
        theme,
      } as never),
    confirm: async (question, initial) =>
      answerTo<boolean>({
        type: 'confirm',
        name: 'answer',
        message: question,
        default: initial,
        theme,
      } as never),
    key: async (question, keys) => (await import('./press-key')).pressKey({ input, output, question, keys }),
    choose: async <T>(question: string, choices: readonly Choice<T>[]) =>
      answerTo<T>({ type: 'select', name: 'answer', message: question, choices: [...choices], theme } as never),
    edit: async (initial, typing = () => undefined) => {
      if (editor !== undefined) return editText(initial, editor, typing)
      const { typeText } = await import('./type-text')
      return `${await typeText({ input, output, question: words.typeText, typing })}${initial}`
    },
  }
}

/** How questions look: in the person's language, with colour and signs only where the terminal has them. */
function themeOf(words: AskWords, colour: boolean, ascii: boolean) {
  const { red, dim, bold } = colour ? chalkPaint : plainPaint
  const tick = ascii ? 'ok' : '✔'
  return {
    prefix: { idle: '?', done: tick },
    icon: { cursor: ascii ? '>' : '❯' },
    spinner: { interval: 80, frames: ['?'] },
    style: {
      answer: bold,
      message: bold,
      highlight: bold,
      defaultAnswer: (text: string) => dim(`(${text})`),
      error: (text: string) => red(`> ${text}`),
      description: dim,
      disabled: dim,
      key: bold,
      help: dim,
      keysHelpTip: () => dim(ascii ? words.keysAscii : words.keys),
      confirmDefault: (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1),
    },
    keywords: { yes: words.yes, no: words.no, error: () => words.yesOrNo },
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
