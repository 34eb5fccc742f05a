import type { Desk } from '../desk'
import { isForPeople } from './output-format'

/** A sign of life on standard error; gone before anything is printed. */
export interface Spinner {
  update(text: string): void
  stop(): void
}

/** Runs work that may take a while, with a spinner where somebody watches. `update` says how far the work is. */
export async function withSpinner<T>(
  desk: Desk,
  text: string,
  work: (update: (text: string) => void) => Promise<T>,
): Promise<T> {
  const watched = desk.stderr.isTerminal && isForPeople(desk) && !desk.globals.quiet
  if (!watched) return work(() => undefined)
  const spinner = await desk.world.spin(text, desk.colour)
  try {
    return await work((next) => spinner.update(next))
  } finally {
    spinner.stop()
  }
}
