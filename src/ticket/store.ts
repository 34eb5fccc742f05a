import { type Expression, type ExpressionWrapper, expressionBuilder, type SqlBool } from 'kysely'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Visibility } from '../people/permission'
import { tenantStands } from '../people/tenant-store'
import type { Person } from '../people/user'
import { portionsOf } from '../store/portions'
import { runRepeated, valuesOf } from '../store/repeated'
import type { Reader, Schema, Tx } from '../store/schema'
import { type Report, reportJson, storedReport } from './report/report'
import {
  type Due,
  dueMetrics,
  type Hold,
  holdReasons,
  type Message,
  type MessageKind,
  priorities,
  queueKey,
  resolutions,
  stateInstants,
  type Ticket,
  type TicketState,
} from './ticket'

/** The next ticket number of the desk: one statement, so that no two programs ever get the same. */
export async function nextNumber(tx: Tx): Promise<number> {
  const row = await tx
    .updateTable('desks')
    .set((desk) => ({ last_ticket_number: desk('last_ticket_number', '+', 1) }))
    .returning('last_ticket_number')
    .executeTakeFirstOrThrow()
  return row.last_ticket_number
}

export async function insertTicket(tx: Tx, ticket: Ticket): Promise<void> {
  const { id, number, description } = ticket
  await tx
    .insertInto('tickets')
    .values({
      id,
      number,
      description,
      tenant_id: ticket.tenant.id,
      channel: ticket.channel,
      created_at: formatInstant(ticket.createdAt),
      ...changeableColumns(ticket),
    })
    .execute()
}

/** Saves everything that may change of a ticket. */
export async function updateTicket(tx: Tx, ticket: Ticket): Promise<void> {
  await tx.updateTable('tickets').set(changeableColumns(ticket)).where('id', '=', ticket.id).execute()
}

/**
 * Saves what is different now, for whoever saves thousands in a row: each column that is named costs the indexes in which it
 * is, whether it says something else or not.
 */
export async function updateDifferences(tx: Tx, before: Ticket, after: Ticket): Promise<void> {
  const was: Readonly<Record<string, unknown>> = changeableColumns(before)
  const different = Object.entries(changeableColumns(after)).filter(([name, value]) => value !== was[name])
  if (different.length === 0) return
  const columns: Partial<ReturnType<typeof changeableColumns>> = Object.fromEntries(different)
  const name = `ticket ${Object.keys(columns).join(' ')}`
  await runRepeated(tx, name, [...valuesOf([columns]), after.id], () =>
    tx.updateTable('tickets').set(columns).where('id', '=', after.id),
  )
}

function changeableColumns(ticket: Ticket) {
  const { solvedAt, closesAt, closedAt } = stateInstants(ticket)
  return {
    requester_id: ticket.requester.id,
    assignee_id: ticket.assignee?.id ?? null,
    team_id: ticket.givenTeam?.id ?? null,
    category_id: ticket.category,
    topic_id: ticket.topic,
    subject: ticket.subject,
    module: ticket.module,
    report: ticket.report === null ? null : JSON.stringify(reportJson(ticket.report)),
    status: ticket.status,
    is_new: ticket.isNew ? (1 as const) : (0 as const),
    level: ticket.level,
    priority: ticket.priority,
    emergency: ticket.emergency ? (1 as const) : (0 as const),
    queue_key: queueKey(ticket),
    version: ticket.version,
    updated_at: formatInstant(ticket.updatedAt),
    solved_at: solvedAt,
    closes_at: closesAt,
    closed_at: closedAt,
    resolution: 'resolution' in ticket ? ticket.resolution : null,
    merged_into: ticket.mergedInto,
    held_until: ticket.held === null ? null : formatInstant(ticket.held.until),
    held_for: ticket.held?.for ?? null,
    last_word_at: formatInstant(ticket.lastWordAt),
    reminded_at: ticket.remindedAt === null ? null : formatInstant(ticket.remindedAt),
    due_at: ticket.due === null ? null : formatInstant(ticket.due.at),
    due_metric: ticket.due?.metric ?? null,
    due_warn_at:
      ticket.due?.warnAt === undefined || ticket.due.warnAt === null ? null : formatInstant(ticket.due.warnAt),
    due_around_the_clock: ticket.due === null ? null : ticket.due.aroundTheClock ? 1 : 0,
    clock_at: ticket.clockAt === null ? null : formatInstant(ticket.clockAt),
  }
}

/**
 * The ticket of that number, if the actor may know of it; `ticket-not-found` alike for one that does not exist. An advisor
 * is told `not-allowed` for one of a tenant that let them in: no grant shows tickets.
 */
export async function ticketByNumber(db: Reader, number: number, visibility: Visibility): Promise<Ticket> {
  const row = await selectTickets(db, visibility).where('tickets.number', '=', number).executeTakeFirst()
  if (row === undefined) throw await whyHidden(db, number, visibility)
  return ticketOf(row)
}

/** Why somebody may not have a ticket that they cannot see. */
export async function whyHidden(db: Reader, number: number, visibility: Visibility): Promise<DeskError> {
  const letInto = visibility.all ? [] : (visibility.letInto ?? [])
  const found = letInto.length === 0 ? undefined : await findTicketEverywhere(db, number)
  if (found === undefined || !letInto.includes(found.tenant.id)) return new DeskError('ticket-not-found', { number })
  return new DeskError('not-allowed', { permission: 'tickets:view', tenant: found.tenant.name })
}

async function findTicketEverywhere(db: Reader, number: number): Promise<Ticket | undefined> {
  const row = await selectTickets(db, { all: true }).where('tickets.number', '=', number).executeTakeFirst()
  return row === undefined ? undefined : ticketOf(row)
}

/** Those of the tickets that the actor may know of, by number. */
export async function ticketsByNumbers(
  db: Reader,
  numbers: readonly number[],
  visibility: Visibility,
): Promise<ReadonlyMap<number, Ticket>> {
  const tickets = new Map<number, Ticket>()
  for (const portion of portionsOf(numbers)) {
    const rows = await selectTickets(db, visibility).where('tickets.number', 'in', portion).execute()
    for (const row of rows) tickets.set(row.number, ticketOf(row))
  }
  return tickets
}

/** The same by id. */
export async function ticketsByIds(
  db: Reader,
  ids: readonly string[],
  visibility: Visibility,
): Promise<ReadonlyMap<string, Ticket>> {
  const tickets = new Map<string, Ticket>()
  for (const portion of portionsOf(ids)) {
    const rows = await selectTickets(db, visibility).where('tickets.id', 'in', portion).execute()
    for (const row of rows) tickets.set(row.id, ticketOf(row))
  }
  return tickets
}

/** Which of these numbers are those of tickets that the actor may know of. */
export async function seenNumbers(
  db: Reader,
  numbers: readonly number[],
  visibility: Visibility,
): Promise<ReadonlySet<number>> {
  const seen = new Set<number>()
  for (const portion of portionsOf(numbers)) {
    const rows = await db
      .selectFrom('tickets')
      .select('number')
      .where('number', 'in', portion)
      .where(mayBeSeen(visibility))
      .execute()
    for (const { number } of rows) seen.add(number)
  }
  return seen
}

/** For the desk's own work: the ticket, unless its tenant was deleted. */
export async function findTicketById(db: Reader, id: string): Promise<Ticket | undefined> {
  const row = await selectTickets(db, { all: true }).where('tickets.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : ticketOf(row)
}

/** The report of a requester's newest ticket that has one, among the tickets that the actor may know of. */
export async function lastReportOf(db: Reader, requesterId: string, visibility: Visibility): Promise<Report | null> {
  const row = await selectTickets(db, visibility)
    .where('tickets.requester_id', '=', requesterId)
    .where('tickets.report', 'is not', null)
    .orderBy('tickets.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return storedReport(row?.report ?? null)
}

/** The numbers of tickets, by id. Asked in portions: an engine takes only so many values in one statement. */
export async function numbersOf(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>()
  const wanted = [...new Set(ids)]
  for (const portion of portionsOf(wanted)) {
    const rows = await db.selectFrom('tickets').select(['id', 'number']).where('id', 'in', portion).execute()
    for (const { id, number } of rows) numbers.set(id, number)
  }
  return numbers
}

/** Adds a message at the end of the conversation. */
export async function insertMessage(tx: Tx, ticketId: string, message: Message): Promise<void> {
  const last = await tx
    .selectFrom('messages')
    .select('position')
    .where('ticket_id', '=', ticketId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  await tx
    .insertInto('messages')
    .values({
      id: message.id,
      ticket_id: ticketId,
      position: (last?.position ?? 0) + 1,
      kind: message.kind,
      author_id: message.author.id,
      channel: message.channel,
      body: message.body,
      created_at: formatInstant(message.createdAt),
      desk_only: message.deskOnly === true ? 1 : 0,
      by_second_level: message.bySecondLevel === true ? 1 : 0,
    })
    .execute()
}

/** Whether anybody has answered who is staff there: what the customer's side says is no answer, whoever of them says it. */
export async function isAnswered(db: Reader, { id, requester }: Ticket): Promise<boolean> {
  const row = await db
    .selectFrom('messages')
    .innerJoin('tickets', 'tickets.id', 'messages.ticket_id')
    .select('messages.id')
    .where('messages.ticket_id', '=', id)
    .where('messages.kind', '=', 'reply')
    .where('messages.author_id', '!=', requester.id)
    .where(writtenByStaff())
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether who wrote a message is staff in its ticket: of the desk, or of the tenant's own first level (DOMAIN 2). */
export function writtenByStaff(): Expression<SqlBool> {
  const message = expressionBuilder<Schema, 'messages' | 'tickets'>()
  return message.exists(
    message
      .selectFrom('memberships')
      .select('memberships.user_id')
      .whereRef('memberships.user_id', '=', 'messages.author_id')
      .where((membership) =>
        membership.or([
          membership('memberships.tenant_id', 'is', null),
          membership.and([
            membership('memberships.group_name', '=', 'first-level'),
            membership('memberships.tenant_id', '=', membership.ref('tickets.tenant_id')),
          ]),
        ]),
      ),
  )
}

/** What a message says, also of one that was taken back. */
export async function findMessage(db: Reader, id: string): Promise<Pick<Message, 'kind' | 'body'> | undefined> {
  const row = await db.selectFrom('messages').select(['kind', 'body']).where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : { kind: kindOf(row.kind), body: row.body }
}

/** From now on the message is in no conversation any more, and neither is what came with it. */
export async function takeMessageBack(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ taken_back_at: formatInstant(at) })
    .where('id', '=', id)
    .execute()
}

/**
 * The conversation, oldest first; what was taken back is not in it; without notes for whoever may not see them, and without
 * those that stay with the desk for a tenant's own first level.
 */
export async function listMessages(
  db: Reader,
  ticketId: string,
  withNotes: boolean | 'but-desk-only',
): Promise<Message[]> {
  let query = db
    .selectFrom('messages')
    .innerJoin('users', 'users.id', 'messages.author_id')
    .innerJoin('user_addresses', (join) =>
      join.onRef('user_addresses.user_id', '=', 'users.id').on('user_addresses.position', '=', 0),
    )
    .select([
      'messages.id',
      'messages.kind',
      'messages.channel',
      'messages.created_at',
      'messages.body',
      'messages.author_id',
      'messages.desk_only',
      'messages.by_second_level',
      'users.name',
      'user_addresses.address',
    ])
    .where('messages.ticket_id', '=', ticketId)
    .where('messages.taken_back_at', 'is', null)
    .orderBy('messages.position')
  if (withNotes === false) query = query.where('messages.kind', '=', 'reply')
  if (withNotes === 'but-desk-only') query = query.where('messages.desk_only', '=', 0)
  return (await query.execute()).map((row) => ({
    id: row.id,
    kind: kindOf(row.kind),
    author: { id: row.author_id, email: row.address, name: row.name },
    channel: row.channel,
    createdAt: new Date(row.created_at),
    body: row.body,
    ...(row.desk_only === 1 ? { deskOnly: true } : {}),
    ...(row.by_second_level === 1 ? { bySecondLevel: true } : {}),
  }))
}

/** Tickets with their people, restricted to what may be seen; the beginning of every query for whole tickets. */
export function selectTickets(db: Reader, visibility: Visibility) {
  return db
    .selectFrom('tickets')
    .innerJoin('tenants', 'tenants.id', 'tickets.tenant_id')
    .innerJoin('users as requesters', 'requesters.id', 'tickets.requester_id')
    .innerJoin('user_addresses as requester_addresses', (join) =>
      join.onRef('requester_addresses.user_id', '=', 'tickets.requester_id').on('requester_addresses.position', '=', 0),
    )
    .leftJoin('users as assignees', 'assignees.id', 'tickets.assignee_id')
    .leftJoin('user_addresses as assignee_addresses', (join) =>
      join.onRef('assignee_addresses.user_id', '=', 'tickets.assignee_id').on('assignee_addresses.position', '=', 0),
    )
    .leftJoin('teams', 'teams.id', 'tickets.team_id')
    .selectAll('tickets')
    .select([
      'tenants.name as tenant_name',
      'teams.name as team_name',
      'requesters.name as requester_name',
      'requester_addresses.address as requester_address',
      'assignees.name as assignee_name',
      'assignee_addresses.address as assignee_address',
    ])
    .where(mayBeSeen(visibility))
}

/**
 * The condition by which a query shows only what the actor may know of: what their groups show them, what is theirs, and
 * what they take part in. Of a deleted tenant's tickets nobody may.
 */
export function mayBeSeen(visibility: Visibility): Expression<SqlBool> {
  const stands = tenantStands('tickets.tenant_id')
  if (visibility.all) return stands
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const { tenantIds, requesterId } = visibility
  const isTheirs = ticket.or([
    isOwnOrShared(requesterId),
    ...(tenantIds.length === 0 ? [] : [ticket('tickets.tenant_id', 'in', [...tenantIds])]),
  ])
  return ticket.and([isTheirs, stands])
}

/** What somebody sees whatever their groups: their own tickets, and those that they take part in. */
export function isOwnOrShared(userId: string): ExpressionWrapper<Schema, 'tickets', SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  return ticket.or([
    ticket('tickets.requester_id', '=', userId),
    ticket('tickets.id', 'in', (query) =>
      query
        .selectFrom('participants')
        .select('participants.ticket_id')
        .where('participants.user_id', '=', userId)
        .where('participants.status', '=', 'accepted'),
    ),
  ])
}

export type TicketRow = Awaited<ReturnType<ReturnType<typeof selectTickets>['executeTakeFirstOrThrow']>>

export function ticketOf(row: TicketRow): Ticket {
  return {
    id: row.id,
    number: row.number,
    tenant: { id: row.tenant_id, name: row.tenant_name },
    requester: { id: row.requester_id, email: row.requester_address, name: row.requester_name },
    assignee: assigneeOf(row),
    givenTeam: row.team_id === null || row.team_name === null ? null : { id: row.team_id, name: row.team_name },
    category: row.category_id,
    topic: row.topic_id,
    subject: row.subject,
    description: row.description,
    module: row.module,
    report: storedReport(row.report),
    channel: row.channel,
    isNew: row.is_new === 1,
    held: heldOf(row),
    mergedInto: row.merged_into,
    lastWordAt: new Date(row.last_word_at ?? row.updated_at),
    remindedAt: row.reminded_at === null ? null : new Date(row.reminded_at),
    due: dueIn(row),
    clockAt: row.clock_at === null ? null : new Date(row.clock_at),
    level: row.level === 2 ? 2 : 1,
    priority: priorities.find((priority) => priority === row.priority) ?? 'normal',
    emergency: row.emergency === 1,
    version: row.version,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    ...stateOf(row),
  }
}

function assigneeOf(row: TicketRow): Person | null {
  if (row.assignee_id === null || row.assignee_address === null) return null
  return { id: row.assignee_id, email: row.assignee_address, name: row.assignee_name }
}

function heldOf({ held_until, held_for }: TicketRow): Hold | null {
  if (held_until === null) return null
  return { until: new Date(held_until), for: holdReasons.find((reason) => reason === held_for) ?? null }
}

function dueIn({ due_at, due_metric, due_warn_at, due_around_the_clock }: TicketRow): Due | null {
  if (due_at === null) return null
  return {
    at: new Date(due_at),
    metric: dueMetrics.find((metric) => metric === due_metric) ?? 'solution',
    warnAt: due_warn_at === null ? null : new Date(due_warn_at),
    aroundTheClock: due_around_the_clock === 1,
  }
}

/** The checks of the table make sure that each status has its instants. */
function stateOf(row: TicketRow): TicketState {
  const { status, solved_at, closes_at, closed_at } = row
  if (solved_at === null || closes_at === null) return { status: status === 'waiting' ? 'waiting' : 'open' }
  const resolution = resolutions.find((known) => known === row.resolution) ?? 'answered'
  const solved = { solvedAt: new Date(solved_at), closesAt: new Date(closes_at), resolution }
  if (closed_at === null) return { status: 'solved', ...solved }
  return { status: 'closed', ...solved, closedAt: new Date(closed_at) }
}

function kindOf(kind: string): MessageKind {
  return kind === 'note' ? 'note' : 'reply'
}
