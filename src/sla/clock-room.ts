import { addBusinessTime, businessTimeBetween, type OffsetAt } from '../hours/business-time'
import type { Calendar } from '../hours/calendar'
import { readStoredCalendar, saveHolidays } from '../hours/calendar-store'
import { calendarFrom, holidaysOfYears } from '../hours/desk-calendar'
import type { Holiday } from '../hours/holidays'
import { entriesOfTicket } from '../journal/store'
import type { Language } from '../kit/language'
import { knownZone } from '../kit/time/time-zone'
import { offsetsOf } from '../kit/time/zone-offset'
import { handles } from '../people/permission'
import { readSettings } from '../settings/store'
import type { Reader, Tx } from '../store/schema'
import type { Ticket } from '../ticket/ticket'
import type { BusinessTime, Clock } from './clock'
import { deskMembers, firstLevels } from './clock-store'
import { clocksAt } from './due-time'
import { type AgreedLevel, inForce, type ServiceLevel, workingTimeOf } from './service-level'
import { listServiceLevels } from './service-level-store'
import { momentsOf, type OwnFirstLevel } from './ticket-moments'

/** All that clocks hang on besides the ticket itself, read once for however many tickets. Loads the time zones. */
export interface ClockRoom {
  agreed: readonly AgreedLevel[]
  serviceLevels: readonly ServiceLevel[]
  calendar: Calendar
  offsets: OffsetAt
  openTime: BusinessTime
  firstLevelOf: (tenantId: string) => OwnFirstLevel | null
  isStaff: (userId: string) => boolean
}

/** Keeps what the library said of holidays, because to ask it costs more than all the rest. */
export function keepHolidays(tx: Tx): Keep {
  return async (region, holidays) => saveHolidays(tx, region, holidays)
}

type Keep = (region: string, holidays: readonly Holiday[]) => Promise<void>

/** `since`: the opening of the oldest ticket, whose holidays count, too. */
export async function clockRoom(
  db: Reader,
  { since, now, language, keep }: { since: Date; now: Date; language: Language; keep?: Keep },
): Promise<ClockRoom> {
  const stored = await readStoredCalendar(db)
  const zone = knownZone((await readSettings(db))['desk.time-zone'])
  const years = { first: Math.min(since.getUTCFullYear(), now.getUTCFullYear() - 1), last: now.getUTCFullYear() + 6 }
  const { region } = stored
  const holidays =
    region === null ? [] : await holidaysOfYears(db, region, years, async (found) => keep?.(region, found))
  const calendar = calendarFrom(stored, zone, holidays, language)
  const offsets = offsetsOf(zone)
  const agreed = await listServiceLevels(db)
  const working = workingTimeOf(calendar.week)
  const tenants = await firstLevels(db)
  const staff = new Set((await deskMembers(db)).flatMap(({ userId, group }) => (handles(group) ? [userId] : [])))
  return {
    agreed,
    serviceLevels: agreed.map((level) => inForce(level, working)),
    calendar,
    offsets,
    openTime: {
      between: (from, to) => businessTimeBetween(calendar, offsets, from, to),
      add: (from, length) => addBusinessTime(calendar, offsets, from, length),
    },
    firstLevelOf: (tenantId) => tenants.get(tenantId) ?? null,
    isStaff: (userId) => staff.has(userId),
  }
}

/** The clocks of a ticket, from its entries in the journal. */
export async function clocksOfTicket(db: Reader, room: ClockRoom, ticket: Ticket, now: Date): Promise<Clock[]> {
  const entries = await entriesOfTicket(db, ticket.id)
  const moments = momentsOf({ ...ticket, requesterId: ticket.requester.id }, entries, {
    firstLevel: room.firstLevelOf(ticket.tenant.id),
    isStaff: room.isStaff,
  })
  return clocksAt(moments, room.serviceLevels, room.openTime, now.getTime())
}
