import { printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { countTickets, listTickets, readCursor } from '../list-store'
import { asOf } from '../ticket'
import { ticketListView } from '../ticket-view'
import { checkListFlags, filterFrom, isNarrowed, withListFlags } from './list-words'

/** As many as a window takes; machines get all unless they ask. */
const terminalLimit = 50

export const list = defineVerb({
  declare: (command) =>
    withListFlags(command).option('--view <name>').option('--cursor <cursor>').option('--page-info'),
  output: { many: ticketListView },
  async run(desk, typed) {
    const given = await checkListFlags(desk, typed)
    if (typed.cursor !== undefined && typed.view === undefined) readCursor(typed.cursor, given.sorting)
    const begun = await beginning(desk)
    const { store, actor, rules, zone } = begun
    const { flags, tenant } =
      typed.view === undefined
        ? { flags: typed, tenant: desk.tenant }
        : await (await import('./view-words')).throughView(desk, begun, typed.view, typed)
    const words = await checkListFlags(desk, flags)
    if (typed.cursor !== undefined) readCursor(typed.cursor, words.sorting)
    const filter = await filterFrom(desk, { db: store.db, actor, rules, zone }, words, tenant)
    const visibility = visibilityOf(actor, rules)
    const now = desk.now()
    const limit = words.limit ?? (isForPeople(desk) ? terminalLimit : undefined)
    const page = await listTickets(store.db, visibility, filter, {
      now,
      sorting: words.sorting,
      ...(limit === undefined ? {} : { limit }),
      ...(typed.cursor === undefined ? {} : { after: typed.cursor }),
    })
    const tickets = page.tickets.map((ticket) => asOf(ticket, now))
    const wrapped = typed.pageInfo === true
    await printMany(
      desk,
      ticketListView,
      tickets,
      async () => {
        const { listScreen } = await import('../list-screen')
        const texts = tickets.flatMap(({ subject, requester, tenant }) => [subject, requester.name ?? '', tenant.name])
        const screen = await screenOf(desk, zone, texts)
        const counts = await countTickets(store.db, visibility, filter, now)
        const filtered = isNarrowed(desk, flags) || tenant !== undefined || typed.cursor !== undefined
        return listScreen(screen, tickets, counts, page.nextCursor, { quiet: desk.globals.quiet, filtered })
      },
      { nextCursor: page.nextCursor, wrapped },
    )
  },
})
