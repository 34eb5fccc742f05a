import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emitKeypressEvents } from 'node:readline'
import inquirer from 'inquirer'
import type { Ask, AskWords, Choice } from './ask'
import { DeskError } from './errors'

interface TerminalAskOptions {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
  environment: Readonly<Record<string, string | undefined>>
  words: AskWords
}

/** Questions on a real terminal. Esc and Ctrl-C leave: `interrupted` is thrown and nothing was changed. */
export function askOnTerminal({ input, output, environment, words }: TerminalAskOptions): Ask {
  const prompt = inquirer.createPromptModule({ input, output })

  /** Runs one question; Esc closes it as Ctrl-C does. */
  async function answerTo<T>(question: Parameters<typeof prompt>[0]): Promise<T> {
    const shown = prompt(question as never)
    const leave = (_text: string, key: { name?: string } | undefined): void => {
      if (key?.name === 'escape') shown.ui.close()
    }
    emitKeypressEvents(input)
    input.on('keypress', leave)
    try {
      return ((await shown) as { answer: T }).answer
    } catch (error) {
      throw isLeaving(error) ? new DeskError('interrupted', { kept: null }, error) : error
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
      }),
    confirm: async (question, initial) =>
      answerTo<boolean>({
        type: 'confirm',
        name: 'answer',
        message: question,
        default: initial,
        theme: { keywords: { yes: words.yes, no: words.no, error: () => words.yesOrNo } },
      } as never),
    choose: async <T>(question: string, choices: readonly Choice<T>[]) =>
      answerTo<T>({ type: 'select', name: 'answer', message: question, choices: [...choices] as never }),
    edit: async (initial) => editText(initial, environment),
  }
}

function isLeaving(error: unknown): boolean {
  return error instanceof Error && ['ExitPromptError', 'AbortPromptError', 'CancelPromptError'].includes(error.name)
}

/** The text lies in a folder of its own that only its owner can read, and is gone afterwards. */
function editText(initial: string, environment: Readonly<Record<string, string | undefined>>): string {
  const editor = environment.VISUAL || environment.EDITOR || 'vi'
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-'))
  const file = join(folder, 'message.md')
  try {
    writeFileSync(file, initial, { mode: 0o600 })
    // The variable may hold a command with flags ("code --wait"), so it is a shell's business to split it.
    const { status, error } = spawnSync('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' })
    if (error !== undefined || status !== 0) throw new DeskError('no-editor', { flag: '--message' }, error)
    return readFileSync(file, 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
