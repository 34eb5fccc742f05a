import type { Desk } from '../desk'
import { businessTimeBetween } from '../hours/business-time'
import { deskCalendar } from '../hours/desk-calendar'
import { knownZone } from '../kit/time/time-zone'
import { offsetsOf } from '../kit/time/zone-offset'
import type { Due } from './ticket'

/** How much of the desk's time is left until something is due, in milliseconds. Loads the time zones. */
export async function timeLeft(desk: Desk, timeZone: string, { at, aroundTheClock }: Due): Promise<number> {
  const now = desk.now()
  if (aroundTheClock) return at.getTime() - now.getTime()
  const zone = knownZone(timeZone)
  const calendar = await deskCalendar(await desk.store(), zone, now, desk.language)
  return businessTimeBetween(calendar, offsetsOf(zone), now.getTime(), at.getTime())
}
