import { retryAt, type Throttle } from '../people/login-throttle'

const minute = 60_000

/**
 * Guessing codes (DOMAIN 3): after five wrong ones within 15 minutes an advisor waits 15 minutes, after the next five 30,
 * then 60. A right one in between forgives nothing.
 */
const codeThrottle: Throttle = {
  allowed: 5,
  within: 15 * minute,
  furtherAllowed: 5,
  firstWait: 15 * minute,
  longestWait: 60 * minute,
}

/** So many wrong codes for one tenant end the one that is valid. */
export const wrongCodesAllowed = 5

/** When an advisor with these failures may try again; undefined if they may now. */
export function mayTryAgainAt(failures: readonly Date[], now: Date): Date | undefined {
  return retryAt(failures, now, codeThrottle)
}
