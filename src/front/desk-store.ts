import { formatInstant } from '../kit/time/instant'
import type { DeskIdentity } from '../store/open'
import type { Tx } from '../store/schema'

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
