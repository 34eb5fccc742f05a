import { listOf, objectOf, orNull, text } from '../kit/json'
import type { View } from '../kit/view'

/** A day on which the desk is closed, as it is shown: `2026-12-24`, and why. */
export interface ShownDay {
  day: string
  name: string | null
}

/** The calendar as `calendar show` prints it. */
export interface ShownCalendar {
  timeZone: string
  hours: string
  region: string | null
  /** The desk's own. */
  closingDays: readonly ShownDay[]
  /** The public holidays of the region, of the next twelve months. */
  holidays: readonly ShownDay[]
}

const day = objectOf({ day: text, name: orNull(text) })

export const calendarView: View<ShownCalendar> = {
  fields: { timeZone: text, hours: text, region: orNull(text), closingDays: listOf(day), holidays: listOf(day) },
  columns: ['timeZone', 'hours', 'region', 'closingDays', 'holidays'],
  toJson: ({ timeZone, hours, region, closingDays, holidays }) => ({
    timeZone,
    hours,
    region,
    closingDays: closingDays.map((one) => ({ ...one })),
    holidays: holidays.map((one) => ({ ...one })),
  }),
}

export const closingDayView: View<ShownDay> = {
  fields: { day: text, name: orNull(text) },
  columns: ['day', 'name'],
  toJson: (one) => ({ ...one }),
}
