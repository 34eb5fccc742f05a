import type { Screen } from '../kit/screen'
import { formatLocal } from '../kit/time/format-local'
import { type Due, dueOf, type ShownTicket } from './ticket'

const minute = 60_000
/** So far ahead it is told in minutes; so late in minutes, then in hours. */
const [inMinutes, inHours] = [60, 48 * 60]

/** `in 12 m`, `today 14:30`, `1 h late`: when something is due, as it stands in a list. */
export function dueText({ words, zone, language, now }: Screen, at: Date): string {
  const minutes = (at.getTime() - now.getTime()) / minute
  // Also what is late by a second is late by something.
  if (minutes < 0) return lateText(words, Math.max(1, Math.floor(-minutes)))
  return minutes < inMinutes ? words.dueIn(Math.floor(minutes)) : formatLocal(at, zone, language, 'day', now)
}

function lateText(words: Screen['words'], minutes: number): string {
  if (minutes < inMinutes) return words.late.minutes(minutes)
  return minutes < inHours ? words.late.hours(Math.floor(minutes / 60)) : words.late.days(Math.floor(minutes / 1440))
}

/** The same of a ticket; nothing where nothing is due. */
export function dueCell(screen: Screen, ticket: ShownTicket): string {
  const due = dueOf(ticket)
  return due === null ? screen.symbols.nothing : dueText(screen, due.at)
}

export function paintDue({ paint }: Screen, { lateness }: ShownTicket, text: string): string {
  if (lateness === 'late') return paint.red(text)
  return lateness === 'soon' ? paint.yellow(text) : lateness === null ? paint.dim(text) : text
}

/** `first answer due today 14:30 (2 h 40 business minutes left)`; `left`: how much, where that is known. */
export function dueSentence(screen: Screen, { at, metric, aroundTheClock }: Due, left: number | null): string {
  const { words, zone, language, now } = screen
  const time = formatLocal(at, zone, language, 'day', now)
  if (at < now) return `${words.lateOf[metric](dueText(screen, at))} (${words.wasDue(time)})`
  if (left === null) return words.dueOf[metric](time)
  const minutes = Math.floor(left / minute)
  const rest = (aroundTheClock ? words.timeLeft : words.businessLeft)(Math.floor(minutes / 60), minutes % 60)
  return `${words.dueOf[metric](time)} (${rest})`
}
