import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { TextMatch } from '../../store/engine/sqlite'
import type { Reader, Tx } from '../../store/schema'
import { storedReport } from '../report/report'
import type { Ticket } from '../ticket'
import { type TicketSaid, type TicketTexts, tenantWord, ticketTexts } from './search-index'

// What every deed needs that says something in a ticket. Searching is in a store of its own, which no deed loads.

/** The engine's index of what tickets say; its rows have their numbers. */
export const indexName = 'ticket_index'

/** The rows of the index that fit. */
export function indexMatch(match: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.table(indexName)} match ${match}`
}

/** The rows of the index that are a tenant's. */
export function tenantMatch(tenantId: string): TextMatch {
  return { words: [tenantWord(tenantId)], isPrefix: false, columns: ['tenant'] }
}

/** Puts what a ticket says into the index, in place of what it said before. Part of every deed that changes it. */
export async function indexTicket(tx: Tx, ticketId: string): Promise<void> {
  const row = await tx
    .selectFrom('tickets')
    .select(['number', 'tenant_id', 'subject', 'description', 'module', 'report'])
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const said = await saidIn(tx, ticketId, row)
  await putTexts(tx, row.number, row.tenant_id, ticketTexts(said))
  await tx.deleteFrom('tickets_to_index').where('number', '=', row.number).execute()
}

/** The same for a ticket that was just made, of which nothing needs to be read. */
export async function indexNewTicket(tx: Tx, ticket: Ticket, files: readonly { name: string }[]): Promise<void> {
  const attachments = files.map(({ name }) => ({ messageId: null, name }))
  await putTexts(tx, ticket.number, ticket.tenant.id, ticketTexts({ ...ticket, messages: [], attachments }))
}

async function putTexts(tx: Tx, number: number, tenantId: string, texts: TicketTexts): Promise<void> {
  const row = { tenant: tenantWord(tenantId), ...texts }
  await tx
    .insertInto('ticket_texts')
    .values({ number, ...row })
    .onConflict((conflict) => conflict.column('number').doUpdateSet(row))
    .execute()
}

interface SaidRow {
  subject: string
  description: string | null
  module: string | null
  report: string | null
}

type Said = Pick<TicketSaid, 'messages' | 'attachments'>

/** What is said in a ticket besides its own columns; what was taken back is not. */
export async function saidIn(db: Reader, ticketId: string, row: SaidRow): Promise<TicketSaid> {
  const { subject, description, module, report } = row
  const said = (await saidInAll(db, [ticketId])).get(ticketId)
  return { subject, description, module, report: storedReport(report), ...(said ?? { messages: [], attachments: [] }) }
}

/** The same for several at once, by their ids. */
export async function saidInAll(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Said>> {
  const messages = await db
    .selectFrom('messages')
    .select(['id', 'ticket_id', 'kind', 'body'])
    .where('ticket_id', 'in', [...ids])
    .where('taken_back_at', 'is', null)
    // What stays with the desk leads nobody else to a ticket, and is looked up by nobody.
    .where('desk_only', '=', 0)
    .orderBy('ticket_id')
    .orderBy('position')
    .execute()
  const attachments = await db
    .selectFrom('attachments')
    .leftJoin('messages', 'messages.id', 'attachments.message_id')
    .select(['attachments.ticket_id', 'attachments.message_id', 'attachments.name'])
    .where('attachments.ticket_id', 'in', [...ids])
    .where('messages.taken_back_at', 'is', null)
    .where((row) => row.or([row('messages.id', 'is', null), row('messages.desk_only', '=', 0)]))
    .orderBy('attachments.ticket_id')
    .orderBy('attachments.position')
    .execute()
  const said = new Map(
    ids.map((id) => [id, { messages: [], attachments: [] } as { -readonly [K in keyof Said]: Said[K][number][] }]),
  )
  for (const { id, ticket_id, kind, body } of messages) {
    said.get(ticket_id)?.messages.push({ id, kind: kind === 'note' ? 'note' : 'reply', body })
  }
  for (const { ticket_id, message_id, name } of attachments) {
    said.get(ticket_id)?.attachments.push({ messageId: message_id, name })
  }
  return said
}
