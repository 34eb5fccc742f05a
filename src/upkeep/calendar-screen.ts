import { daysAlike, readHours, type Span, spanText } from '../hours/calendar'
import { joinParts, type Screen } from '../kit/screen'
import { padText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import type { ShownCalendar, ShownDay } from './calendar-view'

/** How many of the next closed days a screen names. */
const named = 6

/** Hours by day, the zone, and the next days on which the desk is closed. */
export function calendarScreen(screen: Screen, calendar: ShownCalendar, today: string): string {
  const { words, measure } = screen
  const { timeZone, hours, region } = calendar
  const read = readHours(hours)
  const days = 'week' in read ? daysAlike(read.week) : []
  const titles = days.map(({ first, last }) => daysTitle(screen, first, last))
  const width = Math.max(0, ...titles.map(measure)) + 2
  const lines = days.map(({ spans }, index) => `${padText(titles[index] ?? '', width, measure)}${spansText(spans)}`)
  const closed = [...calendar.closingDays, ...calendar.holidays]
    .filter(({ day }) => day >= today)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(0, named)
  return [
    ...(lines.length === 0 ? [words.neverOpen] : lines),
    joinParts(screen, [timeZone, region === null ? words.noHolidays : words.holidaysOf(region)]),
    ...(closed.length === 0 ? [] : ['', words.closedNext, ...closed.map((day) => closedLine(day))]),
  ].join('\n')
}

function daysTitle({ words }: Screen, first: number, last: number): string {
  const title = (day: number): string => words.weekdays[day] ?? ''
  return first === last ? title(first) : `${title(first)}–${title(last)}`
}

function spansText(spans: readonly Span[]): string {
  return spans.map((span) => spanText(span).replace('-', '–')).join(', ')
}

function closedLine({ day, name }: ShownDay): string {
  return `  ${day}  ${name === null ? '' : safeText(name)}`.trimEnd()
}
