import { formatInstant } from '../../kit/time/instant'
import type { Visibility } from '../../people/permission'
import type { Reader, Tx } from '../../store/schema'
import { ticketsByIds } from '../store'
import { asOf } from '../ticket'
import type { TicketLink } from './link'

/** What somebody links a ticket with. */
export type LinkTarget = { otherId: string } | { url: string }

export interface NewLink {
  id: string
  ticketId: string
  kind: TicketLink['kind']
  target: LinkTarget
  createdBy: string
  createdAt: Date
}

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  const { id, ticketId, kind, target, createdBy } = link
  await tx
    .insertInto('ticket_links')
    .values({
      ...{ id, kind, ticket_id: ticketId, created_by: createdBy, created_at: formatInstant(link.createdAt) },
      other_id: 'otherId' in target ? target.otherId : null,
      url: 'url' in target ? target.url : null,
    })
    .execute()
}

/** Takes away a link of that ticket, from whichever side; whether there was one. */
export async function deleteLink(tx: Tx, ticketId: string, target: LinkTarget): Promise<boolean> {
  const found = await idsOfLink(tx, ticketId, target)
  if (found.length > 0) await tx.deleteFrom('ticket_links').where('id', 'in', found).execute()
  return found.length > 0
}

/** Whether two tickets, or a ticket and a page, are linked already. */
export async function isLinked(db: Reader, ticketId: string, target: LinkTarget): Promise<boolean> {
  return (await idsOfLink(db, ticketId, target)).length > 0
}

async function idsOfLink(db: Reader, ticketId: string, target: LinkTarget): Promise<string[]> {
  const links = db.selectFrom('ticket_links').select('id')
  if ('url' in target) {
    const rows = await links.where('ticket_id', '=', ticketId).where('url', '=', target.url).execute()
    return rows.map(({ id }) => id)
  }
  const rows = await links
    .where('kind', '=', 'related')
    .where((link) =>
      link.or([
        link.and([link('ticket_id', '=', ticketId), link('other_id', '=', target.otherId)]),
        link.and([link('ticket_id', '=', target.otherId), link('other_id', '=', ticketId)]),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/** What a ticket is linked with, oldest first; of other tickets only those that may be seen. */
export async function listLinks(
  db: Reader,
  ticketId: string,
  visibility: Visibility,
  now: Date,
): Promise<TicketLink[]> {
  const rows = await db
    .selectFrom('ticket_links')
    .select(['id', 'kind', 'ticket_id', 'other_id', 'url'])
    .where((link) => link.or([link('ticket_id', '=', ticketId), link('other_id', '=', ticketId)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const otherOf = (row: (typeof rows)[number]): string | null =>
    row.ticket_id === ticketId ? row.other_id : row.ticket_id
  const others = await ticketsByIds(
    db,
    rows.flatMap((row) => otherOf(row) ?? []),
    visibility,
  )
  return rows.flatMap((row): TicketLink[] => {
    const { id, url } = row
    if (url !== null) return [{ id, kind: 'url', url }]
    const other = others.get(otherOf(row) ?? '')
    if (other === undefined) return []
    const { number, subject, status } = asOf(other, now)
    return [{ id, kind: row.kind === 'follow-up' ? 'follow-up' : 'related', number, subject, status }]
  })
}
