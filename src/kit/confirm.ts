import type { Desk } from '../desk'
import { DeskError } from './errors'

/**
 * For what cannot be taken back: in a script it needs `--yes`. Looked at before anything is opened. Throws
 * `confirmation-needed`.
 */
export function checkConfirmation(desk: Desk): void {
  if (!desk.globals.yes && !desk.canAsk) throw new DeskError('confirmation-needed', {})
}

/** Asks, with No as the answer of whoever only presses Enter; `--yes` answers. Throws `interrupted` for a No. */
export async function confirm(desk: Desk, question: string): Promise<void> {
  if (desk.globals.yes) return
  const ask = await desk.ask()
  if (!(await ask.confirm(question, false))) throw new DeskError('interrupted', { kept: null })
}
