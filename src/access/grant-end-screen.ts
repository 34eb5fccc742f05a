import type { Screen } from '../kit/screen'
import { formatLocal } from '../kit/time/format-local'
import type { Grant } from '../people/grant'
import type { AccessWords } from '../words/catalogue'

/** `until #1041 is solved, at most until Mon 18 Jan 12:00`. */
export function endText(
  screen: Screen,
  words: AccessWords,
  { endsAt, ticket }: Pick<Grant, 'endsAt' | 'ticket'>,
): string {
  if (endsAt === null) return words.forGood
  const time = momentText(screen, endsAt)
  return ticket === null ? words.until(time) : words.untilTicket(ticket, time)
}

/** A moment of a grant, with its day. */
export function momentText({ zone, language, now }: Screen, moment: Date): string {
  return formatLocal(moment, zone, language, 'day', now)
}
