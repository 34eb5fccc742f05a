import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { collect, defineVerb } from '../../kit/verb'
import { beginning, visibleTenants } from '../../people/beginning'
import { mailAddress } from '../../people/mail-address'
import { type TicketRules, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { tenantByName } from '../../people/tenant-store'
import { userByEmail } from '../../people/user-store'
import type { Reader } from '../../store/schema'
import { categoryNamed } from '../category'
import { listCategories } from '../category-store'
import { countTickets, listTickets, readCursor, type Sorting, sortings, type TicketFilter } from '../list-store'
import type { SearchQuery } from '../search-query'
import { asOf, type Priority, priorities, type Status, statuses } from '../ticket'
import { ticketListView } from '../ticket-view'
import { topicByName } from '../topic-store'
import { countFrom, instantFrom } from '../words'

const narrowingFlags = new Set([
  'status',
  'all',
  'mine',
  'assignee',
  'unassigned',
  'category',
  'topic',
  'level',
  'priority',
  'emergency',
  'new',
  'held',
  'since',
  'watching',
  'search',
  'cursor',
])

/** As many as a window takes; machines get all unless they ask. */
const terminalLimit = 50

export const list = defineVerb({
  declare: (command) =>
    command
      .option('--status <status>', '', collect)
      .option('--all')
      .option('--mine')
      .option('--assignee <email>')
      .option('--unassigned')
      .option('-c, --category <category>')
      .option('--topic <topic>')
      .option('--level <level>')
      .option('--priority <priority>')
      .option('--emergency')
      .option('--new')
      .option('--held')
      .option('--since <time>')
      .option('--watching')
      .option('--search <text>')
      .option('--sort <field>')
      .option('--limit <count>')
      .option('--cursor <cursor>')
      .option('--page-info'),
  output: { many: ticketListView },
  async run(desk, flags) {
    const words = checkWords(flags)
    const query = flags.search === undefined ? undefined : await readSearch(flags.search, flags)
    if (flags.cursor !== undefined) readCursor(flags.cursor, words.sorting)
    if (flags.since !== undefined) await instantFrom(desk, flags.since, 'UTC')
    const { store, actor, settings, rules } = await beginning(desk)
    const narrowed = await filterFrom(desk, store.db, actor, rules, words, settings['desk.time-zone'])
    const visibility = visibilityOf(actor, rules)
    const now = desk.now()
    const limit = words.limit ?? (isForPeople(desk) ? terminalLimit : undefined)
    const looking = query === undefined ? undefined : await import('./list-search')
    const searcher = { db: store.db, actor, rules }
    if (looking !== undefined && query !== undefined && flags.sort === undefined) {
      return looking.printRanked(desk, searcher, query, narrowed, { limit, wrapped: flags.pageInfo === true })
    }
    const filter = query === undefined ? narrowed : { ...narrowed, ...(await looking?.found(desk, searcher, query)) }
    const page = await listTickets(store.db, visibility, filter, {
      now,
      sorting: words.sorting,
      ...(limit === undefined ? {} : { limit }),
      ...(flags.cursor === undefined ? {} : { after: flags.cursor }),
    })
    const tickets = page.tickets.map((ticket) => asOf(ticket, now))
    const wrapped = flags.pageInfo === true
    await printMany(
      desk,
      ticketListView,
      tickets,
      async () => {
        const { listScreen } = await import('../list-screen')
        const texts = tickets.flatMap(({ subject, requester, tenant }) => [subject, requester.name ?? '', tenant.name])
        const screen = await screenOf(desk, settings['desk.time-zone'], texts)
        const counts = await countTickets(store.db, visibility, filter, now)
        // Flags or a tenant narrow the list; then an empty one does not mean that all work is done.
        const filtered = Object.keys(flags).some((flag) => narrowingFlags.has(flag)) || desk.tenant !== undefined
        return listScreen(screen, tickets, counts, page.nextCursor, { quiet: desk.globals.quiet, filtered })
      },
      { nextCursor: page.nextCursor, wrapped },
    )
  },
})

/** Only a list in an order of its own can go on where a page ended. Throws what is wrong with what is looked for. */
async function readSearch(typed: string, { sort, cursor }: { sort?: string; cursor?: string }): Promise<SearchQuery> {
  if (cursor !== undefined && sort === undefined) {
    throw new DeskError('conflicting-flags', { flags: ['--search', '--cursor'] })
  }
  return (await import('../search-query')).parseSearch(typed, '--search')
}

interface ListFlags {
  status?: string[] | undefined
  all?: true | undefined
  mine?: true | undefined
  assignee?: string | undefined
  unassigned?: true | undefined
  category?: string | undefined
  topic?: string | undefined
  level?: string | undefined
  priority?: string | undefined
  emergency?: true | undefined
  new?: true | undefined
  held?: true | undefined
  since?: string | undefined
  watching?: true | undefined
  search?: string | undefined
  sort?: string | undefined
  limit?: string | undefined
}

/** Judges every value by itself, before the desk is opened. */
function checkWords(flags: ListFlags) {
  const { mine, assignee, unassigned } = flags
  const owners = [mine && '--mine', assignee && '--assignee', unassigned && '--unassigned'].filter(
    (flag) => flag !== undefined,
  )
  if (owners.length > 1) throw new DeskError('conflicting-flags', { flags: owners })
  if (flags.all === true && flags.status !== undefined)
    throw new DeskError('conflicting-flags', { flags: ['--all', '--status'] })
  const level = flags.level === undefined ? undefined : checkChoice('--level', flags.level, ['1', '2'])
  return {
    statuses: statusesFrom(flags),
    sorting: sortingFrom(flags.sort ?? 'queue'),
    limit: flags.limit === undefined ? undefined : countFrom(flags.limit),
    level: level === undefined ? undefined : level === '1' ? (1 as const) : (2 as const),
    priority:
      flags.priority === undefined ? undefined : checkChoice<Priority>('--priority', flags.priority, priorities),
    assignee: assignee === undefined ? undefined : mailAddress(assignee),
    mine,
    unassigned,
    category: flags.category,
    topic: flags.topic,
    emergency: flags.emergency,
    isNew: flags.new,
    // Whoever asks for statuses wants to see what has them.
    held: flags.held ?? (flags.all === true || flags.status !== undefined ? undefined : false),
    since: flags.since,
    watching: flags.watching,
  }
}

function statusesFrom(flags: ListFlags): readonly Status[] {
  // Who searches does not know whether it is solved already.
  if (flags.all === true || (flags.search !== undefined && flags.status === undefined)) return statuses
  return flags.status?.map((status) => checkChoice('--status', status, statuses)) ?? ['open', 'waiting']
}

/** `updated` or `-updated` for the other way round. */
function sortingFrom(typed: string): Sorting {
  const descending = typed.startsWith('-')
  return { by: checkChoice('--sort', descending ? typed.slice(1) : typed, sortings), descending }
}

async function filterFrom(
  desk: Desk,
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  words: ReturnType<typeof checkWords>,
  zone: string,
): Promise<TicketFilter> {
  const { tenant } = desk
  const assigneeId = await assigneeFrom(db, actor, words, visibleTenants(actor, rules))
  return {
    statuses: words.statuses,
    ...(tenant === undefined ? {} : { tenantId: (await tenantByName(db, tenant, visibleTenants(actor, rules))).id }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(words.unassigned === true ? { unassigned: true } : {}),
    ...(words.category === undefined ? {} : { category: categoryNamed(await listCategories(db), words.category).id }),
    ...(words.topic === undefined ? {} : { topic: (await topicByName(db, words.topic)).id }),
    ...(words.level === undefined ? {} : { level: words.level }),
    ...(words.priority === undefined ? {} : { priority: words.priority }),
    ...(words.emergency === true ? { emergency: true } : {}),
    ...(words.watching === true ? { watchedBy: actor.id } : {}),
    ...(words.isNew === true ? { isNew: true } : {}),
    ...(words.held === undefined ? {} : { held: words.held }),
    ...(words.since === undefined ? {} : { since: await instantFrom(desk, words.since, zone) }),
  }
}

async function assigneeFrom(
  db: Reader,
  actor: UserActor,
  words: { mine?: true | undefined; assignee: string | undefined },
  visible: readonly string[] | undefined,
) {
  if (words.mine === true) return actor.id
  return words.assignee === undefined ? undefined : (await userByEmail(db, words.assignee, visible)).id
}
