import { isLanguage } from '../kit/language'
import { formatInstant } from '../kit/time/instant'
import { portionsOf } from '../store/portions'
import type { Reader, Tx } from '../store/schema'
import { type ExternalRecipient, recipientStates } from './recipient'

export async function insertRecipient(tx: Tx, recipient: ExternalRecipient): Promise<void> {
  const { id, scope, address, state, language, addedBy, createdAt } = recipient
  await tx
    .insertInto('external_recipients')
    .values({
      id,
      scope,
      address,
      state,
      language,
      wrong_codes: 0,
      added_by: addedBy,
      asked_at: null,
      confirmed_at: null,
      stopped_at: null,
      created_at: formatInstant(createdAt),
    })
    .execute()
}

/** The addresses outside of a scope, by address. */
export async function listRecipients(db: Reader, scope: string): Promise<ExternalRecipient[]> {
  const rows = await recipients(db).where('scope', '=', scope).orderBy('address').execute()
  return rows.map(recipientOf)
}

/** Those of these addresses that a scope has, by scope and address (`recipientKey`). */
export async function recipientsByAddress(
  db: Reader,
  scopes: readonly string[],
  addresses: readonly string[],
): Promise<ReadonlyMap<string, ExternalRecipient>> {
  const found = new Map<string, ExternalRecipient>()
  for (const portion of portionsOf([...new Set(addresses)])) {
    const rows = await recipients(db)
      .where('scope', 'in', [...new Set(scopes)])
      .where('address', 'in', [...portion])
      .execute()
    for (const row of rows) found.set(recipientKey(row.scope, row.address), recipientOf(row))
  }
  return found
}

export function recipientKey(scope: string, address: string): string {
  return `${scope} ${address}`
}

function recipients(db: Reader) {
  return db.selectFrom('external_recipients').selectAll()
}

type RecipientRow = Awaited<ReturnType<ReturnType<typeof recipients>['executeTakeFirstOrThrow']>>

function recipientOf(row: RecipientRow): ExternalRecipient {
  const instantOf = (stored: string | null): Date | null => (stored === null ? null : new Date(stored))
  return {
    id: row.id,
    scope: row.scope,
    address: row.address,
    state: recipientStates.find((state) => state === row.state) ?? 'pending',
    language: isLanguage(row.language) ? row.language : 'en',
    addedBy: row.added_by,
    askedAt: instantOf(row.asked_at),
    confirmedAt: instantOf(row.confirmed_at),
    stoppedAt: instantOf(row.stopped_at),
    createdAt: new Date(row.created_at),
  }
}
