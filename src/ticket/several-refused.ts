import { DeskError } from '../kit/errors'
import type { ExitCode } from '../words/troubles'

/** One of several tickets, and what was refused of it. */
export interface Refused {
  number: number
  error: DeskError
}

/** Some of several tickets were refused, each for its own reason. The command ends as the first of them alone would. */
export class SeveralRefused extends DeskError<'tickets-refused'> {
  readonly firstNumber: number
  private readonly first: ExitCode

  constructor(asked: number, refused: readonly Refused[]) {
    super('tickets-refused', {
      asked,
      refused: refused.map(({ number, error }) => ({ number, code: error.trouble, details: error.details })),
    })
    this.firstNumber = refused[0]?.number ?? 0
    this.first = refused[0]?.error.exitCode ?? 1
  }

  override get exitCode(): ExitCode {
    return this.first
  }
}
