import { DeskError } from '../kit/errors'
import { knownZone } from '../kit/time/time-zone'
import { parseLocalInstant } from './local-time'

/** A time as people type it on the command line (CLI.md, Conventions), or `wrong-time`. */
export function instantMeant(typed: string, moment: { now: Date; zone: string }): Date {
  const meant = parseLocalInstant(typed, { ...moment, zone: knownZone(moment.zone) })
  if (meant.ok) return meant.instant
  throw new DeskError('wrong-time', { value: typed, reason: meant.reason })
}
