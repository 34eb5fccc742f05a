import type { Desk } from '../desk'
import {
  type ClosingDay,
  deleteClosingDay,
  readStoredCalendar,
  type StoredCalendar,
  saveCalendar,
  saveClosingDay,
} from '../hours/calendar-store'
import { changesBetween } from '../journal/changes'
import type { Deed } from '../journal/deed'
import type { Json } from '../kit/json'
import { type Administering, administer } from '../people/administer'
import { calendarChanged } from '../sla/recompute'
import { putSetting } from './change-setting'

/** What is to change of the calendar; undefined: nothing. */
export interface CalendarEdit {
  timeZone: string | undefined
  hours: string | undefined
  /** Null: no public holidays are kept. */
  region: string | null | undefined
}

/** Changes hours, zone or region; what is so already is no change and no entry. Throws `not-allowed`. */
export async function changeCalendar(desk: Desk, doing: Administering, edit: CalendarEdit): Promise<void> {
  const { timeZone, hours, region } = edit
  const request = { timeZone: timeZone ?? null, hours: hours ?? null, region: region ?? null }
  await changed(desk, doing, 'calendar set', request, async (deed, before) => {
    if (timeZone !== undefined) await putSetting(deed, 'desk.time-zone', timeZone)
    const after = { hours: hours ?? before.hours, region: region === undefined ? before.region : region }
    await saveCalendar(deed.tx, after)
  })
}

/** Adds a day on which the desk is closed; one that is there gets the name given now. */
export async function addClosingDay(desk: Desk, doing: Administering, closing: ClosingDay): Promise<void> {
  const { day, name } = closing
  await changed(desk, doing, 'calendar holiday add', { day, name }, async (deed) => saveClosingDay(deed.tx, closing))
}

/** Takes away a closing day of the desk's own; one that is none is no change. */
export async function removeClosingDay(desk: Desk, doing: Administering, day: string): Promise<void> {
  await changed(desk, doing, 'calendar holiday remove', { day }, async (deed) => deleteClosingDay(deed.tx, day))
}

async function changed(
  desk: Desk,
  doing: Administering,
  command: string,
  request: Json,
  change: (deed: Deed, before: StoredCalendar) => Promise<void>,
): Promise<void> {
  await administer(desk, doing, command, request, async (deed) => {
    const before = await readStoredCalendar(deed.tx)
    await change(deed, before)
    const changes = changesBetween(recorded(before), recorded(await readStoredCalendar(deed.tx)))
    if (Object.keys(changes).length > 0) {
      deed.record({ type: 'calendar.changed', payload: { changes } })
      await calendarChanged(deed.tx, deed.now)
    }
    return null
  })
}

/** A calendar as its changes are written down. */
function recorded({ hours, region, closingDays }: StoredCalendar) {
  return { hours, region, closingDays: closingDays.map(({ day, name }) => (name === null ? day : `${day} ${name}`)) }
}
