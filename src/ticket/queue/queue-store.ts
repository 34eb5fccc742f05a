import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import { formatInstant } from '../../kit/time/instant'
import { groupsAtLevel, type Visibility } from '../../people/permission'
import { portionsOf } from '../../store/portions'
import type { Reader, Schema } from '../../store/schema'
import { overdueCondition } from '../list-store'
import { mayBeSeen, selectTickets, ticketOf, writtenByStaff } from '../store'
import { priorities, type Ticket } from '../ticket'
import type { QueueCounts, QueuePlace } from './queue'
import { type Talk, type Urgent, type Word, waitingSince } from './urgency'

/** As many of a queue's first as are weighed against each other. */
const mostWeighed = 100

/** A ticket that somebody may work on, as far as its urgency needs it. */
export type Waiting = Urgent & { id: string }

/**
 * The tickets among which the most urgent one is: the first that are nobody's and the first of one's own, of the highest
 * emergency and priority that there is and, where anything is due, what is due first. Bounded, so that it costs the same however long the queue.
 */
export async function firstOfQueue(
  db: Reader,
  visibility: Visibility,
  place: QueuePlace,
  now: Date,
): Promise<Waiting[]> {
  const free = await candidates(db, visibility, place, now, null)
  const own = await candidates(db, visibility, place, now, place.userId)
  const rows = [...free, ...own]
  const best = rows.map(urgencyKey).sort()[0]
  const first = rows.filter((row) => urgencyKey(row) === best)
  const merged = await mergedInto(
    db,
    first.map(({ id }) => id),
  )
  const words = await repliesTo(db, [...first.map(({ id }) => id), ...merged.map(({ id }) => id)])
  const talkOf = (row: { id: string; created_at: string }): Talk => {
    return { createdAt: new Date(row.created_at), words: words.get(row.id) ?? [] }
  }
  return first.map((row) => ({
    id: row.id,
    number: row.number,
    emergency: row.emergency === 1,
    priority: priorities.find((priority) => priority === row.priority) ?? 'normal',
    isNew: row.is_new === 1,
    assigneeId: row.assignee_id,
    dueAt: row.due_at === null ? null : new Date(row.due_at),
    waitingSince: waitingSince(
      talkOf(row),
      merged
        .filter(({ merged_into }) => merged_into === row.id)
        .map((source) => ({ ...talkOf(source), mergedAt: new Date(source.closed_at ?? source.created_at) })),
    ),
  }))
}

/** What may be worked on in that place: the staff's turn, in the queue at that moment, and in those hands. */
export function isWorkable(place: QueuePlace, now: Date): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  return ticket.and([
    // Both, so that the engine sees that its partial indexes for the queue fit.
    sql<boolean>`tickets.status in ('open', 'waiting')`,
    sql<boolean>`tickets.status = 'open'`,
    isInQueue(now),
    isTurnOf(place),
  ])
}

/**
 * What is one's own, whoever's level it is at: nobody else is shown it. What was given to one's team, which alone is shown it
 * as long as somebody of it can have it. And what lies in the hands of one's level.
 */
function isTurnOf(place: QueuePlace): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  return ticket.or([
    ticket('tickets.assignee_id', '=', place.userId),
    ticket.and([ticket('tickets.team_id', 'is', null), inHandsOf(place)]),
    ticket.and([
      ticket('tickets.team_id', 'is not', null),
      ticket.or([isTeamsTurn(place), ticket.and([inHandsOf(place), ticket.not(hasTeamAtWork())])]),
    ]),
  ])
}

/** What was given to a team of theirs: at level 1 everybody of it may take it up, at level 2 second level alone. */
function isTeamsTurn({ userId, levels }: QueuePlace): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  if (levels.length === 0) return sql<boolean>`1 = 0`
  const theirs = ticket
    .selectFrom('team_members')
    .select('team_members.team_id')
    .where('team_members.user_id', '=', userId)
  const isInTeam = ticket('tickets.team_id', 'in', theirs)
  return levels.includes(2) ? isInTeam : ticket.and([ticket('tickets.level', '=', 1), isInTeam])
}

/** Whether somebody of the team that it was given to works on its level. */
function hasTeamAtWork(): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const teamsAt = (level: 1 | 2) =>
    ticket
      .selectFrom('team_members')
      .innerJoin('users', 'users.id', 'team_members.user_id')
      .innerJoin('memberships', 'memberships.user_id', 'team_members.user_id')
      .select('team_members.team_id')
      .where('users.status', 'not in', ['disabled', 'invited'])
      .where('memberships.tenant_id', 'is', null)
      .where('memberships.group_name', 'in', [...groupsAtLevel[level]])
  return ticket.or(
    ([1, 2] as const).map((level) =>
      ticket.and([ticket('tickets.level', '=', level), ticket('tickets.team_id', 'in', teamsAt(level))]),
    ),
  )
}

function inHandsOf({ levels, tenantIds }: QueuePlace): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const tenantsOwn = ticket
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select('memberships.tenant_id')
    // Whoever cannot act yet, or no more, takes no ticket off the desk's hands.
    .where('users.status', 'not in', ['disabled', 'invited'])
    .where('memberships.group_name', '=', 'first-level')
    .where('memberships.tenant_id', 'is not', null)
  return ticket.or([
    ...(levels.includes(1)
      ? [ticket.and([ticket('tickets.level', '=', 1), ticket('tickets.tenant_id', 'not in', tenantsOwn)])]
      : []),
    ...(levels.includes(2) ? [ticket('tickets.level', '=', 2)] : []),
    ...(tenantIds.length === 0
      ? []
      : [ticket.and([ticket('tickets.level', '=', 1), ticket('tickets.tenant_id', 'in', [...tenantIds])])]),
  ])
}

async function candidates(
  db: Reader,
  visibility: Visibility,
  place: QueuePlace,
  now: Date,
  assigneeId: string | null,
): Promise<CandidateRow[]> {
  return selectCandidates(db)
    .where('assignee_id', assigneeId === null ? 'is' : '=', assigneeId)
    .where(isWorkable(place, now))
    .where(mayBeSeen(visibility))
    .orderBy('queue_key')
    .limit(mostWeighed)
    .execute()
}

function selectCandidates(db: Reader) {
  return db
    .selectFrom('tickets')
    .select(['id', 'number', 'emergency', 'priority', 'is_new', 'assignee_id', 'created_at', 'queue_key', 'due_at'])
}

type CandidateRow = Awaited<ReturnType<ReturnType<typeof selectCandidates>['executeTakeFirstOrThrow']>>

/** What the list sorts by before the age: emergency, priority, and when it is due. */
function urgencyKey({ queue_key: key }: CandidateRow): string {
  return key.slice(0, key.lastIndexOf('-'))
}

/** What was merged into these tickets while somebody still had to do something about it: only that was solved by the merge. */
async function mergedInto(db: Reader, ticketIds: readonly string[]) {
  if (ticketIds.length === 0) return []
  return db
    .selectFrom('tickets')
    .select(['id', 'merged_into', 'created_at', 'closed_at'])
    .where('merged_into', 'in', [...ticketIds])
    .whereRef('solved_at', '=', 'closes_at')
    .execute()
}

/** Who spoke when, of each ticket, oldest first: its requester and whoever is not staff there speak for the customer. */
async function repliesTo(db: Reader, ticketIds: readonly string[]): Promise<ReadonlyMap<string, Word[]>> {
  const words = new Map<string, Word[]>()
  for (const portion of portionsOf(ticketIds)) {
    for (const { ticket_id, created_at, by_requester, by_staff } of await selectReplies(db, portion)) {
      const said = words.get(ticket_id) ?? []
      said.push({ at: new Date(created_at), byCustomer: Boolean(by_requester) || !by_staff })
      words.set(ticket_id, said)
    }
  }
  return words
}

async function selectReplies(db: Reader, ticketIds: readonly string[]) {
  return db
    .selectFrom('messages')
    .innerJoin('tickets', 'tickets.id', 'messages.ticket_id')
    .select([
      'messages.ticket_id',
      'messages.created_at',
      sql<number>`messages.author_id = tickets.requester_id`.as('by_requester'),
      sql<number>`${writtenByStaff()}`.as('by_staff'),
    ])
    .where('messages.ticket_id', 'in', [...ticketIds])
    .where('messages.kind', '=', 'reply')
    .where('messages.taken_back_at', 'is', null)
    .orderBy('messages.position')
    .execute()
}

/** The numbers of one place in the queue, in one walk over what is not solved. `soon` ends the time that `backSoon` counts. */
export async function countQueue(
  db: Reader,
  visibility: Visibility,
  place: QueuePlace,
  { now, soon }: { now: Date; soon: Date },
): Promise<QueueCounts> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const inQueue = isInQueue(now)
  const mine = ticket('tickets.assignee_id', '=', place.userId)
  const nobodys = ticket.and([ticket('tickets.assignee_id', 'is', null), isTurnOf(place)])
  const held = ticket('tickets.held_until', '>', formatInstant(now))
  const counted: Readonly<Record<keyof QueueCounts, readonly Expression<SqlBool>[]>> = {
    emergencies: [ticket('tickets.emergency', '=', 1), inQueue, isTurnOf(place)],
    overdue: [overdueCondition(now), inQueue, isTurnOf(place)],
    isNew: [ticket('tickets.is_new', '=', 1), inQueue, nobodys],
    mine: [mine, inQueue, ticket('tickets.status', '=', 'open')],
    mineWaiting: [mine, inQueue, ticket('tickets.status', '=', 'waiting')],
    mineHeld: [mine, held],
    backSoon: [held, ticket('tickets.held_until', '<=', formatInstant(soon)), ticket.or([mine, nobodys])],
    workable: [isWorkable(place, now), ticket.or([mine, ticket('tickets.assignee_id', 'is', null)])],
  }
  const names = Object.keys(counted) as (keyof QueueCounts)[]
  const row = await db
    .selectFrom('tickets')
    .where(sql<boolean>`tickets.status in ('open', 'waiting')`)
    .where(mayBeSeen(visibility))
    .select((count) =>
      names.map((name) =>
        count.fn
          .countAll<number | string>()
          .filterWhere(ticket.and([...counted[name]]))
          .as(name),
      ),
    )
    .executeTakeFirstOrThrow()
  const found = row as Readonly<Record<keyof QueueCounts, number | string>>
  return Object.fromEntries(names.map((name) => [name, Number(found[name])])) as unknown as QueueCounts
}

/** Whether that ticket may still be worked on there, looked at inside a deed. */
export async function isStillWorkable(db: Reader, ticketId: string, place: QueuePlace, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('tickets')
    .select('tickets.id')
    .where('tickets.id', '=', ticketId)
    .where(isWorkable(place, now))
    .executeTakeFirst()
  return row !== undefined
}

/** The beginning of the queue of one place, in the order of every list. */
export async function beginningOfQueue(
  db: Reader,
  visibility: Visibility,
  place: QueuePlace,
  { now, limit }: { now: Date; limit: number },
): Promise<Ticket[]> {
  const rows = await selectTickets(db, visibility)
    .where(isWorkable(place, now))
    .where((ticket) =>
      ticket.or([ticket('tickets.assignee_id', 'is', null), ticket('tickets.assignee_id', '=', place.userId)]),
    )
    .orderBy('queue_key')
    .limit(limit)
    .execute()
  return rows.map(ticketOf)
}

/** What is not on hold at that moment, whether that was written down or not. */
function isInQueue(now: Date): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  return ticket.or([ticket('tickets.held_until', 'is', null), ticket('tickets.held_until', '<=', formatInstant(now))])
}

/** What lies with somebody who works in no queue, as with a project lead, and waits for them; oldest word first. */
export async function lyingWith(
  db: Reader,
  visibility: Visibility,
  userId: string,
  now: Date,
  limit: number,
): Promise<{ tickets: Ticket[]; count: number }> {
  const rows = await selectTickets(db, visibility)
    .where('tickets.assignee_id', '=', userId)
    .where('tickets.requester_id', '!=', userId)
    .where(sql<boolean>`tickets.status = 'open'`)
    .where(isInQueue(now))
    .orderBy('tickets.updated_at')
    .execute()
  return { tickets: rows.slice(0, limit).map(ticketOf), count: rows.length }
}

/** The unsolved tickets of one requester, newest word first, and how many there are. */
export async function unsolvedOf(
  db: Reader,
  visibility: Visibility,
  requesterId: string,
  limit: number,
): Promise<{ tickets: Ticket[]; count: number }> {
  const rows = await selectTickets(db, visibility)
    .where('tickets.requester_id', '=', requesterId)
    .where(sql<boolean>`tickets.status in ('open', 'waiting')`)
    .orderBy('tickets.status', 'desc')
    .orderBy('tickets.updated_at', 'desc')
    .execute()
  return { tickets: rows.slice(0, limit).map(ticketOf), count: rows.length }
}
