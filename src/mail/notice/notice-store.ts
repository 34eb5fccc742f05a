import { formatInstant } from '../../kit/time/instant'
import { portionsOf } from '../../store/portions'
import type { Reader, Tx } from '../../store/schema'
import { type KeptNotice, type MailFate, type NoticeFate, noticeFates } from './notice-fate'

/** A statement takes only so many values, and a notice has six. */
const inOneStatement = 100

/** Writes them down; one that is there already stays as it is. */
export async function insertNotices(tx: Tx, notices: readonly KeptNotice[]): Promise<void> {
  for (let start = 0; start < notices.length; start += inOneStatement) {
    const rows = notices
      .slice(start, start + inOneStatement)
      .map(({ position, ruleId, address, fate, dueAt, mailId }) => ({
        entry_position: position,
        rule_id: ruleId,
        address,
        outcome: fate,
        due_at: dueAt === null ? null : formatInstant(dueAt),
        outbox_id: mailId,
      }))
    await tx
      .insertInto('notices')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['entry_position', 'rule_id', 'address']).doNothing())
      .execute()
  }
}

/** What a rule gathers for an address. */
export interface Gathering {
  ruleId: string
  address: string
  /** When the first of it is to go. */
  dueAt: Date
}

/** When what a rule gathers for an address is to go; undefined where it gathers nothing for it at present. */
export async function gatheringDue(
  db: Reader,
  { ruleId, address }: Pick<Gathering, 'ruleId' | 'address'>,
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('notices')
    .select('due_at')
    .where('outcome', '=', 'collecting')
    .where('rule_id', '=', ruleId)
    .where('address', '=', address)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : new Date(row.due_at ?? 0)
}

/** Everything that is gathered, with for how long its rule gathers, what is due first first. */
export async function listGatherings(db: Reader): Promise<(Gathering & { collect: number })[]> {
  const all = (await gatheringRows(db).execute()).map(gatheringOf)
  const rows = await db.selectFrom('rules').select(['id', 'collect']).where('collect', '>', 0).execute()
  const collects = new Map(rows.map(({ id, collect }) => [id, collect]))
  return all
    .map((gathering) => ({ ...gathering, collect: collects.get(gathering.ruleId) ?? 0 }))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
}

function gatheringRows(db: Reader) {
  return db
    .selectFrom('notices')
    .select(['rule_id', 'address'])
    .select(({ fn }) => fn.min('due_at').as('first_due'))
    .where('outcome', '=', 'collecting')
    .groupBy(['rule_id', 'address'])
}

function gatheringOf(row: { rule_id: string; address: string; first_due: string | null }): Gathering {
  return { ruleId: row.rule_id, address: row.address, dueAt: new Date(row.first_due ?? 0) }
}

/** Where the events stand that a rule gathered for an address: how many, and the first of them in their order. */
export async function gatheredPositions(
  db: Reader,
  { ruleId, address }: Pick<Gathering, 'ruleId' | 'address'>,
  most: number,
): Promise<{ count: number; positions: number[] }> {
  const query = db
    .selectFrom('notices')
    .where('outcome', '=', 'collecting')
    .where('rule_id', '=', ruleId)
    .where('address', '=', address)
  const { count } = await query.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const rows = await query.select('entry_position').orderBy('entry_position').limit(most).execute()
  return { count: Number(count), positions: rows.map((row) => row.entry_position) }
}

/** The other rules that gather one of the same events for the same address. */
export async function rulesGatheringToo(
  db: Reader,
  { ruleId, address }: Pick<Gathering, 'ruleId' | 'address'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('notices as others')
    .innerJoin('notices as own', 'own.entry_position', 'others.entry_position')
    .select('others.rule_id')
    .distinct()
    .where('own.outcome', '=', 'collecting')
    .where('own.rule_id', '=', ruleId)
    .where('own.address', '=', address)
    .where('others.outcome', '=', 'collecting')
    .where('others.address', '=', address)
    .where('others.rule_id', '!=', ruleId)
    .execute()
  return rows.map(({ rule_id }) => rule_id)
}

/**
 * Writes down what became of all that a rule gathered for an address. A mail settles what other rules gathered of the same
 * events for the same address, too: nobody is told of an event twice.
 */
export async function settleGathered(
  tx: Tx,
  { ruleId, address }: Pick<Gathering, 'ruleId' | 'address'>,
  fate: Exclude<NoticeFate, 'collecting'>,
  mailId: string | null,
): Promise<void> {
  const settled = { outcome: fate, outbox_id: mailId }
  if (mailId !== null) {
    const own = tx
      .selectFrom('notices as own')
      .select('own.entry_position')
      .where('own.outcome', '=', 'collecting')
      .where('own.rule_id', '=', ruleId)
      .where('own.address', '=', address)
    const rows = await own.execute()
    for (const portion of portionsOf(rows.map((row) => row.entry_position))) {
      await tx
        .updateTable('notices')
        .set(settled)
        .where('outcome', '=', 'collecting')
        .where('address', '=', address)
        .where('entry_position', 'in', [...portion])
        .execute()
    }
    return
  }
  await tx
    .updateTable('notices')
    .set(settled)
    .where('outcome', '=', 'collecting')
    .where('rule_id', '=', ruleId)
    .where('address', '=', address)
    .execute()
}

/** What rules meant when this happened. */
export async function noticesAbout(db: Reader, position: number): Promise<KeptNotice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('entry_position', '=', position)
    .orderBy('rule_id')
    .orderBy('address')
    .execute()
  return rows.map(noticeOf)
}

/** What these rules caused, oldest first; `newest`: only so many of the last. */
export async function noticesOfRules(
  db: Reader,
  ruleIds: readonly string[],
  newest: number | undefined,
): Promise<KeptNotice[]> {
  const found: KeptNotice[] = []
  for (const portion of portionsOf(ruleIds)) {
    let query = db
      .selectFrom('notices')
      .selectAll()
      .where('rule_id', 'in', [...portion])
      .orderBy('entry_position', 'desc')
      .orderBy('rule_id')
      .orderBy('address')
    if (newest !== undefined) query = query.limit(newest)
    found.push(...(await query.execute()).map(noticeOf))
  }
  const sorted = found.sort((a, b) => b.position - a.position)
  return (newest === undefined ? sorted : sorted.slice(0, newest)).reverse()
}

type NoticeRow = {
  entry_position: number
  rule_id: string
  address: string
  outcome: string
  due_at: string | null
  outbox_id: string | null
}

function noticeOf(row: NoticeRow): KeptNotice {
  return {
    position: row.entry_position,
    ruleId: row.rule_id,
    address: row.address,
    fate: noticeFates.find((known) => known === row.outcome) ?? 'nobody',
    dueAt: row.due_at === null ? null : new Date(row.due_at),
    mailId: row.outbox_id,
  }
}

/** These mails, by id. */
export async function mailFates(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, MailFate>> {
  const found = new Map<string, MailFate>()
  for (const portion of portionsOf([...new Set(ids)])) {
    const rows = await db
      .selectFrom('outbox')
      .select(['id', 'state', 'subject', 'created_at', 'ended_at', 'next_attempt_at', 'last_error', 'response'])
      .where('id', 'in', [...portion])
      .execute()
    for (const { id, state, subject, created_at, ended_at, next_attempt_at, last_error, response } of rows) {
      found.set(id, {
        id,
        state,
        subject,
        createdAt: new Date(created_at),
        endedAt: ended_at === null ? null : new Date(ended_at),
        nextAttemptAt: next_attempt_at === null ? null : new Date(next_attempt_at),
        lastError: last_error,
        response,
      })
    }
  }
  return found
}
