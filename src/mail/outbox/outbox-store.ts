import { isLanguage } from '../../kit/language'
import { formatInstant } from '../../kit/time/instant'
import { runRepeated, valuesOf } from '../../store/repeated'
import type { Reader, Schema, Tx } from '../../store/schema'
import { audiences, type LetterSecret, type NewLetter } from '../letter/letter'
import { type Course, type Leased, type MailState, nextTake } from './outbox'
import type { ListedMail, MailNow, OutboxMail } from './outbox-mail'

/** A letter on its way into the outbox. */
export interface PostedLetter extends NewLetter {
  id: string
  state: 'queued' | 'held' | 'suppressed'
  dueAt: Date
  createdAt: Date
  messageId: string
}

/** Adds a letter; false where the same entry has one of that kind to that address already. */
export async function insertLetter(tx: Tx, letter: PostedLetter): Promise<boolean> {
  const row = newRow(letter)
  const inserted = await runRepeated(tx, 'letter', Object.values(row), () =>
    tx
      .insertInto('outbox')
      .values(row)
      .onConflict((conflict) => conflict.columns(['entry_position', 'kind', 'address']).doNothing())
      .returning('id'),
  )
  return inserted.length > 0
}

/** Always with the same columns in the same order. */
function newRow(letter: PostedLetter): Schema['outbox'] {
  const { secret, message, entryPosition = null } = letter
  return {
    id: letter.id,
    kind: letter.kind,
    state: letter.state,
    address: letter.to.address,
    recipient_id: letter.to.userId,
    audience: letter.audience,
    language: letter.language,
    subject: letter.subject,
    body: letter.body,
    secret: secret === undefined ? null : `${secret.purpose}:${secret.id}`,
    author_id: letter.authorId ?? null,
    tenant_id: letter.tenantId ?? null,
    ticket_id: letter.ticketId ?? null,
    ticket_message_id: message?.id ?? null,
    ticket_message_kind: message?.kind ?? null,
    entry_position: entryPosition,
    rules: JSON.stringify(letter.rules ?? []),
    message_id: letter.messageId,
    answers: letter.answers ?? null,
    attempts: 0,
    first_attempt_at: null,
    next_attempt_at: letter.state === 'queued' ? formatInstant(letter.dueAt) : null,
    leased_by: null,
    leased_until: null,
    marked_at: null,
    repeated: 0,
    last_error: null,
    response: null,
    created_at: formatInstant(letter.createdAt),
    ended_at: letter.state === 'suppressed' ? formatInstant(letter.createdAt) : null,
  }
}

type Row = Schema['outbox']

const instantOf = (value: string | null): Date | null => (value === null ? null : new Date(value))
const textOf = (value: Date | null): string | null => (value === null ? null : formatInstant(value))

function courseFrom(row: Row): Course {
  const tries = {
    attempts: row.attempts,
    firstAttemptAt: instantOf(row.first_attempt_at),
    repeated: row.repeated === 1,
    lastError: row.last_error,
  }
  const createdAt = new Date(row.created_at)
  const next = instantOf(row.next_attempt_at)
  const endedAt = instantOf(row.ended_at) ?? createdAt
  switch (row.state) {
    case 'queued':
    case 'deferred':
      return { ...tries, state: row.state, nextAttemptAt: next ?? createdAt }
    case 'leased':
      return {
        ...tries,
        state: 'leased',
        leasedBy: row.leased_by ?? '',
        leasedUntil: instantOf(row.leased_until) ?? createdAt,
        markedAt: instantOf(row.marked_at),
      }
    case 'uncertain':
      return { ...tries, state: 'uncertain', markedAt: instantOf(row.marked_at), nextAttemptAt: next }
    case 'accepted':
      return { ...tries, state: 'accepted', response: row.response ?? '', endedAt }
    case 'failed':
    case 'suppressed':
    case 'cancelled':
      return { ...tries, state: row.state, endedAt }
    case 'held':
      return { ...tries, state: 'held' }
    default:
      throw new Error(`a mail is ${row.state}`)
  }
}

function rowOf(course: Course) {
  const leased = course.state === 'leased'
  const isMarked = leased || course.state === 'uncertain'
  return {
    state: course.state,
    attempts: course.attempts,
    first_attempt_at: textOf(course.firstAttemptAt),
    next_attempt_at: textOf(nextTake(course)),
    leased_by: leased ? course.leasedBy : null,
    leased_until: leased ? formatInstant(course.leasedUntil) : null,
    marked_at: isMarked ? textOf(course.markedAt) : null,
    repeated: course.repeated ? (1 as const) : (0 as const),
    last_error: course.lastError,
    response: course.state === 'accepted' ? course.response : null,
    ended_at: 'endedAt' in course ? formatInstant(course.endedAt) : null,
  }
}

function mailFrom(row: Row): OutboxMail {
  return {
    id: row.id,
    kind: row.kind,
    address: row.address,
    recipientId: row.recipient_id,
    audience: audiences.find((known) => known === row.audience) ?? 'outside',
    language: isLanguage(row.language) ? row.language : 'en',
    subject: row.subject,
    body: row.body,
    secret: secretFrom(row.secret),
    authorId: row.author_id,
    tenantId: row.tenant_id,
    ticketId: row.ticket_id,
    ticketMessageId: row.ticket_message_id,
    entryPosition: row.entry_position,
    messageId: row.message_id,
    answers: row.answers,
    createdAt: new Date(row.created_at),
    course: courseFrom(row),
  }
}

function secretFrom(text: string | null): LetterSecret | null {
  const [, purpose, id = ''] = /^(one-time-token|confirmation-code):(.+)$/.exec(text ?? '') ?? []
  return purpose === 'one-time-token' || purpose === 'confirmation-code' ? { purpose, id } : null
}

/** Writes how far mails have come. */
export async function saveCourse(tx: Tx, id: string, course: Course): Promise<void> {
  await tx.updateTable('outbox').set(rowOf(course)).where('id', '=', id).execute()
}

/** The same for several; those that have come equally far are written at once. */
export async function saveCourses(tx: Tx, courses: readonly (readonly [id: string, course: Course])[]): Promise<void> {
  for (const { row, ids } of alike(courses.map(([id, course]) => [id, rowOf(course)] as const))) {
    await tx.updateTable('outbox').set(row).where('id', 'in', ids).execute()
  }
}

/** The same of some of them, as they are now; those that are gone are not among them. */
export async function coursesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Course>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('outbox')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, courseFrom(row)]))
}

/** Marks mails that this sender still has; gives the ids of those that are marked now. */
export async function markMails(
  tx: Tx,
  ids: readonly string[],
  { leasedBy, leasedUntil, markedAt }: Leased,
): Promise<string[]> {
  const row = {
    marked_at: textOf(markedAt),
    leased_until: formatInstant(leasedUntil),
    next_attempt_at: formatInstant(leasedUntil),
  }
  const values = [...valuesOf([row]), ...ids, 'leased', leasedBy]
  const rows = await runRepeated(tx, `mails marked ${ids.length}`, values, () =>
    tx
      .updateTable('outbox')
      .set(row)
      .where('id', 'in', [...ids])
      .where('state', '=', 'leased')
      .where('leased_by', '=', leasedBy)
      .where('marked_at', 'is', null)
      .returning('id'),
  )
  return rows.map(({ id }) => id)
}

/** Writes what became of mails that this sender still has; gives the ids of those. */
export async function saveAnswered(
  tx: Tx,
  courses: ReadonlyMap<string, Course>,
  sender: string,
): Promise<ReadonlySet<string>> {
  const saved = new Set<string>()
  for (const [id, course] of courses) {
    const row = rowOf(course)
    const written = await runRepeated(tx, 'mail answered', [...valuesOf([row]), id, 'leased', sender], () =>
      tx
        .updateTable('outbox')
        .set(row)
        .where('id', '=', id)
        .where('state', '=', 'leased')
        .where('leased_by', '=', sender)
        .returning('id'),
    )
    if (written.length > 0) saved.add(id)
  }
  return saved
}

/** Rows that are the same, each with the ids of those that are to become so. */
function alike<T>(rows: readonly (readonly [id: string, row: T])[]): { row: T; ids: string[] }[] {
  const groups = new Map<string, { row: T; ids: string[] }>()
  for (const [id, row] of rows) {
    const key = JSON.stringify(row)
    const group = groups.get(key) ?? { row, ids: [] }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/**
 * What anybody may take by then, the longest due first. By a second column all that is due at one instant, which may be a
 * hundred thousand mails, would be sorted anew for each portion.
 */
export async function listDueMails(db: Reader, now: Date, limit: number): Promise<OutboxMail[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('next_attempt_at', '<=', formatInstant(now))
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  return rows.map(mailFrom)
}

/** How many anybody may take by then. */
export async function countDueMails(db: Reader, now: Date): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((one) => one.fn.countAll().as('count'))
    .where('next_attempt_at', '<=', formatInstant(now))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** When the next mail may be taken; null: nothing waits. */
export async function nextDueMail(db: Reader): Promise<Date | null> {
  const row = await db
    .selectFrom('outbox')
    .select('next_attempt_at')
    .where('next_attempt_at', 'is not', null)
    .orderBy('next_attempt_at')
    .limit(1)
    .executeTakeFirst()
  return instantOf(row?.next_attempt_at ?? null)
}

/** What must be known of the world before mails may go. */
export async function withCircumstances<T extends OutboxMail>(
  db: Reader,
  mails: readonly T[],
): Promise<(T & MailNow)[]> {
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('users as recipient', 'recipient.id', 'outbox.recipient_id')
    .leftJoin('users as author', 'author.id', 'outbox.author_id')
    .leftJoin('tenants', 'tenants.id', 'outbox.tenant_id')
    .leftJoin('messages', 'messages.id', 'outbox.ticket_message_id')
    .leftJoin('external_recipients', (join) =>
      join
        .onRef('external_recipients.address', '=', 'outbox.address')
        .on((row) => row('external_recipients.scope', '=', row.fn.coalesce('outbox.tenant_id', row.val('desk')))),
    )
    .select([
      'outbox.id',
      'recipient.name as recipient',
      'recipient.status',
      'author.name as author',
      'tenants.deleted_at',
      'messages.taken_back_at',
      'external_recipients.state as external',
    ])
    .where(
      'outbox.id',
      'in',
      mails.map(({ id }) => id),
    )
    .execute()
  const known = new Map(rows.map((row) => [row.id, row]))
  return mails.map((mail) => {
    const row = known.get(mail.id)
    return {
      ...mail,
      recipientName: row?.recipient ?? null,
      recipientStatus: row?.status ?? null,
      authorName: row?.author ?? null,
      isTenantDeleted: (row?.deleted_at ?? null) !== null,
      isTakenBack: (row?.taken_back_at ?? null) !== null,
      hasStopped: row?.external === 'stopped',
    }
  })
}

export interface MailFilter {
  states: readonly MailState[]
  ids?: readonly string[]
  limit?: number
}

/** Mails in these states, the oldest first. */
export async function listMails(db: Reader, { states, ids, limit }: MailFilter): Promise<ListedMail[]> {
  let query = db
    .selectFrom('outbox')
    .leftJoin('tickets', 'tickets.id', 'outbox.ticket_id')
    .leftJoin('journal_entries', 'journal_entries.position', 'outbox.entry_position')
    .selectAll('outbox')
    .select(['tickets.number as ticket_number', 'journal_entries.type as event'])
    .where('outbox.state', 'in', [...states])
    .orderBy('outbox.created_at')
    .orderBy('outbox.id')
  if (ids !== undefined) query = query.where('outbox.id', 'in', [...ids])
  if (limit !== undefined) query = query.limit(limit)
  const rows = await query.execute()
  return rows.map((row) => ({ ...mailFrom(row), ticketNumber: row.ticket_number, event: row.event }))
}

/** The ids that begin so, at most two: one is meant, two are ambiguous. */
export async function mailIdsLike(db: Reader, beginning: string): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('id')
    .where('id', '>=', beginning)
    .where('id', '<', `${beginning}\uffff`)
    .orderBy('id')
    .limit(2)
    .execute()
  return rows.map(({ id }) => id)
}

/** How many mails there are in each state. */
export async function countMails(db: Reader, states: readonly MailState[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('outbox')
    .select((row) => ['state', row.fn.countAll().as('count')])
    .where('state', 'in', [...states])
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, Number(count)]))
}

/** Who is the only one to look after what people post at their terminals, and until when. */
export async function takeSenderLease(tx: Tx, sender: string, now: Date, until: Date): Promise<boolean> {
  const known = await tx
    .selectFrom('cron_jobs')
    .select(['leased_by', 'leased_until'])
    .where('name', '=', senderLease)
    .executeTakeFirst()
  const lease = { leased_by: sender, leased_until: formatInstant(until) }
  if (known === undefined) {
    const fresh = {
      name: senderLease,
      started_at: null,
      finished_at: null,
      succeeded_at: null,
      failures: 0,
      error: null,
    }
    await tx
      .insertInto('cron_jobs')
      .values({ ...fresh, ...lease })
      .execute()
    return true
  }
  const isTaken = known.leased_until !== null && known.leased_until > formatInstant(now)
  if (isTaken && known.leased_by !== sender) return false
  await tx.updateTable('cron_jobs').set(lease).where('name', '=', senderLease).execute()
  return true
}

/** Gives it back; whoever posts something after that begins anew. */
export async function dropSenderLease(tx: Tx, sender: string): Promise<void> {
  await tx
    .updateTable('cron_jobs')
    .set({ leased_by: null, leased_until: null })
    .where('name', '=', senderLease)
    .where('leased_by', '=', sender)
    .execute()
}

/** Whether somebody looks after it already. */
export async function isSenderThere(db: Reader, now: Date): Promise<boolean> {
  const row = await db.selectFrom('cron_jobs').select('leased_until').where('name', '=', senderLease).executeTakeFirst()
  return row?.leased_until != null && row.leased_until > formatInstant(now)
}

const senderLease = 'mail send --wait'
