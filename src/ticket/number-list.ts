import { DeskError } from '../kit/errors'

/**
 * The tickets that a command line names: `12`, `#12`, a range `14-19`, several divided by commas (`12,14-19`), `.` for
 * the one last shown, and `-` for numbers that come in on standard input. Each counts once, where it is first named.
 */
export type NamedTicket = number | '.' | '-'

/** More than anybody means at once; a range with a digit too many is a mistake. */
export const mostNumbers = 1000

/** Whether the words can name more than one ticket: then a script gets an array, however many there are. */
export function isSeveral(words: readonly string[]): boolean {
  return words.length !== 1 || !/^(#?\d+|\.)$/.test(words[0] ?? '')
}

/** Whether a word names tickets, and not a person or a thing. */
export function namesTickets(word: string): boolean {
  return /^[#\d.,-]+$/.test(word)
}

/** The tickets that the words name. Throws `wrong-number`, `range-reversed`, `too-many-numbers`. */
export function ticketsNamed(words: readonly string[]): NamedTicket[] {
  const named = new Set<NamedTicket>()
  for (const word of words) {
    for (const piece of word.split(',')) {
      for (const one of ticketsOf(piece, word)) named.add(one)
      if (named.size > mostNumbers) throw new DeskError('too-many-numbers', { limit: mostNumbers })
    }
  }
  return [...named]
}

/** The numbers in a text that a program printed: one or several a line. Throws as `ticketsNamed` does. */
export function numbersIn(text: string): number[] {
  return ticketsNamed(text.split(/\s+/).filter((word) => word !== '')).map((one) => {
    if (typeof one === 'number') return one
    throw new DeskError('wrong-number', { value: one })
  })
}

function ticketsOf(piece: string, word: string): NamedTicket[] {
  if (piece === '.' || piece === '-') return [piece]
  const [, first, , last = first] = /^#?(\d{1,10})(-#?(\d{1,10}))?$/.exec(piece) ?? []
  const [from, to] = [Number(first), Number(last)]
  if (first === undefined || from < 1 || to < 1) throw new DeskError('wrong-number', { value: piece || word })
  if (from > to) throw new DeskError('range-reversed', { value: piece, suggestion: `${to}-${from}` })
  if (to - from >= mostNumbers) throw new DeskError('too-many-numbers', { limit: mostNumbers })
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
