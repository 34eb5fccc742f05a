import type { Desk } from '../../desk'
import { withSpinner } from '../../kit/progress'
import { foldedWords } from '../../kit/text/fold-text'
import { safeText } from '../../kit/text/safe-text'
import { secondLevelPeople } from '../../people/level-store'
import { may, type TicketRules, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Reader } from '../../store/schema'
import { categoryNamed } from '../category/category'
import { listCategories } from '../category/category-store'
import type { TicketFilter } from '../list-store'
import { ticketsByNumbers } from '../store'
import { teamNamerFor } from '../team/team-namer'
import { type ListedTicket, listedAsOf } from '../team/ticket-team'
import { tenantOfTickets } from '../tenant-of-tickets'
import { statuses, type Ticket } from '../ticket'
import { topicByName } from '../topic/topic-store'
import { veiledTickets } from '../veil'
import { excerptOf, type Piece } from './search-excerpt'
import { saidWhere, type TicketSaid } from './search-index'
import type { FieldTerm, SearchQuery } from './search-query'
import { scoreOf } from './search-rank'
import {
  countToIndex,
  hasToIndex,
  indexAgain,
  indexSome,
  listIndexedWithoutTicket,
  listWronglyIndexed,
  mendIndex,
  type NoteScope,
  newestFitting,
  peopleNamed,
  type Search,
  saidInTickets,
} from './search-store'

/** So many of the newest that fit are ranked; more where more are asked for. */
export const rankedTickets = 200

/** A ticket that was found. */
export interface FoundTicket extends ListedTicket {
  /** 0 to 1. */
  score: number
  /** The place where most of what was looked for stands; null where the ticket has no text but its subject. */
  excerpt: readonly Piece[] | null
}

export interface Found {
  tickets: readonly FoundTicket[]
  /** How many of those that were ranked fit. */
  ranked: number
  /** Whether older ones fit, too, that were not looked at. */
  goesOn: boolean
  /** Whether a whole word was looked for, of which there may be only the beginning of a longer one. */
  wholeWord: boolean
}

/** Who looks for something, and where. */
export interface Searcher {
  db: Reader
  actor: UserActor
  rules: TicketRules
}

/**
 * What a query means for whoever searches: names of tenants, categories, topics and people. Throws what is said of names
 * that are not there (66).
 */
export async function searchMeant({ db, actor, rules }: Searcher, { terms, fields }: SearchQuery): Promise<Search> {
  const has = fields.find(({ field }) => field === 'has')
  const others = fields.filter(({ field, isExcluded }) => field !== 'has' && (field !== 'status' || isExcluded))
  const wantedStatuses = fields.flatMap((term) => (term.field === 'status' && !term.isExcluded ? [term.value] : []))
  const filters = await Promise.all(
    others.map(async (term) => ({ filter: await filterOf({ db, actor, rules }, term), isExcluded: term.isExcluded })),
  )
  const filtersOf = (excluded: boolean): TicketFilter[] =>
    filters.flatMap(({ filter, isExcluded }) => (isExcluded === excluded ? [filter] : []))
  return {
    terms,
    wanted: [...(wantedStatuses.length === 0 ? [] : [{ statuses: wantedStatuses }]), ...filtersOf(false)],
    unwanted: filtersOf(true),
    withAttachment: has === undefined ? undefined : !has.isExcluded,
    notes: noteScope(actor, rules),
  }
}

async function filterOf({ db, actor, rules }: Searcher, term: FieldTerm): Promise<TicketFilter> {
  const any = { statuses }
  switch (term.field) {
    case 'status':
      return { statuses: [term.value] }
    case 'priority':
      return { ...any, priority: term.value }
    case 'number':
      return { ...any, number: term.value }
    case 'requester':
      return { ...any, requesterIds: await peopleMeant({ db, actor }, term.value) }
    case 'assignee':
      if (term.value === 'none') return { ...any, unassigned: true }
      return { ...any, assigneeIds: await assigneesMeant({ db, actor, rules }, term.value) }
    case 'tenant':
      return { ...any, tenantId: (await tenantOfTickets(db, actor, rules, term.value)).id }
    case 'category':
      return { ...any, category: categoryNamed(await listCategories(db), term.value).id }
    case 'topic':
      return { ...any, topic: (await topicByName(db, term.value)).id }
    case 'has':
      return any
  }
}

async function peopleMeant({ db, actor }: Pick<Searcher, 'db' | 'actor'>, typed: string): Promise<string[]> {
  if (typed === 'me') return [actor.id]
  const words = foldedWords(typed)
  return words.length === 0 ? [] : peopleNamed(db, words)
}

/** Who must not know who second level is finds nothing by their names. */
async function assigneesMeant({ db, actor, rules }: Searcher, typed: string): Promise<string[]> {
  const meant = await peopleMeant({ db, actor }, typed)
  const isHiddenSomewhere = visibilityOf(actor, rules).all ? false : rules.secondLevelAs !== undefined
  if (!isHiddenSomewhere) return meant
  const { ids } = await secondLevelPeople(db)
  return meant.filter((id) => id === actor.id || !ids.has(id))
}

function noteScope(actor: UserActor, rules: TicketRules): NoteScope {
  if (may(actor, 'tickets:note', null, rules)) return { all: true }
  const own = actor.memberships.flatMap(({ tenantId }) => tenantId ?? [])
  return { all: false, tenantIds: [...new Set(own)].filter((id) => may(actor, 'tickets:note', id, rules)) }
}

/**
 * The tickets that fit, the best first, each with its excerpt of about `length` characters (undefined: without). Of very
 * many only the newest are ranked.
 */
export async function searchTickets(
  { db, actor, rules }: Searcher,
  search: Search,
  filter: TicketFilter,
  options: { now: Date; limit: number | undefined; length: number | undefined },
): Promise<Found> {
  const { now, limit, length } = options
  const visibility = visibilityOf(actor, rules)
  const most = Math.max(rankedTickets, limit ?? 0)
  const newest = await newestFitting(db, visibility, search, filter, { now, limit: most + 1 })
  const ranked = newest
    .slice(0, most)
    .map((texts) => ({ number: texts.number, score: scoreOf(texts, search.terms) }))
    .sort((one, other) => other.score - one.score || other.number - one.number)
  const shown = ranked.slice(0, limit)
  const byNumber = await ticketsByNumbers(
    db,
    shown.map(({ number }) => number),
    visibility,
  )
  const said = length === undefined ? undefined : await saidInTickets(db, [...byNumber.values()])
  const seen = await veiledTickets(db, actor, rules, [...byNumber.values()])
  const shownAs = new Map(seen.map((ticket) => [ticket.number, ticket]))
  const teamName = await teamNamerFor(db, actor, rules)
  const tickets: FoundTicket[] = []
  for (const { number, score } of shown) {
    const ticket = shownAs.get(number)
    if (ticket === undefined) continue
    const texts = said?.get(number)
    const excerpt = texts === undefined || length === undefined ? null : excerptFrom(search, ticket, texts, length)
    tickets.push({ ...listedAsOf(ticket, now, teamName), score, excerpt })
  }
  const wholeWord = search.terms.some(
    ({ isExcluded, isPrefix, words }) => !isExcluded && !isPrefix && words.length === 1,
  )
  return { tickets, ranked: ranked.length, goesOn: newest.length > most, wholeWord }
}

function excerptFrom(
  { notes: scope, terms }: Search,
  ticket: Ticket,
  said: TicketSaid,
  length: number,
): readonly Piece[] | null {
  const { bodies, files, notes } = saidWhere(said)
  const withNotes = scope.all || scope.tenantIds.includes(ticket.tenant.id)
  const texts = [...bodies, ...files, ...(withNotes ? notes : [])]
  const safe = texts.map((text) => safeText(text, { keepLineBreaks: true }))
  return excerptOf(safe, terms, length) ?? null
}

/** As many as fit into a moment in which nobody else can write. */
const portion = 200

/**
 * Sees to it that every ticket can be found. A desk from before there was an index is indexed by whoever searches first;
 * it is the program's own doing and no deed of theirs.
 */
export async function indexWaiting(desk: Desk): Promise<void> {
  const store = await desk.store()
  if (!(await hasToIndex(store.db))) return
  const all = await countToIndex(store.db)
  await withSpinner(desk, desk.words.indexingTickets(0, all), async (update) => {
    let done = 0
    for (;;) {
      const indexed = await store.write((tx) => indexSome(tx, portion))
      if (indexed === 0) return
      done += indexed
      update(desk.words.indexingTickets(Math.min(done, all), all))
    }
  })
}

/** Mends the index: the engine's own first, then every ticket that is not found by what it says. */
export async function rebuildSearch(desk: Desk): Promise<void> {
  const store = await desk.store()
  mendIndex(store)
  const wrong: number[] = []
  for await (const some of listWronglyIndexed(store.db)) wrong.push(...some.wrong)
  const withoutTicket = await listIndexedWithoutTicket(store.db)
  await store.write((tx) => indexAgain(tx, wrong, withoutTicket))
  await indexWaiting(desk)
}
