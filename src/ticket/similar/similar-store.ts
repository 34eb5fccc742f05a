import { sql } from 'kysely'
import type { Visibility } from '../../people/permission'
import { textMatchSql } from '../../store/engine/sqlite'
import type { Reader } from '../../store/schema'
import { indexMatch, indexName, tenantMatch } from '../search/index-store'
import { firstText } from '../search/search-index'
import { isOwnOrShared, mayBeSeen } from '../store'
import type { TicketGlance } from '../ticket'
import { readOfDescription } from './similar-ticket'

/** Tickets that nobody solved yet, as far as it takes to say whether one is alike. */
export interface UnsolvedTicket extends TicketGlance {
  description: string | null
  /** As the index holds it; undefined: it is not indexed yet. */
  folded: { subject: string; description: string } | undefined
  requesterId: string
  /** Whether it is somebody's own, or they take part in it: such a one they may answer whatever their groups. */
  isOwnOrShared: boolean
}

/**
 * A tenant's unsolved tickets that may be seen: the newest, and among the older ones those with one of the words. Bounded,
 * however many there are.
 */
export async function unsolvedOfTenant(
  db: Reader,
  visibility: Visibility,
  tenantId: string,
  words: readonly string[],
  limit: number,
): Promise<UnsolvedTicket[]> {
  const unsolved = db
    .selectFrom('tickets')
    .leftJoin('ticket_texts', 'ticket_texts.number', 'tickets.number')
    .select([
      'tickets.number',
      'tickets.subject',
      'tickets.status',
      'tickets.requester_id',
      sql<string | null>`substr(tickets.description, 1, ${readOfDescription})`.as('beginning'),
      'ticket_texts.subject as folded_subject',
      sql<string | null>`substr(ticket_texts.body, 1, ${readOfDescription})`.as('folded_body'),
      isOwnOrShared(visibility.all ? '' : visibility.requesterId).as('own_or_shared'),
    ])
    .where('tickets.tenant_id', '=', tenantId)
    // Said with literals, so that the engine sees that its partial index fits.
    .where(sql<boolean>`tickets.status in ('open', 'waiting')`)
    .where(mayBeSeen(visibility))
  const newest = await unsolved.orderBy('tickets.number', 'desc').limit(limit).execute()
  const rows = [...newest]
  if (newest.length === limit && words.length > 0) {
    const known = new Set(newest.map(({ number }) => number))
    const numbers = (await mentioning(db, tenantId, words, limit)).filter((number) => !known.has(number))
    if (numbers.length > 0) rows.push(...(await unsolved.where('tickets.number', 'in', numbers).execute()))
  }
  return rows.map(
    ({ number, subject, status, beginning, requester_id, own_or_shared, folded_subject, folded_body }) => ({
      number,
      subject,
      status: status === 'waiting' ? 'waiting' : 'open',
      description: beginning,
      // Without a description, what the index holds begins with an answer.
      folded:
        folded_subject === null
          ? undefined
          : { subject: folded_subject, description: beginning === null ? '' : firstText(folded_body ?? '') },
      requesterId: requester_id,
      isOwnOrShared: Boolean(own_or_shared),
    }),
  )
}

/** The newest tickets of a tenant, solved or not, with one of these words in their subject. */
async function mentioning(db: Reader, tenantId: string, words: readonly string[], limit: number): Promise<number[]> {
  const either = words.map((word) => ({ words: [word], isPrefix: true, columns: ['subject'] }))
  const match = textMatchSql([[tenantMatch(tenantId)], either])
  const { rows } = await sql<{ number: number }>`
    select rowid as number from ${sql.table(indexName)} where ${indexMatch(match)} order by rowid desc limit ${limit}`.execute(
    db,
  )
  return rows.map(({ number }) => number)
}
