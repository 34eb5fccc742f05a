import type { Desk } from '../../desk'
import { safeText } from '../../kit/text/safe-text'
import { type Beginning, beginning } from '../../people/beginning'
import { may, visibilityOf } from '../../people/permission'
import type { Words } from '../../words/catalogue'
import { ticketByNumber } from '../store'
import type { Ticket } from '../ticket'
import type { Topic } from '../topic/topic'
import { findTopic } from '../topic/topic-store'

/** To whom a ticket went whose topic the project lead answers, or for staff what keeps it; nothing for any other. */
export async function leadSentence(
  { store, actor, rules }: Pick<Beginning, 'store' | 'actor' | 'rules'>,
  { levels }: Words,
  { tenant, assignee }: Pick<Ticket, 'tenant' | 'assignee'>,
  topic: Topic | undefined,
): Promise<string[]> {
  if (topic?.answeredBy !== 'project-lead') return []
  const { projectLeadOf } = await import('../level/project-lead')
  const lead = await projectLeadOf(store.db, tenant.id)
  const person = lead?.person ?? null
  if (person !== null) return person.id === assignee?.id ? [levels.withLead(safeText(person.name ?? person.email))] : []
  if (assignee !== null || !may(actor, 'tickets:note', tenant.id, rules)) return []
  const why = lead === undefined ? levels.noLead : levels.unknownLead(safeText(lead.email))
  return [
    may(actor, 'tenant:edit', tenant.id, rules)
      ? `${why}: helpdesk config set tenant.project-lead E-MAIL --tenant ${tenant.name}`
      : why,
  ]
}

/** The same after a change of a ticket's topic. */
export async function leadAfter(desk: Desk, number: number): Promise<string[]> {
  const begun = await beginning(desk)
  const ticket = await ticketByNumber(begun.store.db, number, visibilityOf(begun.actor, begun.rules))
  const topic = ticket.topic === null ? undefined : await findTopic(begun.store.db, ticket.topic)
  return leadSentence(begun, desk.words, ticket, topic)
}
