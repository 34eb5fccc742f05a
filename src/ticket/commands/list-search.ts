import type { Desk } from '../../desk'
import { printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { readSettings } from '../../settings/store'
import type { TicketFilter } from '../list-store'
import { excerptLength } from '../search/search-excerpt'
import type { SearchQuery } from '../search/search-query'
import { foundCondition } from '../search/search-store'
import { indexWaiting, type Searcher, searchMeant, searchTickets } from '../search/search-tickets'
import { ticketListView } from '../ticket-view'
import { drawFound } from './search'

// `list --search`: without an order of its own it is ranked, with one it is a list like every other.

/** Prints the tickets that fit, the best first. */
export async function printRanked(
  desk: Desk,
  searcher: Searcher,
  query: SearchQuery,
  filter: TicketFilter,
  { limit, wrapped }: { limit: number | undefined; wrapped: boolean },
): Promise<void> {
  const meant = await searchMeant(searcher, query)
  await indexWaiting(desk)
  const length = excerptLength(Math.min(desk.stdout.columns, 100))
  const found = await searchTickets(searcher, meant, filter, {
    now: desk.now(),
    limit,
    length: isForPeople(desk) ? length : undefined,
  })
  const draw = async (): Promise<string> => {
    const settings = await readSettings(searcher.db)
    return drawFound(desk, found, settings['desk.time-zone'])
  }
  await printMany(desk, ticketListView, found.tickets, draw, { nextCursor: null, wrapped })
}

/** The search as one more condition of a list. */
export async function found(desk: Desk, searcher: Searcher, query: SearchQuery): Promise<Pick<TicketFilter, 'found'>> {
  const meant = await searchMeant(searcher, query)
  await indexWaiting(desk)
  return { found: foundCondition(meant, desk.now()) }
}
