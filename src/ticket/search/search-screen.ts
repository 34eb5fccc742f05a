import type { Screen } from '../../kit/screen'
import { shortenText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { ticketTable } from '../list-screen'
import { excerptIndent as indent, type Piece } from './search-excerpt'
import type { Found } from './search-tickets'

/** What was found, the best first, each with the place where it was found, and below how many there are. */
export function searchScreen(screen: Screen, { tickets, ranked, goesOn, wholeWord }: Found, quiet: boolean): string {
  const { words, paint } = screen
  if (tickets.length === 0) return quiet ? '' : wholeWord ? words.nothingFoundWhole : words.nothingFound
  const [header = '', ...rows] = ticketTable(
    screen,
    tickets.map(({ ticket, lateness }) => ({ ...ticket, lateness })),
  ).split('\n')
  const lines = tickets.flatMap(({ excerpt }, index) => [rows[index] ?? '', ...excerptLines(screen, excerpt)])
  const cut = tickets.length < ranked || goesOn
  const footer = [words.found(tickets.length, ranked, goesOn), ...(cut ? [words.narrowSearch] : [])]
  return [header, ...lines, ...(quiet ? [] : [paint.dim(footer.join(` ${screen.symbols.dot} `))])].join('\n')
}

function excerptLines(screen: Screen, excerpt: readonly Piece[] | null): string[] {
  if (excerpt === null || excerpt.length === 0) return []
  const { measure, paint, columns, symbols } = screen
  const pieces = excerpt.map(({ text, isHit }) => ({ text: safeText(text), isHit }))
  let room = columns - indent
  let line = ' '.repeat(indent)
  for (const { text, isHit } of pieces) {
    const shown = shortenText(text, room, measure, symbols.ellipsis)
    line += isHit ? paint.bold(shown) : paint.dim(shown)
    room -= measure(shown)
    if (shown !== text || room <= 0) break
  }
  return [line.trimEnd()]
}
