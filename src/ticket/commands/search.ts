import type { Desk } from '../../desk'
import { countFrom } from '../../kit/count'
import { printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import type { TicketFilter } from '../list-store'
import { foundTicketView } from '../search/found-view'
import { excerptLength, plainExcerpt } from '../search/search-excerpt'
import { parseSearch } from '../search/search-query'
import { type Found, indexWaiting, type Searcher, searchMeant, searchTickets } from '../search/search-tickets'
import { tenantOfTickets } from '../tenant-of-tickets'
import { statuses } from '../ticket'

/** As many as a window takes; machines get all that were ranked, unless they ask. */
const terminalLimit = 20

/** As much of a text as tells what it is about. */
const machineExcerpt = 160

export const search = defineVerb({
  declare: (command) => command.argument('<text...>').option('--limit <count>'),
  output: { many: foundTicketView },
  async run(desk, typed, flags) {
    const query = parseSearch(typed.join(' '), 'TEXT')
    const limit = flags.limit === undefined ? undefined : countFrom(flags.limit)
    const { store, actor, rules, zone } = await beginning(desk)
    const searcher = { db: store.db, actor, rules }
    const filter = { statuses, ...(await tenantFilter(desk, searcher)) }
    const meant = await searchMeant(searcher, query)
    await indexWaiting(desk)
    const found = await searchTickets(searcher, meant, filter, {
      now: desk.now(),
      limit: limit ?? (isForPeople(desk) ? terminalLimit : undefined),
      length: isForPeople(desk) ? excerptLength(Math.min(desk.stdout.columns, 100)) : machineExcerpt,
    })
    await printMany(desk, foundTicketView, found.tickets, () => drawFound(desk, found, zone))
  },
})

/** What was found, as a person sees it. */
export async function drawFound(desk: Desk, found: Found, zone: string): Promise<string> {
  const texts = found.tickets.flatMap(({ ticket, excerpt }) => [
    ticket.subject,
    ticket.requester.name ?? '',
    ticket.tenant.name,
    excerpt === null ? '' : plainExcerpt(excerpt),
  ])
  const { searchScreen } = await import('../search/search-screen')
  return searchScreen(await screenOf(desk, zone, texts), found, desk.globals.quiet)
}

async function tenantFilter(desk: Desk, { db, actor, rules }: Searcher): Promise<Pick<TicketFilter, 'tenantId'>> {
  if (desk.tenant === undefined) return {}
  return { tenantId: (await tenantOfTickets(db, actor, rules, desk.tenant)).id }
}
