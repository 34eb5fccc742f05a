import type { Desk } from '../../desk'
import { localDay } from '../../hours/local-day'
import { printOne } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { readSettings } from '../../settings/store'
import { calendarScreen } from '../calendar-screen'
import { calendarView } from '../calendar-view'
import { shownCalendar } from '../shown-calendar'

export const calendarShow = defineVerb({
  declare: (command) => command,
  output: { one: calendarView },
  async run(desk) {
    await beginning(desk)
    await showCalendar(desk)
  },
})

/** Prints the calendar as it is now. Machines read names in the desk's language: their output is never translated. */
export async function showCalendar(desk: Desk): Promise<void> {
  const store = await desk.store()
  const settings = await readSettings(store.db)
  const language = isForPeople(desk) ? desk.language : settings['desk.language']
  const calendar = await shownCalendar(store, settings['desk.time-zone'], desk.now(), language)
  await printOne(desk, calendarView, calendar, async () => {
    const names = [...calendar.closingDays, ...calendar.holidays].map(({ name }) => name ?? '')
    const screen = await screenOf(desk, calendar.timeZone, names)
    return calendarScreen(screen, calendar, localDay(desk.now(), screen.zone))
  })
}
