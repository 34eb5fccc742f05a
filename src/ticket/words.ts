import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { lastShown } from './last-shown'

/** A typed ticket number as far as it can be judged without the desk: `1042`, `#1042`, or `.`. Throws `wrong-number`. */
export function checkNumber(typed: string): string {
  if (typed === '.') return typed
  const digits = /^#?(\d{1,10})$/.exec(typed)?.[1]
  if (digits === undefined || Number(digits) < 1) throw new DeskError('wrong-number', { value: typed })
  return digits
}

/** The number meant; `.` is the ticket last shown in this terminal. */
export async function numberMeant(desk: Desk, checked: string): Promise<number> {
  return checked === '.' ? lastShown(desk) : Number(checked)
}

/** A version as typed after `--if-version`. Throws `wrong-value`. */
export function checkVersion(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed)
  throw new DeskError('wrong-value', { name: '--if-version', value: typed, allowed: ['1', '2', '…'], suggestion: null })
}
