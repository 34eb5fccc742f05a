/**
 * How guessing passwords is slowed down (DOMAIN 2): after five failures within 15 minutes an address waits 1 minute,
 * after each further failure twice as long, at most an hour. Who waits is not even compared, so that waiting cannot be
 * made longer from outside. A success, or an hour of quiet after the wait, begins anew.
 */
const minute = 60_000
const failuresAllowed = 5
const within = 15 * minute
const longestWait = 60 * minute

/** When the address may try again; undefined if it may now. `failures` are those since the last success, oldest first. */
export function retryAt(failures: readonly Date[], now: Date): Date | undefined {
  let wait = 0
  let until = 0
  let recent: number[] = []
  for (const failure of failures.map((instant) => instant.getTime())) {
    if (wait > 0 && failure - until > longestWait) wait = 0
    recent = [...recent.filter((earlier) => failure - earlier < within), failure]
    if (wait > 0) wait = Math.min(wait * 2, longestWait)
    else if (recent.length >= failuresAllowed) wait = minute
    if (wait > 0) until = failure + wait
  }
  return until > now.getTime() ? new Date(until) : undefined
}
