import type { Desk } from '../../desk'
import { readStoredCalendar } from '../../hours/calendar-store'
import { printChange, printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { checkLine } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { dueTimesAnew } from '../../sla/recompute'
import { closingDayView, type ShownDay } from '../calendar-view'
import { addClosingDay, removeClosingDay } from '../change-calendar'
import { shownCalendar } from '../shown-calendar'

export const holidayAdd = defineVerb({
  declare: (command) => command.argument('<day>').option('--name <name>').option('--idempotency-key <key>'),
  output: { one: closingDayView },
  async run(desk, typed, flags) {
    await dayFrom(desk, typed, 'UTC')
    const name = flags.name === undefined ? null : checkLine('--name', flags.name)
    const { actor, rules, zone } = await beginning(desk)
    const closing = { day: await dayFrom(desk, typed, zone), name }
    await addClosingDay(desk, { actor, rules, idempotencyKey: flags.idempotencyKey }, closing)
    await dueTimesAnew(desk)
    await show(desk, closing, desk.words.closedThen)
  },
})

export const holidayRemove = defineVerb({
  declare: (command) => command.argument('<day>').option('--idempotency-key <key>'),
  output: { one: closingDayView },
  async run(desk, typed, flags) {
    await dayFrom(desk, typed, 'UTC')
    const { actor, rules, zone, store } = await beginning(desk)
    const day = await dayFrom(desk, typed, zone)
    const { closingDays } = await readStoredCalendar(store.db)
    const before = closingDays.find((closing) => closing.day === day)
    await removeClosingDay(desk, { actor, rules, idempotencyKey: flags.idempotencyKey }, day)
    await dueTimesAnew(desk)
    await show(
      desk,
      before ?? { day, name: null },
      before === undefined ? desk.words.nothingChanged : desk.words.removed,
    )
  },
})

export const holidayList = defineVerb({
  declare: (command) => command,
  output: { many: closingDayView },
  async run(desk) {
    const { store, settings, zone } = await beginning(desk)
    const language = isForPeople(desk) ? desk.language : settings['desk.language']
    const { closingDays, holidays } = await shownCalendar(store, zone, desk.now(), language)
    const days = [...closingDays, ...holidays].sort((a, b) => (a.day < b.day ? -1 : 1))
    await printMany(desk, closingDayView, days, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        zone,
        days.map(({ name }) => name ?? ''),
      )
      if (days.length === 0) return screen.words.noHolidays
      const columns = [{ title: screen.words.columns.day }, { title: screen.words.columns.name, flexible: true }]
      const rows = days.map(({ day, name }) => [day, name === null ? screen.symbols.nothing : safeText(name)])
      return renderTable(screen, columns, rows)
    })
  },
})

async function dayFrom(desk: Desk, typed: string, zone: string): Promise<string> {
  const { dayMeant } = await import('../../hours/instant-meant')
  return dayMeant(typed, { now: desk.now(), zone })
}

async function show(desk: Desk, closing: ShownDay, fate: string): Promise<void> {
  await printChange(desk, closingDayView, closing, async () => {
    const screen = await screenOf(desk, 'UTC', [closing.name ?? ''])
    return doneLine(screen, closing.day, closing.name === null ? '' : safeText(closing.name), fate)
  })
}
