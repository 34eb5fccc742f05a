import type { Changes } from '../journal/entry'
import type { Json } from '../kit/json'
import { type SecondLevel, secondLevelPeople } from '../people/level-store'
import { type Actor, may, type TicketRules } from '../people/permission'
import type { Person } from '../people/user'
import type { Reader } from '../store/schema'
import type { Message, Ticket } from './ticket'

/**
 * Where `tickets.hide-second-level` is on, people of a tenant who are not its first level never learn who second level is:
 * what those wrote appears as the desk's word, a ticket of theirs as nobody's, and the history without them. That there is
 * a second level, and that a ticket is there, is no secret. This is the one place that decides it; whatever shows a ticket,
 * a message or what happened, to the screen, to machines or by mail, asks here.
 */
export interface Veil {
  people: SecondLevel
  /** Who is seen in their place. */
  as: Person
}

/** Whether second level is hidden from somebody in that tenant. */
export function isVeiled(reader: Actor, rules: TicketRules, tenantId: string): boolean {
  return rules.secondLevelAs !== undefined && !may(reader, 'tickets:note', tenantId, rules)
}

/** What hides second level from a reader; undefined where nothing does. */
export async function veilFor(
  db: Reader,
  reader: Actor,
  rules: TicketRules,
  tenantId: string,
): Promise<Veil | undefined> {
  return isVeiled(reader, rules, tenantId) ? veilOf(db, rules) : undefined
}

/** The veil itself, for whoever it was decided of already. */
export async function veilOf(
  db: Reader,
  { secondLevelAs }: { secondLevelAs?: TicketRules['secondLevelAs'] | undefined },
): Promise<Veil | undefined> {
  if (secondLevelAs === undefined) return undefined
  return { people: await secondLevelPeople(db), as: { id: '', ...secondLevelAs } }
}

/**
 * Who is shown as the author of a message to a reader in that tenant, a mail's recipient as well; null: somebody whom the
 * desk does not know as a user. `author` says whether they were of second level when they wrote it.
 */
export async function shownAuthor(
  db: Reader,
  { author, bySecondLevel }: Pick<Message, 'author' | 'bySecondLevel'>,
  reader: Extract<Actor, { kind: 'user' }> | null,
  rules: TicketRules,
  tenantId: string,
): Promise<Person> {
  const veil = reader === null ? await veilOf(db, rules) : await veilFor(db, reader, rules, tenantId)
  return veiledMessage({ author, bySecondLevel }, veil).author
}

/** A message as it is seen through the veil. */
export function veiledMessage<T extends Pick<Message, 'author' | 'bySecondLevel'>>(message: T, veil?: Veil): T {
  if (veil === undefined) return message
  const isHidden = message.bySecondLevel === true || veil.people.ids.has(message.author.id)
  return isHidden ? { ...message, author: veil.as } : message
}

/** Somebody in a place that may stay empty: nobody where it is second level, or was when they did it (`at`). */
export function veiledPerson(person: Person | null, veil: Veil | undefined, at?: Date): Person | null {
  if (person === null || veil === undefined) return person
  return veil.people.ids.has(person.id) || wasOfIt(veil, person.id, at) ? null : person
}

/** Whether they, or whoever has that address, worked at second level then. */
function wasOfIt({ people }: Veil, known: string, at: Date | undefined): boolean {
  const leftAt = people.leftAt.get(known)
  return at !== undefined && leftAt !== undefined && at <= leftAt
}

/** A ticket as it is seen through the veil; only to be shown, never to be saved. */
export function veiledTicket<T extends Pick<Ticket, 'assignee'>>(ticket: T, veil: Veil | undefined): T {
  const assignee = veiledPerson(ticket.assignee, veil)
  return assignee === ticket.assignee ? ticket : { ...ticket, assignee }
}

/** Tickets of several tenants as somebody sees them in a list. */
export async function veiledTickets<T extends Pick<Ticket, 'assignee' | 'tenant'>>(
  db: Reader,
  reader: Actor,
  rules: TicketRules,
  tickets: readonly T[],
): Promise<T[]> {
  const isHidden = ({ assignee, tenant }: T): boolean => assignee !== null && isVeiled(reader, rules, tenant.id)
  if (!tickets.some(isHidden)) return [...tickets]
  const veil = await veilOf(db, rules)
  return tickets.map((ticket) => (isHidden(ticket) ? veiledTicket(ticket, veil) : ticket))
}

/** What changed then, without the addresses of second level: who has the ticket is left out where only they had it. */
export function veiledChanges(changes: Changes, veil: Veil | undefined, at: Date): Changes {
  if (veil === undefined) return changes
  const { addresses } = veil.people
  const isHidden = (value: Json): boolean =>
    typeof value === 'string' && (addresses.has(value) || wasOfIt(veil, value, at))
  const shown = (value: Json): Json => {
    if (Array.isArray(value)) return value.filter((one) => !isHidden(one))
    return isHidden(value) ? null : value
  }
  const seen = Object.entries(changes).map(
    ([field, { from, to }]) => [field, { from: shown(from), to: shown(to) }] as const,
  )
  return Object.fromEntries(seen.filter(([, { from, to }]) => JSON.stringify(from) !== JSON.stringify(to)))
}
