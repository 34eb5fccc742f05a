import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { textFromFlags, textOf } from '../../kit/typed-text'
import { weaknessOf } from '../password'

/**
 * A password from `--password-file` (its first line without the end; `-` is standard input), else from the person, whom
 * nobody sees type it. Where nobody can be asked: `missing-flag`. A flag for the password itself does not exist: it
 * would stand in the shell's history and in every list of processes.
 */
export async function passwordFrom(desk: Desk, file: string | undefined, question: string): Promise<string> {
  if (file === undefined) {
    const ask = await desk.ask()
    return ask.secret(question)
  }
  const given = await textFromFlags(desk, { file }, '--password-file')
  return (given === undefined ? '' : textOf(given)).split(/\r?\n/)[0] ?? ''
}

/** A new password for that address; where it is typed, it is typed twice, and a weak one is asked for again. */
export async function newPasswordFrom(desk: Desk, file: string | undefined, email: string): Promise<string> {
  if (file !== undefined) return passwordFrom(desk, file, '')
  const { words } = desk
  const ask = await desk.ask()
  const weak = (typed: string): string | undefined => {
    const weakness = weaknessOf(typed, email)
    return weakness === undefined ? undefined : words.weakPassword[weakness]
  }
  const password = await ask.secret(words.askNewPassword, { check: weak })
  const check = (typed: string): string | undefined => (typed === password ? undefined : words.notTheSame)
  return ask.secret(words.askAgain, { check })
}

/** Told before anything is opened. */
export function checkPasswordFlag(desk: Desk, file: string | undefined): void {
  if (file === undefined && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--password-file' })
}
