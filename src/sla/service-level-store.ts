import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { priorities } from '../ticket/ticket'
import type { AgreedLevel } from './service-level'

/** The service levels, also those that hold no more: clocks that began with one keep it. */
export async function listServiceLevels(db: Reader): Promise<AgreedLevel[]> {
  const rows = await selectLevels(db).execute()
  return rows.map(levelOf)
}

/** Those that hold. */
export async function serviceLevelsInForce(db: Reader): Promise<AgreedLevel[]> {
  const rows = await selectLevels(db).where('valid_until', 'is', null).execute()
  return rows.map(levelOf)
}

/** Whether anything was ever promised. */
export async function hasServiceLevels(db: Reader): Promise<boolean> {
  const row = await db.selectFrom('service_levels').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

export async function insertServiceLevel(tx: Tx, level: AgreedLevel): Promise<void> {
  const { id, priority, category, promised, aroundTheClock, validFrom, validUntil } = level
  await tx
    .insertInto('service_levels')
    .values({
      id,
      priority,
      category_id: category,
      level: level.level,
      first_answer: promised['first-answer'],
      next_answer: promised['next-answer'],
      solution: promised.solution,
      around_the_clock: aroundTheClock ? 1 : 0,
      valid_from: formatInstant(validFrom),
      valid_until: validUntil === null ? null : formatInstant(validUntil),
    })
    .execute()
}

/** From then on it holds no more; that is all that ever changes of it. */
export async function endServiceLevel(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('service_levels')
    .set({ valid_until: formatInstant(at) })
    .where('id', '=', id)
    .where('valid_until', 'is', null)
    .execute()
}

function selectLevels(db: Reader) {
  return db.selectFrom('service_levels').selectAll().orderBy('valid_from').orderBy('id')
}

function levelOf(row: Awaited<ReturnType<ReturnType<typeof selectLevels>['executeTakeFirstOrThrow']>>): AgreedLevel {
  return {
    id: row.id,
    priority: priorities.find((priority) => priority === row.priority) ?? null,
    category: row.category_id,
    level: row.level === 1 || row.level === 2 ? row.level : null,
    promised: { 'first-answer': row.first_answer, 'next-answer': row.next_answer, solution: row.solution },
    aroundTheClock: row.around_the_clock === 1,
    validFrom: new Date(row.valid_from),
    validUntil: row.valid_until === null ? null : new Date(row.valid_until),
  }
}
