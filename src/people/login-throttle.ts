/**
 * How guessing is slowed down: after some failures within a while whoever fails has to wait, after further ones twice as
 * long, up to a longest wait. Who waits is not even compared, so that waiting cannot be made longer from outside. As long
 * a time of quiet as the longest wait begins anew.
 */
export interface Throttle {
  /** The first wait comes with this failure… */
  allowed: number
  /** …if all of them lie within this time. */
  within: number
  /** Every so many further failures the wait is twice as long. */
  furtherAllowed: number
  firstWait: number
  longestWait: number
}

const minute = 60_000

/**
 * Passwords (DOMAIN 2): after five failures within 15 minutes an address waits 1 minute, after each further failure twice
 * as long, at most an hour. A success begins anew, too.
 */
const loginThrottle: Throttle = {
  allowed: 5,
  within: 15 * minute,
  furtherAllowed: 1,
  firstWait: minute,
  longestWait: 60 * minute,
}

/** When the next attempt is allowed; undefined if it is now. `failures` are those that count, oldest first. */
export function retryAt(failures: readonly Date[], now: Date, throttle: Throttle = loginThrottle): Date | undefined {
  const { allowed, within, furtherAllowed, firstWait, longestWait } = throttle
  let wait = 0
  let until = 0
  let further = 0
  let recent: number[] = []
  for (const failure of failures.map((instant) => instant.getTime())) {
    if (wait > 0 && failure - until > longestWait) wait = 0
    recent = [...recent.filter((earlier) => failure - earlier < within), failure]
    further += 1
    const isTooMany = wait > 0 ? further >= furtherAllowed : recent.length >= allowed
    if (!isTooMany) continue
    wait = wait > 0 ? Math.min(wait * 2, longestWait) : firstWait
    until = failure + wait
    further = 0
  }
  return until > now.getTime() ? new Date(until) : undefined
}
