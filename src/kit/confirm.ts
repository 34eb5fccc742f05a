import type { Desk } from '../desk'
import { DeskError } from './errors'

/**
 * Asks whether a destructive deed is meant; the answer is No by default, and `--yes` gives it beforehand. Throws
 * `interrupted` for No, `confirmation-needed` where nobody can be asked.
 */
export async function demandConfirmation(desk: Desk, question: string): Promise<void> {
  refuseUnasked(desk)
  if (desk.globals.yes) return
  const ask = await desk.ask()
  if (!(await ask.confirm(question, false))) throw new DeskError('interrupted', { kept: null })
}

/** Told before anything is opened: `confirmation-needed` where the question to come could not be asked. */
export function refuseUnasked(desk: Desk): void {
  if (!desk.globals.yes && !desk.canAsk) throw new DeskError('confirmation-needed', {})
}
