import type { Visibility } from '../people/permission'
import { portionsOf } from '../store/portions'
import type { Reader } from '../store/schema'

/** What events tell of the ticket that they are about. */
export interface TicketFacts {
  number: number
  priority: string
  module: string | null
}

/** The tickets with these ids that may be seen, by id. */
export async function ticketFacts(
  db: Reader,
  ids: readonly string[],
  visibility: Visibility,
): Promise<Map<string, TicketFacts>> {
  const facts = new Map<string, TicketFacts>()
  for (const portion of portionsOf([...new Set(ids)])) {
    const rows = await db
      .selectFrom('tickets')
      .select(['id', 'number', 'priority', 'module', 'tenant_id', 'requester_id'])
      .where('id', 'in', [...portion])
      .execute()
    for (const { id, number, priority, module, tenant_id, requester_id } of rows) {
      const isVisible =
        visibility.all || visibility.tenantIds.includes(tenant_id) || visibility.requesterId === requester_id
      if (isVisible) facts.set(id, { number, priority, module })
    }
  }
  return facts
}
