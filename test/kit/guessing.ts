const start = Date.parse('2026-03-05T12:00:00.000Z')
export const minute = 60_000

/** So many minutes after the first guess. */
export const at = (minutes: number): Date => new Date(start + minutes * minute)

/** Fails as soon as it may, so often, and gives the waits in minutes after each failure. */
export function guess(times: number, retryAt: (failures: readonly Date[], now: Date) => Date | undefined): number[] {
  const failures: Date[] = []
  const waits: number[] = []
  let now = at(0)
  for (let count = 0; count < times; count += 1) {
    failures.push(now)
    const until = retryAt(failures, now)
    waits.push(until === undefined ? 0 : (until.getTime() - now.getTime()) / minute)
    now = until ?? new Date(now.getTime() + 1000)
  }
  return waits
}
