import type { Desk } from '../desk'
import { formatOf } from './output'

/**
 * Runs work that may take a while, with a spinner on standard error where somebody watches. It is gone before anything
 * is printed. `update` says how far the work is.
 */
export async function withSpinner<T>(
  desk: Desk,
  text: string,
  work: (update: (text: string) => void) => Promise<T>,
): Promise<T> {
  const watched = desk.stderr.isTerminal && desk.stdout.isTerminal && formatOf(desk) === 'table'
  if (!watched || desk.globals.quiet) return work(() => undefined)
  const { default: ora } = await import('ora')
  const spinner = ora({
    text,
    stream: process.stderr,
    color: desk.colour ? 'cyan' : false,
    discardStdin: false,
  }).start()
  try {
    return await work((next) => {
      spinner.text = next
    })
  } finally {
    spinner.stop()
  }
}
