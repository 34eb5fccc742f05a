import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { countTickets, listTickets, readCursor } from '../list-store'
import { teamNamerFor } from '../team/team-namer'
import { listedAsOf } from '../team/ticket-team'
import { ticketListView } from '../ticket-view'
import { veiledTickets } from '../veil'
import { checkListFlags, filterFrom, isNarrowed, type ListFlags, type ListWords, withListFlags } from './list-words'

/** As many as a window takes; machines get all unless they ask. */
const terminalLimit = 50

export const list = defineVerb({
  declare: (command) =>
    withListFlags(command).option('--view <name>').option('--cursor <cursor>').option('--page-info'),
  output: { many: ticketListView },
  async run(desk, typed) {
    const given = await checkListFlags(desk, typed)
    if (typed.view === undefined) checkCursor(typed, given)
    const begun = await beginning(desk)
    const { store, actor, rules, zone } = begun
    const { flags, tenant } =
      typed.view === undefined
        ? { flags: typed, tenant: desk.tenant }
        : await (await import('../saved-view/commands/view-words')).throughView(desk, begun, typed.view, typed)
    // What was judged before the desk was opened holds where no view adds to it.
    const words = typed.view === undefined ? given : await checkListFlags(desk, flags)
    if (typed.view !== undefined) checkCursor({ ...flags, cursor: typed.cursor }, words)
    const place = { db: store.db, actor, rules, zone }
    const limit = words.limit ?? (isForPeople(desk) ? terminalLimit : undefined)
    if (words.query !== undefined && flags.sort === undefined) {
      const { printRanked } = await import('./list-search')
      const narrowed = await filterFrom(desk, place, { ...words, query: undefined }, tenant)
      return printRanked(desk, place, words.query, narrowed, { limit, wrapped: typed.pageInfo === true })
    }
    const filter = await filterFrom(desk, place, words, tenant)
    const visibility = visibilityOf(actor, rules)
    const now = desk.now()
    const page = await listTickets(store.db, visibility, filter, {
      now,
      sorting: words.sorting,
      ...(limit === undefined ? {} : { limit }),
      ...(typed.cursor === undefined ? {} : { after: typed.cursor }),
    })
    const teamName = await teamNamerFor(store.db, actor, rules)
    const seen = await veiledTickets(store.db, actor, rules, page.tickets)
    const listed = seen.map((ticket) => listedAsOf(ticket, now, teamName))
    const wrapped = typed.pageInfo === true
    await printMany(
      desk,
      ticketListView,
      listed,
      async () => {
        const tickets = listed.map(({ ticket, lateness }) => ({ ...ticket, lateness }))
        const { listScreen } = await import('../list-screen')
        const texts = tickets.flatMap(({ subject, requester, tenant }) => [subject, requester.name ?? '', tenant.name])
        const screen = await screenOf(desk, zone, texts)
        const counts = await countTickets(store.db, visibility, filter, now)
        const filtered = isNarrowed(desk, flags) || tenant !== undefined || typed.cursor !== undefined
        const { all: count } =
          filter.held === false ? await countTickets(store.db, visibility, { ...filter, held: true }, now) : { all: 0 }
        return listScreen(screen, tickets, counts, page.nextCursor, {
          quiet: desk.globals.quiet,
          filtered,
          heldOnly: filter.held === true,
          ...(count === 0 ? {} : { onHold: { count, command: await heldCommand(desk, typed) } }),
        })
      },
      { nextCursor: page.nextCursor, wrapped },
    )
  },
})

/** The same list, of what is on hold. */
async function heldCommand(desk: Desk, typed: ListFlags & { view?: string | undefined }): Promise<string> {
  const { flagsToSave } = await import('../saved-view/commands/view-words')
  const { typedFlags } = await import('../saved-view/saved-view')
  const narrowing = flagsToSave({ ...typed, sort: undefined, limit: undefined }, desk.globals.tenant)
  const view = typed.view === undefined ? {} : { view: typed.view }
  return `helpdesk list ${typedFlags({ ...view, ...narrowing, held: true })}`
}

/** Only a list in an order of its own can go on where a page ended. Throws `conflicting-flags`, `wrong-cursor`. */
function checkCursor({ cursor, search, sort }: ListFlags & { cursor?: string | undefined }, words: ListWords): void {
  if (cursor === undefined) return
  if (search !== undefined && sort === undefined) {
    throw new DeskError('conflicting-flags', { flags: ['--search', '--cursor'] })
  }
  readCursor(cursor, words.sorting)
}
