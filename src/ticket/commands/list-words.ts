import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { countFrom } from '../../kit/count'
import { DeskError } from '../../kit/errors'
import { collect } from '../../kit/verb'
import { ownTenants } from '../../people/beginning'
import { mailAddress } from '../../people/mail-address'
import { demand, type TicketRules } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { userByEmail } from '../../people/user-store'
import type { Reader } from '../../store/schema'
import { categoryNamed } from '../category/category'
import { listCategories } from '../category/category-store'
import { type Sorting, sortings, type TicketFilter } from '../list-store'
import { placeInQueue } from '../queue/queue'
import type { SearchQuery } from '../search/search-query'
import type { Searcher } from '../search/search-tickets'
import { type Priority, priorities, type Status, statuses } from '../ticket'

// The words by which a list is narrowed and sorted: those of `list`, of what `view save` keeps, and of `triage`.

/** The flags that say which tickets are meant, and in which order. */
export function withListFlags<Words extends unknown[], Options extends OptionValues>(command: Command<Words, Options>) {
  return command
    .option('--status <status>', '', collect)
    .option('--all')
    .option('--mine')
    .option('--assignee <email>')
    .option('--unassigned')
    .option('--team <team>')
    .option('-c, --category <category>')
    .option('--topic <topic>')
    .option('--level <level>')
    .option('--priority <priority>')
    .option('--emergency')
    .option('--new')
    .option('--overdue')
    .option('--held')
    .option('--since <time>')
    .option('--watching')
    .option('--search <text>')
    .option('--sort <field>')
    .option('--limit <count>')
}

/** What those flags may hold. A saved view keeps them as they were typed. */
export interface ListFlags {
  status?: string[] | undefined
  all?: true | undefined
  mine?: true | undefined
  assignee?: string | undefined
  unassigned?: true | undefined
  team?: string | undefined
  category?: string | undefined
  topic?: string | undefined
  level?: string | undefined
  priority?: string | undefined
  emergency?: true | undefined
  new?: true | undefined
  overdue?: true | undefined
  held?: true | undefined
  since?: string | undefined
  watching?: true | undefined
  search?: string | undefined
  sort?: string | undefined
  limit?: string | undefined
}

/** Those of the flags that narrow a list, by name; the others say how it is shown. */
const narrowingFlags: readonly (keyof ListFlags)[] = [
  'status',
  'all',
  'mine',
  'assignee',
  'unassigned',
  'team',
  'category',
  'topic',
  'level',
  'priority',
  'emergency',
  'new',
  'overdue',
  'held',
  'since',
  'watching',
  'search',
]

/** The names of all flags of a list, as they are kept. */
export const listFlagNames: readonly (keyof ListFlags)[] = [...narrowingFlags, 'sort', 'limit']

/** Whether anything narrows the list: then an empty one does not mean that all work is done. */
export function isNarrowed(desk: Desk, flags: ListFlags): boolean {
  return narrowingFlags.some((flag) => flags[flag] !== undefined) || desk.tenant !== undefined
}

/** Each of these says the same thing in its own way; whose tickets, in which status. */
const alternatives: readonly (readonly (keyof ListFlags)[])[] = [
  ['mine', 'assignee', 'unassigned'],
  ['all', 'status'],
]

/** Flags that refine what others say: each given one stands in the place of what it is an alternative to. */
export function refined(kept: ListFlags, given: ListFlags): ListFlags {
  const result: ListFlags = { ...kept }
  for (const name of listFlagNames) {
    if (given[name] === undefined) continue
    for (const group of alternatives) if (group.includes(name)) for (const other of group) delete result[other]
  }
  for (const name of listFlagNames) if (given[name] !== undefined) Object.assign(result, { [name]: given[name] })
  return result
}

/** What the flags say, each value judged by itself. */
export type ListWords = ReturnType<typeof checkListWords> & { query?: SearchQuery | undefined }

/** Judges every value by itself, before the desk is opened. Throws what is wrong with one of them. */
export function checkListWords(flags: ListFlags) {
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
    team: flags.team,
    category: flags.category,
    topic: flags.topic,
    emergency: flags.emergency,
    isNew: flags.new,
    overdue: flags.overdue,
    since: flags.since,
    watching: flags.watching,
    // Whoever asks for statuses, or looks everywhere, wants to see what has them.
    held: flags.held ?? (looksEverywhere(flags) || flags.status !== undefined ? undefined : false),
  }
}

/** The same, with the values that take time to read. */
export async function checkListFlags(desk: Desk, flags: ListFlags): Promise<ListWords> {
  const words = checkListWords(flags)
  const { search, since } = flags
  if (since !== undefined) await sinceFrom(desk, since, 'UTC')
  if (search === undefined) return words
  return { ...words, query: (await import('../search/search-query')).parseSearch(search, '--search') }
}

/** Who searches does not know whether it is solved already. */
function looksEverywhere({ all, search, status }: ListFlags): boolean {
  return all === true || (search !== undefined && status === undefined)
}

function statusesFrom(flags: ListFlags): readonly Status[] {
  if (looksEverywhere(flags)) return statuses
  return flags.status?.map((status) => checkChoice('--status', status, statuses)) ?? ['open', 'waiting']
}

/** `updated` or `-updated` for the other way round. */
function sortingFrom(typed: string): Sorting {
  const descending = typed.startsWith('-')
  return { by: checkChoice('--sort', descending ? typed.slice(1) : typed, sortings), descending }
}

/** What the words narrow a list to. `tenant` is the name of one. Throws what is not found. */
export async function filterFrom(
  desk: Desk,
  { db, actor, rules, zone }: { db: Reader; actor: UserActor; rules: TicketRules; zone: string },
  words: ListWords,
  tenant: string | undefined,
): Promise<TicketFilter> {
  const assigneeId = await assigneeFrom(db, actor, words, ownTenants(actor, rules))
  return {
    statuses: words.statuses,
    ...(tenant === undefined ? {} : { tenantId: (await tenantNamed(db, actor, rules, tenant)).id }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(words.unassigned === true ? { unassigned: true } : {}),
    ...(words.team === undefined ? {} : { ofTeam: await teamsCondition(db, actor, rules, words.team) }),
    ...(words.category === undefined ? {} : { category: categoryNamed(await listCategories(db), words.category).id }),
    ...(words.topic === undefined ? {} : { topic: (await topicNamed(db, words.topic)).id }),
    ...(words.level === undefined ? {} : { level: words.level }),
    ...(words.priority === undefined ? {} : { priority: words.priority }),
    ...(words.emergency === true ? { emergency: true } : {}),
    ...(words.watching === true ? { watchedBy: actor.id } : {}),
    ...(words.isNew === true ? { isNew: true } : {}),
    ...(words.overdue === true ? { overdue: true } : {}),
    // To hold a ticket is how staff keep their queue: whose it is sees it all the same.
    ...(words.held === undefined || (!words.held && placeInQueue(actor) === undefined) ? {} : { held: words.held }),
    ...(words.query === undefined ? {} : await found(desk, { db, actor, rules }, words.query)),
    ...(words.since === undefined ? {} : { since: await sinceFrom(desk, words.since, zone) }),
  }
}

/** What was looked for, as a condition; the reading of it is loaded only for those who look for something. */
async function found(desk: Desk, searcher: Searcher, query: SearchQuery): Promise<Pick<TicketFilter, 'found'>> {
  return (await import('./list-search')).found(desk, searcher, query)
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

/** Who works together is the staff's business (`team list`). */
async function teamsCondition(
  db: Reader,
  actor: UserActor,
  rules: TicketRules,
  typed: string,
): Promise<NonNullable<TicketFilter['ofTeam']>> {
  demand(actor, 'users:view', null, rules)
  const { teamByName } = await import('../../people/team-store')
  return (await import('../team/of-team-store')).ofTeam(db, await teamByName(db, typed))
}

/** A list without it reads nothing of calendars. */
async function sinceFrom(desk: Desk, typed: string, zone: string): Promise<Date> {
  return (await import('../../hours/typed-instant')).instantFrom(desk, typed, zone)
}

// What only a few lists name is read only for those.

async function tenantNamed(db: Reader, actor: UserActor, rules: TicketRules, name: string): Promise<{ id: string }> {
  return (await import('../tenant-of-tickets')).tenantOfTickets(db, actor, rules, name)
}

async function topicNamed(db: Reader, name: string): Promise<{ id: string }> {
  return (await import('../topic/topic-store')).topicByName(db, name)
}
