import { DeskError } from '../kit/errors'
import { knownZone } from '../kit/time/time-zone'
import { localDay } from './local-day'
import { parseLocalInstant } from './local-time'

/** A time as people type it on the command line (CLI.md, Conventions), or `wrong-time`. */
export function instantMeant(typed: string, moment: { now: Date; zone: string }): Date {
  return momentMeant(typed, moment).instant
}

/** The same, with whether only a day was said; `day` is that local day, as `2026-12-24`. */
export function momentMeant(
  typed: string,
  moment: { now: Date; zone: string },
): { instant: Date; day: string | undefined } {
  const zone = knownZone(moment.zone)
  const meant = parseLocalInstant(typed, { ...moment, zone })
  if (!meant.ok) throw new DeskError('wrong-time', { value: typed, reason: meant.reason })
  const { instant, precision } = meant
  return { instant, day: precision === 'day' ? localDay(instant, zone) : undefined }
}

/** A local day as people type it (`24.12.`, `2026-12-24`, `tomorrow`), as `2026-12-24`; or `wrong-time`. */
export function dayMeant(typed: string, moment: { now: Date; zone: string }): string {
  const zone = knownZone(moment.zone)
  const meant = parseLocalInstant(typed, { ...moment, zone })
  if (!meant.ok) throw new DeskError('wrong-time', { value: typed, reason: meant.reason })
  if (meant.precision !== 'day') throw new DeskError('wrong-time', { value: typed, reason: 'no-day' })
  return localDay(meant.instant, zone)
}
