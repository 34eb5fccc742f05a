import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import { foldText } from '../../kit/text/fold-text'
import type { Visibility } from '../../people/permission'
import { isTextIndexSound, rebuildTextIndex, type TextMatch, textMatchSql } from '../../store/engine/sqlite'
import type { Store } from '../../store/open'
import { portionsOf } from '../../store/portions'
import type { Reader, Schema, Tx } from '../../store/schema'
import { conditions, type TicketFilter } from '../list-store'
import { isOwnOrShared, mayBeSeen } from '../store'
import type { Ticket } from '../ticket'
import { indexMatch, indexName, indexTicket, saidIn, saidInAll, tenantMatch } from './index-store'
import {
  allColumns,
  publicColumns,
  type TextColumn,
  type TicketSaid,
  type TicketTexts,
  tenantWord,
  ticketTexts,
} from './search-index'
import type { Term } from './search-query'

/** How many tickets still wait to be indexed: those from before there was an index. */
export async function countToIndex(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('tickets_to_index')
    .select((count) => count.fn.countAll().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Whether any ticket waits to be indexed. */
export async function hasToIndex(db: Reader): Promise<boolean> {
  return (await db.selectFrom('tickets_to_index').select('number').limit(1).executeTakeFirst()) !== undefined
}

/** Indexes some of the tickets that wait for it, the newest first. Gives how many they were. */
export async function indexSome(tx: Tx, count: number): Promise<number> {
  const rows = await tx
    .selectFrom('tickets_to_index')
    .leftJoin('tickets', 'tickets.number', 'tickets_to_index.number')
    .select(['tickets_to_index.number', 'tickets.id'])
    .orderBy('tickets_to_index.number', 'desc')
    .limit(count)
    .execute()
  for (const { number, id } of rows) {
    if (id !== null) await indexTicket(tx, id)
    else await tx.deleteFrom('tickets_to_index').where('number', '=', number).execute()
  }
  return rows.length
}

/** The tickets that wait, the newest first. */
export async function listToIndex(db: Reader, limit: number): Promise<number[]> {
  const rows = await db.selectFrom('tickets_to_index').select('number').orderBy('number', 'desc').limit(limit).execute()
  return rows.map(({ number }) => number)
}

/** Has these tickets wait to be indexed again, and forgets what is said in tickets that are not there. */
export async function indexAgain(tx: Tx, numbers: readonly number[], withoutTicket: readonly number[]): Promise<void> {
  for (const number of withoutTicket) await tx.deleteFrom('ticket_texts').where('number', '=', number).execute()
  for (const number of numbers) {
    await tx
      .insertInto('tickets_to_index')
      .values({ number })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** Makes the engine's index anew from the texts, whatever it was. */
export function mendIndex({ file }: Pick<Store, 'file'>): void {
  rebuildTextIndex(file, indexName)
}

/** Whether the engine's index says what the texts say. */
export function isIndexSound({ file }: Pick<Store, 'file'>): boolean {
  return isTextIndexSound(file, indexName)
}

/** Tickets whose texts are not what they say, without those that wait to be indexed. */
export async function* listWronglyIndexed(db: Reader): AsyncGenerator<{ examined: number; wrong: number[] }> {
  let after = 0
  for (;;) {
    const rows = await db
      .selectFrom('tickets')
      .leftJoin('ticket_texts', 'ticket_texts.number', 'tickets.number')
      .leftJoin('tickets_to_index', 'tickets_to_index.number', 'tickets.number')
      .select([
        'tickets.id',
        'tickets.number',
        'tickets.tenant_id',
        'tickets.subject',
        'tickets.description',
        'tickets.module',
        'tickets.report',
        'ticket_texts.tenant',
        'ticket_texts.subject as found_subject',
        'ticket_texts.body as found_body',
        'ticket_texts.files as found_files',
        'ticket_texts.notes as found_notes',
        'tickets_to_index.number as waiting',
      ])
      .where('tickets.number', '>', after)
      .orderBy('tickets.number')
      .limit(200)
      .execute()
    const wrong: number[] = []
    for (const row of rows) {
      if (row.waiting !== null) continue
      const { subject, body, files, notes } = ticketTexts(await saidIn(db, row.id, row))
      const found = [row.tenant, row.found_subject, row.found_body, row.found_files, row.found_notes]
      const right = [tenantWord(row.tenant_id), subject, body, files, notes]
      if (right.some((text, index) => text !== found[index])) wrong.push(row.number)
    }
    yield { examined: rows.length, wrong }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.number
  }
}

/** Texts of tickets that are not there. */
export async function listIndexedWithoutTicket(db: Reader): Promise<number[]> {
  const rows = await db
    .selectFrom('ticket_texts')
    .leftJoin('tickets', 'tickets.number', 'ticket_texts.number')
    .select('ticket_texts.number')
    .where('tickets.number', 'is', null)
    .orderBy('ticket_texts.number')
    .execute()
  return rows.map(({ number }) => number)
}

/** In which tenants somebody may read notes: their words must not lead anybody else to a ticket. */
export type NoteScope = { all: true } | { all: false; tenantIds: readonly string[] }

/** What is looked for, with names resolved. */
export interface Search {
  terms: readonly Term[]
  /** What must be so of a ticket, and what must not. */
  wanted: readonly TicketFilter[]
  unwanted: readonly TicketFilter[]
  /** Whether it must have an attachment, must not, or either. */
  withAttachment: boolean | undefined
  notes: NoteScope
}

/** A ticket that was found, with as much of its folded texts as ranking looks at. */
export interface FoundTexts extends TicketTexts {
  number: number
}

/** What is read of a long text to rank it, in characters. */
const rankedLength = 4000

/**
 * The newest tickets that fit, at most so many: to rank them all would make a word that every other ticket has thousands
 * of times as slow as a rare one.
 */
export async function newestFitting(
  db: Reader,
  visibility: Visibility,
  search: Search,
  filter: TicketFilter,
  { now, limit }: { now: Date; limit: number },
): Promise<FoundTexts[]> {
  const tenantIds = await tenantsToSearch(db, visibility, filter)
  const found: FoundTexts[] = []
  for (const scope of scopesOf(search.notes)) {
    const wanted = search.terms.filter(({ isExcluded }) => !isExcluded)
    const match = wanted.length === 0 ? undefined : matchOf(search.terms, scope, tenantIds)
    const source = match === undefined ? sql`tickets` : sql`${sql.table(indexName)} cross join tickets`
    const isFound =
      match === undefined
        ? fitting(search, scope, now)
        : sql`${indexMatch(match)} and tickets.number = ${sql.table(indexName)}.rowid and ${aboutTicket(search, scope, now)}`
    const { rows } = await sql<FoundTexts>`
      select tickets.number, texts.subject, substr(texts.body, 1, ${rankedLength}) as body,
        substr(texts.files, 1, ${rankedLength}) as files,
        ${scope.withNotes ? sql`substr(texts.notes, 1, ${rankedLength})` : sql`''`} as notes
      from ${source} join ticket_texts as texts on texts.number = tickets.number
      where ${isFound} and ${mayBeSeen(visibility)} and ${conditions(filter, now)}
      order by ${match === undefined ? sql`tickets.number` : sql`${sql.table(indexName)}.rowid`} desc
      limit ${limit}`.execute(db)
    found.push(...rows)
  }
  return found.sort((one, other) => other.number - one.number).slice(0, limit)
}

/** The same as a condition on tickets, for lists in an order of their own. */
export function foundCondition(search: Search, now: Date): Expression<SqlBool> {
  const either = scopesOf(search.notes).map((scope) => fitting(search, scope, now))
  return sql<boolean>`(${sql.join(either, sql` or `)})`
}

/** What is said in tickets, as it was typed, by their numbers. */
export async function saidInTickets(db: Reader, tickets: readonly Ticket[]): Promise<ReadonlyMap<number, TicketSaid>> {
  const all = new Map<number, TicketSaid>()
  for (const portion of portionsOf(tickets)) {
    const said = await saidInAll(
      db,
      portion.map(({ id }) => id),
    )
    for (const ticket of portion) {
      all.set(ticket.number, { ...ticket, ...(said.get(ticket.id) ?? { messages: [], attachments: [] }) })
    }
  }
  return all
}

/** The people whose name or address has all these words, each as the beginning of one. */
export async function peopleNamed(db: Reader, words: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .innerJoin('user_addresses', 'user_addresses.user_id', 'users.id')
    .select(['users.id', 'users.name', 'user_addresses.address'])
    .where('user_addresses.position', '=', 0)
    .execute()
  const fits = (text: string): boolean => {
    const known = ` ${foldText(text).replace(/[^\p{L}\p{N}]+/gu, ' ')}`
    return words.every((word) => known.includes(` ${word}`))
  }
  return rows.filter(({ name, address }) => fits(`${name ?? ''} ${address}`)).map(({ id }) => id)
}

interface Scope {
  columns: readonly TextColumn[]
  withNotes: boolean
  /** In which tenants it holds. */
  place: Expression<SqlBool>
}

const everywhere = sql<boolean>`1 = 1`

/** Where words may be looked for: in notes only where the actor may read them. */
function scopesOf(notes: NoteScope): Scope[] {
  if (notes.all) return [{ columns: allColumns, withNotes: true, place: everywhere }]
  const [...tenantIds] = notes.tenantIds
  if (tenantIds.length === 0) return [{ columns: publicColumns, withNotes: false, place: everywhere }]
  const ticket = expressionBuilder<Schema, 'tickets'>()
  return [
    { columns: allColumns, withNotes: true, place: ticket('tickets.tenant_id', 'in', tenantIds) },
    { columns: publicColumns, withNotes: false, place: ticket('tickets.tenant_id', 'not in', tenantIds) },
  ]
}

/** All of a search as a condition on tickets. */
function fitting(search: Search, scope: Scope, now: Date): Expression<SqlBool> {
  const wanted = search.terms.filter(({ isExcluded }) => !isExcluded)
  const parts: Expression<SqlBool>[] = [aboutTicket(search, scope, now)]
  if (wanted.length > 0) parts.push(sql<boolean>`tickets.number in ${numbersMatching(matchOf(search.terms, scope))}`)
  else {
    for (const { words, isPrefix, place } of search.terms) {
      const match = textMatchSql([[{ words, isPrefix, columns: columnsOf(place, scope) }]])
      parts.push(sql<boolean>`tickets.number not in ${numbersMatching(match)}`)
    }
  }
  return expressionBuilder<Schema, 'tickets'>().and(parts)
}

/** What a search says of a ticket besides its words. */
function aboutTicket({ wanted, unwanted, withAttachment }: Search, scope: Scope, now: Date): Expression<SqlBool> {
  return expressionBuilder<Schema, 'tickets'>().and([
    scope.place,
    ...wanted.map((filter) => conditions(filter, now)),
    // What is unknown (a ticket that is nobody's) is not what was excluded.
    ...unwanted.map((filter) => sql<boolean>`(${conditions(filter, now)}) is not true`),
    ...(withAttachment === undefined ? [] : [attachmentCondition(withAttachment, scope)]),
  ])
}

/** The attachment of a note is none for whoever may not read notes. */
function attachmentCondition(wanted: boolean, { withNotes }: Scope): Expression<SqlBool> {
  const seen = withNotes ? everywhere : sql<boolean>`(messages.id is null or messages.kind = 'reply')`
  const some = sql<boolean>`exists (
    select 1 from attachments left join messages on messages.id = attachments.message_id
    where attachments.ticket_id = tickets.id and messages.taken_back_at is null
      and (messages.id is null or messages.desk_only = 0) and ${seen})`
  return wanted ? some : sql<boolean>`not ${some}`
}

/** Which tenants' words need to be looked at; undefined: all. The condition on tickets decides, this only spares work. */
async function tenantsToSearch(
  db: Reader,
  visibility: Visibility,
  filter: TicketFilter,
): Promise<string[] | undefined> {
  if (filter.tenantId !== undefined) return [filter.tenantId]
  if (visibility.all) return undefined
  const own = await db
    .selectFrom('tickets')
    .select('tenant_id')
    .distinct()
    .where(isOwnOrShared(visibility.requesterId))
    .execute()
  return [...new Set([...visibility.tenantIds, ...own.map(({ tenant_id }) => tenant_id)])]
}

function matchOf(terms: readonly Term[], scope: Scope, tenantIds?: readonly string[]): string {
  const matchesOf = (isExcluded: boolean): TextMatch[] =>
    terms
      .filter((term) => term.isExcluded === isExcluded)
      .map(({ words, isPrefix, place }) => ({ words, isPrefix, columns: columnsOf(place, scope) }))
  const tenants = tenantIds === undefined ? [] : [tenantIds.map(tenantMatch)]
  return textMatchSql([...tenants, ...matchesOf(false).map((match) => [match])], matchesOf(true))
}

function columnsOf(place: Term['place'], { columns }: Scope): readonly string[] {
  return place === 'anywhere' ? columns : [place]
}

function numbersMatching(match: string): RawBuilder<unknown> {
  return sql`(select rowid from ${sql.table(indexName)} where ${indexMatch(match)})`
}
