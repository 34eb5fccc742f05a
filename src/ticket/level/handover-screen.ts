import { joinParts, type Screen } from '../../kit/screen'
import { wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import type { TicketDetails } from '../ticket-view'

/**
 * How a ticket came to the level where it is: at second level who handed it over, when, for the how manyth time, and why; at
 * first level only that it is back. What was answered stands in the conversation.
 */
export function handoverLines(screen: Screen, { ticket, handover }: TicketDetails): string[] {
  if (handover === null || handover.to !== ticket.level) return []
  const { words, paint, zone, language, now, symbols } = screen
  const { levels } = words
  const name = handover.by === null ? words.theDesk : safeText(handover.by.name ?? handover.by.email)
  const isUp = handover.to === 2
  const parts = [
    isUp ? levels.handedOver(name) : levels.handedDown(name),
    formatLocal(handover.at, zone, language, 'day', now),
    ...(handover.times > 1 ? [isUp ? levels.timesHere(handover.times) : levels.timesThere(handover.times)] : []),
  ]
  const lines = joinParts(screen, parts).split('\n')
  const missing = handover.missing.map((flag) => levels.missing[flag as keyof typeof levels.missing] ?? flag)
  const without = isUp && missing.length > 0 ? [levels.forced(missing.join(', '))] : []
  return [
    ...(isUp ? ['', ...lines] : lines.map((line) => paint.dim(line))),
    ...(isUp ? inside(screen, handover.reason ?? '', `  ${symbols.bar} `) : []),
    ...without.flatMap((text) => inside(screen, text, '  ').map((line) => paint.yellow(line))),
  ]
}

/** How long it was at each level, below the history; nothing for a ticket that never left first level. */
export function levelTimeLines(screen: Screen, { handover, levelTimes }: TicketDetails): string[] {
  if (levelTimes === null || (handover === null && levelTimes[2] === 0)) return []
  const { words, paint, symbols } = screen
  const parts = ([1, 2] as const).map((level) => words.levels.levelTime(level, lengthText(screen, levelTimes[level])))
  const times = handover === null ? [] : [words.levels.timesThere(handover.times)]
  return [paint.dim(`  ${[...parts, ...times].join(` ${symbols.dot} `)}`)]
}

/** `2 h 05 min`: as exactly as anybody wants to know it. */
function lengthText({ words: { levels } }: Screen, milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return levels.days(Math.floor(hours / 24), hours % 24)
  return hours > 0 ? levels.hours(hours, minutes % 60) : levels.minutes(minutes)
}

function inside({ columns, measure }: Screen, text: string, before: string): string[] {
  if (text === '') return []
  const lines = wrapText(safeText(text, { keepLineBreaks: true }), columns - before.length, measure)
  return lines.map((line) => `${before}${line}`.trimEnd())
}
