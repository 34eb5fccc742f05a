import type { Store } from '../../src/store/open'
import { tenantWord, ticketTexts } from '../../src/ticket/search/search-index'

/** Said in one ticket only. */
export const rareWord = 'zanzibar'

/** A ticket like the last one, of the same requester, as the floor inserts it. */
export function newTicket(store: Store) {
  const last = store.file
    .prepare<[], { tenant: string; requester: string; category: string; email: string }>(
      `select tenant_id as tenant, requester_id as requester, category_id as category, address as email
       from tickets join user_addresses on user_id = requester_id where subject != '${rareWord}' order by number desc limit 1`,
    )
    .get()
  if (last === undefined) throw new Error('there is no ticket')
  const row = {
    tenant_id: last.tenant,
    requester_id: last.requester,
    assignee_id: null,
    category_id: last.category,
    subject: 'Payment rejected by the bank with reason AC04',
    description: 'The other eleven payments in the same file went through. Can I simply send it again?',
    module: null,
    channel: 'cli',
    status: 'open',
    is_new: 1,
    level: 1,
    priority: 'normal',
    emergency: 0,
    version: 1,
    solved_at: null,
    closes_at: null,
    closed_at: null,
  }
  const said = { ...row, report: null, messages: [], attachments: [] }
  return { email: last.email, row, texts: { tenant: tenantWord(row.tenant_id), ...ticketTexts(said) } }
}
