import { listOf, objectOf, oneOf, orNull, text, whole } from '../kit/json'
import { languages } from '../kit/language'
import { joinParts, type Screen } from '../kit/screen'
import { shortenText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import type { View } from '../kit/view'
import type { Tenant } from '../people/tenant'
import { type User, userStatuses } from '../people/user'
import { personText } from '../people/user-view'
import { statuses, type TicketGlance } from './ticket'

/** A person as whoever answers the telephone needs them: who, from where, and what they may be calling about. */
export interface Caller {
  user: User
  /** Their tenants, as far as whoever looks may know of them. */
  tenants: readonly Tenant[]
  /** Their open and waiting tickets, newest first. */
  tickets: readonly TicketGlance[]
}

/** So many tickets are named, the newest; the others are only counted. */
const named = 3

export const callerView: View<Caller> = {
  fields: {
    email: text,
    name: orNull(text),
    status: oneOf(userStatuses),
    telephone: orNull(text),
    language: orNull(oneOf(languages)),
    tenants: listOf(objectOf({ name: text, title: orNull(text), groups: listOf(text) })),
    deskGroups: listOf(text),
    openTickets: whole,
    tickets: listOf(objectOf({ number: whole, subject: text, status: oneOf(statuses) })),
  },
  columns: ['email', 'name', 'status', 'telephone', 'language', 'tenants', 'deskGroups', 'openTickets', 'tickets'],
  toJson: ({ user, tenants, tickets }) => ({
    email: user.email,
    name: user.name,
    status: user.status,
    telephone: user.telephone,
    language: user.language,
    tenants: tenants.map(({ id, name, title }) => ({ name, title, groups: groupsIn(user, id) })),
    deskGroups: groupsIn(user, null),
    openTickets: tickets.length,
    tickets: tickets.slice(0, named).map(({ number, subject, status }) => ({ number, subject, status })),
  }),
}

function groupsIn(user: User, tenantId: string | null): string[] {
  return user.memberships.flatMap((membership) => (membership.tenantId === tenantId ? membership.group : []))
}

/** One person in three or more lines: who, where they belong, what is open. */
export function callerScreen(screen: Screen, { user, tenants, tickets }: Caller): string {
  const { words, paint, symbols, measure, columns } = screen
  const deskGroups = groupsIn(user, null)
  const places = [
    ...(deskGroups.length === 0 ? [] : [`${words.deskItself}: ${deskGroups.join(', ')}`]),
    ...tenants.map(({ id, name, title }) => `${titled(name, title)}: ${groupsIn(user, id).join(', ')}`),
  ]
  const facts = [
    ...(user.telephone === null ? [] : [safeText(user.telephone)]),
    ...places,
    ...(user.language === null ? [] : [words.languages[user.language]]),
    words.openCount(tickets.length),
  ]
  const shown = tickets.slice(0, named).map(({ number, subject, status }) => {
    const tail = ` ${symbols.dot} ${words.statuses[status]}`
    const head = `  #${number} `
    const room = Math.max(10, columns - measure(head) - measure(tail))
    return `${head}${shortenText(safeText(subject), room, measure, symbols.ellipsis)}${paint.dim(tail)}`
  })
  const person = joinParts(screen, [paint.bold(personText(user)), words.userStatuses[user.status]])
  return [person, joinParts(screen, facts, 2), ...shown].join('\n')
}

function titled(name: string, title: string | null): string {
  return title === null ? name : `${safeText(title)} (${name})`
}
