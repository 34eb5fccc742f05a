import { type ExitCode, exitCodes, type Trouble, type TroubleDetails } from '../words/troubles'

/**
 * A refusal that is meant for people. It carries no sentence: the one catch in `main.ts` says it in the language of
 * whoever asked. `details` is what JSON shows of it, so it holds nothing secret.
 */
export class DeskError<T extends Trouble = Trouble> extends Error {
  readonly trouble: T
  readonly details: TroubleDetails[T]
  /** Where text that was typed is kept, as a sentence for the hint. */
  draft: string | undefined

  constructor(trouble: T, details: TroubleDetails[T], cause?: unknown) {
    super(trouble, { cause })
    this.name = 'DeskError'
    this.trouble = trouble
    this.details = details
  }

  get exitCode(): ExitCode {
    return exitCodes[this.trouble]
  }
}

/** Narrows to one trouble, for the few places that can mend it (offering a list instead of refusing). */
export function isTrouble<T extends Trouble>(error: unknown, trouble: T): error is DeskError<T> {
  return error instanceof DeskError && error.trouble === trouble
}

/** The `code` of an error of Node.js or SQLite (`ENOENT`, `SQLITE_BUSY`), or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
