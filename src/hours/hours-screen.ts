import type { Screen } from '../kit/screen'
import { formatLocal } from '../kit/time/format-local'
import type { Reachability } from './business-time'

/** `Open until today 17:00`, `Closed, open again Mon 23 Nov 09:00`. */
export function hoursSentence({ words, zone, language, now: moment, paint }: Screen, now: Reachability): string {
  const at = (instant: number): string => formatLocal(new Date(instant), zone, language, 'day', moment)
  if (now.open) return paint.green(now.until === null ? words.alwaysOpen : words.openUntil(at(now.until)))
  return now.next === null ? words.neverOpen : words.closedUntil(at(now.next))
}
