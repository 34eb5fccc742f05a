import { DeskError } from './errors'

export interface Choice<T> {
  name: string
  value: T
  description?: string
}

/** One of several that may be chosen together. */
export interface Option<T> extends Choice<T> {
  /** Chosen already when the question is put. */
  checked?: boolean
}

/** What the questions themselves say. */
export interface AskWords {
  yes: string
  no: string
  yesOrNo: string
  /** Which keys choose from a list. */
  keys: string
  keysAscii: string
  /** The same where several may be chosen. */
  keysSeveral: string
  keysSeveralAscii: string
  /** How a text of several lines is typed and ended. */
  typeText: string
}

/** How questions are put. */
export interface AskManner {
  colour: boolean
  ascii: boolean
  /** The command that starts the person's editor; undefined: none may be started, text is typed line by line. */
  editor: string | undefined
}

/** Questions to a person. `available` is false where nobody is there; then every question is a bug of its caller. */
export interface Ask {
  readonly available: boolean
  /** One line. `check` returns what is wrong with the answer, or undefined. */
  line(
    question: string,
    options?: { initial?: string; check?: (answer: string) => string | undefined },
  ): Promise<string>
  /** One line that is not shown. */
  secret(question: string, options?: { check?: (answer: string) => string | undefined }): Promise<string>
  confirm(question: string, initial: boolean): Promise<boolean>
  /**
   * One of these keys, without Enter. What is no such key does nothing; Esc neither, because there is nothing to go back
   * to; Ctrl-C leaves.
   */
  key(question: string, keys: readonly string[]): Promise<string>
  choose<T>(question: string, choices: readonly Choice<T>[]): Promise<T>
  /** Any number of these, in their order. `check` returns what is wrong with what was chosen, or undefined. */
  chooseSeveral<T>(
    question: string,
    options: readonly Option<T>[],
    check?: (chosen: readonly T[]) => string | undefined,
  ): Promise<T[]>
  /**
   * Several lines, in the person's editor, beginning with `initial`. Where no editor may be started they are typed here,
   * and `initial` comes back below them; `typing` is told all that there is so far, so that leaving loses none of it. Throws
   * `no-editor`, or `editor-left` where the editor ended with an error.
   */
  edit(initial: string, typing?: (soFar: string) => void): Promise<string>
}

/** Marks that a question was left by Esc: whoever asks may go back to what came before it, where Ctrl-C leaves all. */
export function byEscape(error: DeskError): DeskError {
  return Object.assign(error, { escaped: true })
}

/** Whether a question was left by Esc. */
export function isEscape(error: unknown): boolean {
  return error instanceof DeskError && 'escaped' in error
}
