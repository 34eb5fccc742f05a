import { offsetsOf } from './zone-offset'

/**
 * True for the name of a time zone the machine knows, such as `Europe/Berlin` or `UTC`; upper and lower case do not
 * matter. A bare offset (`+01:00`) is no zone: it knows no summer time, and not every engine takes it.
 */
export function isTimeZone(zone: string): boolean {
  if (!/^[a-z]/i.test(zone)) {
    return false
  }
  try {
    offsetsOf(zone)
    return true
  } catch {
    return false
  }
}

/** The zone, or UTC where the machine does not know it (any more): a wrong clock is better than no answer. */
export function knownZone(zone: string): string {
  return isTimeZone(zone) ? zone : 'UTC'
}
