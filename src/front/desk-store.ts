import { formatInstant } from '../kit/time/instant'
import type { DeskIdentity } from '../store/open'
import type { Reader, Tx } from '../store/schema'

/** The one row that makes a database a desk. */
export async function insertDesk(tx: Tx, desk: DeskIdentity & { createdAt: Date }): Promise<void> {
  await tx
    .insertInto('desks')
    .values({
      id: desk.id,
      preset: desk.preset,
      rehearsal: desk.rehearsal ? 1 : 0,
      key_check: desk.keyCheck,
      last_ticket_number: 0,
      created_at: formatInstant(desk.createdAt),
    })
    .execute()
}

/** The number of the newest ticket; 0 where there is none. */
export async function lastNumber(db: Reader): Promise<number> {
  const row = await db.selectFrom('desks').select('last_ticket_number').executeTakeFirstOrThrow()
  return row.last_ticket_number
}

/** How many people belong to the desk itself. */
export async function countStaff(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('memberships')
    .where('tenant_id', 'is', null)
    .select((count) => count.fn.count<number | string>('user_id').distinct().as('people'))
    .executeTakeFirstOrThrow()
  return Number(row.people)
}
