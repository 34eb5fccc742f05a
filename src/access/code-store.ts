import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { AccessCode } from './access-code'

/** A code at rest: encrypted, and found by a keyed digest. */
export interface KeptCode extends AccessCode {
  /** Null: ended, and gone. */
  sealed: string | null
  lookup: string
  madeBy: string
}

export type CodeEnd = 'redeemed' | 'replaced' | 'expired' | 'attempts'

export async function insertCode(tx: Tx, code: KeptCode): Promise<void> {
  await tx
    .insertInto('access_codes')
    .values({
      id: code.id,
      tenant_id: code.tenantId,
      lookup: code.lookup,
      sealed: code.sealed,
      made_by: code.madeBy,
      made_at: formatInstant(code.madeAt),
      expires_at: formatInstant(code.expiresAt),
      grant_length: code.grantLength,
      ended_at: null,
      end_reason: null,
      redeemed_by: null,
    })
    .execute()
}

/** Ends a code; nothing is left that could be decrypted. */
export async function saveCodeEnd(tx: Tx, id: string, end: { at: Date; reason: CodeEnd; by?: string }): Promise<void> {
  await tx
    .updateTable('access_codes')
    .set({ ended_at: formatInstant(end.at), end_reason: end.reason, sealed: null, redeemed_by: end.by ?? null })
    .where('id', '=', id)
    .execute()
}

/** The code of a tenant that nobody has ended; its time may be over. */
export async function findOpenCode(db: Reader, tenantId: string): Promise<KeptCode | undefined> {
  const row = await selectCodes(db).where('tenant_id', '=', tenantId).where('ended_at', 'is', null).executeTakeFirst()
  return row === undefined ? undefined : codeOf(row)
}

/** The codes of all tenants that nobody has ended; the time of some may be over. */
export async function openCodes(db: Reader): Promise<KeptCode[]> {
  return (await selectCodes(db).where('ended_at', 'is', null).execute()).map(codeOf)
}

/** Keeps a code under another key. */
export async function saveSealed(tx: Tx, { id, sealed, lookup }: KeptCode): Promise<void> {
  await tx.updateTable('access_codes').set({ sealed, lookup }).where('id', '=', id).execute()
}

export async function findCodeById(db: Reader, id: string): Promise<KeptCode | undefined> {
  const row = await selectCodes(db).where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : codeOf(row)
}

export async function insertWrongAttempt(
  tx: Tx,
  attempt: { id: string; advisorId: string; tenantId: string | null; codeId: string | null; at: Date },
): Promise<void> {
  await tx
    .insertInto('access_attempts')
    .values({
      id: attempt.id,
      user_id: attempt.advisorId,
      tenant_id: attempt.tenantId,
      code_id: attempt.codeId,
      at: formatInstant(attempt.at),
    })
    .execute()
}

/** The wrong codes an advisor tried in the last day, oldest first. */
export async function wrongAttemptsOf(db: Reader, advisorId: string, now: Date): Promise<Date[]> {
  const rows = await db
    .selectFrom('access_attempts')
    .select('at')
    .where('user_id', '=', advisorId)
    .where('at', '>', formatInstant(new Date(now.getTime() - 24 * 60 * 60 * 1000)))
    .orderBy('at')
    .execute()
  return rows.map(({ at }) => new Date(at))
}

/** How many wrong ones were tried while this code was valid, by whomever. */
export async function countWrongAttempts(db: Reader, codeId: string): Promise<number> {
  const { count } = await db
    .selectFrom('access_attempts')
    .select((attempts) => attempts.fn.countAll<number | string>().as('count'))
    .where('code_id', '=', codeId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

function selectCodes(db: Reader) {
  return db.selectFrom('access_codes').selectAll()
}

type CodeRow = Awaited<ReturnType<ReturnType<typeof selectCodes>['executeTakeFirstOrThrow']>>

function codeOf(row: CodeRow): KeptCode {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    lookup: row.lookup,
    madeBy: row.made_by,
    sealed: row.sealed,
    madeAt: new Date(row.made_at),
    expiresAt: new Date(row.expires_at),
    grantLength: row.grant_length,
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
    redeemedBy: row.redeemed_by,
  }
}
