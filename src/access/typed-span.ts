import { DeskError } from '../kit/errors'
import { parseDuration } from '../kit/time/duration'
import { longestGrant } from '../people/grant'
import { longestLife, shortestLife } from './access-code'

/** How long a code is to be valid: `90m`, at least 5 minutes, at most 24 hours. Throws `wrong-value`. */
export function codeLife(typed: string): number {
  return spanBetween('--ttl', typed, longestLife, '… 24h')
}

/** How long whoever redeems a code may stay: at most 14 days. Throws `wrong-value`. */
export function grantLength(typed: string): number {
  return spanBetween('--for', typed, longestGrant, '… 14d')
}

function spanBetween(name: string, typed: string, longest: number, most: string): number {
  const span = parseDuration(typed)
  if (span !== undefined && span >= shortestLife && span <= longest) return span
  throw new DeskError('wrong-value', { name, value: typed.slice(0, 40), allowed: ['5m', most], suggestion: null })
}
