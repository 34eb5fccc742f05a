import type { Entry } from '../../journal/entry'
import { isStaff, visibilityOf } from '../../people/permission'
import { rulesOf } from '../../people/ticket-rules'
import type { User } from '../../people/user'
import { findUser } from '../../people/user-store'
import type { NoticeRecipient } from '../../rule/notice'
import { recipientKey, recipientsByAddress } from '../../rule/recipient-store'
import { deskScope, type Rule } from '../../rule/rule'
import type { Settings } from '../../settings/setting'
import type { Reader } from '../../store/schema'
import { ticketsByIds } from '../../ticket/store'
import type { NoticeFate } from './notice-fate'

interface Gathered {
  rule: Rule
  address: string
  entries: readonly Entry[]
  settings: Settings
}

/** Who is told, and of which of the entries; or why nobody is. */
export type Told =
  | { recipient: NoticeRecipient; entries: readonly Entry[] }
  | { fate: Exclude<NoticeFate, 'collecting' | 'mail'> }

/**
 * Who is told of what was gathered for an address, as things are now: somebody may have said stop, left the tenant, or may no
 * longer see a ticket.
 */
export async function whoIsTold(db: Reader, gathered: Gathered): Promise<Told> {
  const user = gathered.rule.recipients.some(
    (recipient) => recipient.kind === 'external' && recipient.address === gathered.address,
  )
    ? undefined
    : await findUser(db, gathered.address)
  return user === undefined ? toldOutside(db, gathered) : toldInside(db, gathered, user)
}

async function toldOutside(db: Reader, { rule, address, entries, settings }: Gathered): Promise<Told> {
  const known = (await recipientsByAddress(db, [rule.scope], [address])).get(recipientKey(rule.scope, address))
  if (known === undefined) return { fate: 'nobody' }
  if (known.state === 'stopped') return { fate: 'stopped' }
  if (known.state === 'pending' && settings['notifications.confirm-external'] === 'on') return { fate: 'unconfirmed' }
  return { recipient: { address, userId: null, name: null, language: known.language, audience: 'outside' }, entries }
}

async function toldInside(db: Reader, { rule, address, entries, settings }: Gathered, user: User): Promise<Told> {
  const { id, email, name, language, memberships, status } = user
  const actor = { kind: 'user' as const, id, email, name, memberships }
  const isOfDesk = isStaff(actor)
  const belongs = isOfDesk || rule.scope === deskScope || memberships.some(({ tenantId }) => tenantId === rule.scope)
  if (status === 'disabled' || !belongs) return { fate: 'nobody' }
  const ticketIds = [...new Set(entries.flatMap(({ ticketId }) => ticketId ?? []))]
  const seen = await ticketsByIds(db, ticketIds, visibilityOf(actor, rulesOf(settings)))
  const visible = entries.filter(({ ticketId }) =>
    ticketId === null ? isOfDesk || rule.scope !== deskScope : seen.has(ticketId),
  )
  if (visible.length === 0) return { fate: 'nobody' }
  return {
    recipient: { address, userId: id, name, language, audience: isOfDesk ? 'staff' : 'customer' },
    entries: visible,
  }
}
