import { DeskError } from './errors'

/** A number as typed after `--limit`. Throws `wrong-value`. */
export function countFrom(typed: string): number {
  if (/^[1-9]\d{0,6}$/.test(typed)) return Number(typed)
  throw new DeskError('wrong-value', { name: '--limit', value: typed, allowed: ['1', '50', '…'], suggestion: null })
}
