import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { decode } from '../../kit/typed-text'
import { isSeveral, mostNumbers, numbersIn, ticketsNamed } from '../number-list'

/** The flags that matter to which tickets are meant, and to how many. */
export interface NumberFlags {
  ifVersion?: string | undefined
  recover?: boolean | undefined
  file?: string | undefined
  attach?: readonly string[] | undefined
}

/** More than a thousand numbers ever take. */
const mostBytes = 100_000

/**
 * Refuses what does not go together (64): standard input is read once, a version is one ticket's, and what was written for
 * one must not reach others.
 */
export function checkNumberUsage(desk: Desk, words: readonly string[], flags: NumberFlags): void {
  if (!isSeveral(words)) return
  if (flags.ifVersion !== undefined) throw new DeskError('one-ticket-only', { flag: '--if-version' })
  if (flags.recover === true) throw new DeskError('one-ticket-only', { flag: '--recover' })
  if (!words.includes('-')) return
  if (flags.file === '-') throw new DeskError('conflicting-flags', { flags: ['-', '--file -'] })
  if (flags.attach?.includes('-') === true) throw new DeskError('conflicting-flags', { flags: ['-', '--attach -'] })
  if (desk.stdin.isTerminal) throw new DeskError('numbers-from-terminal', {})
}

/** The tickets that are meant, those from standard input where `-` stands. Throws as `ticketsNamed` does. */
export async function typedTickets(desk: Desk, words: readonly string[]): Promise<(number | '.')[]> {
  const named = ticketsNamed(words)
  const read = named.includes('-') ? await numbersFromInput(desk) : []
  // Once more with those that came in: together they may be too many.
  const all = named.flatMap((one) => (one === '-' ? read : [one]))
  return ticketsNamed(all.map(String)).filter((one) => one !== '-')
}

async function numbersFromInput(desk: Desk): Promise<number[]> {
  const bytes = await desk.stdin.read(mostBytes)
  if (bytes.length > mostBytes) throw new DeskError('too-many-numbers', { limit: mostNumbers })
  return numbersIn(decode(bytes, '-'))
}
