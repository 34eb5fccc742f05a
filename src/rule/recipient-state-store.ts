import { formatInstant } from '../kit/time/instant'
import { portionsOf } from '../store/portions'
import type { Reader, Tx } from '../store/schema'
import type { ExternalRecipient } from './recipient'
import { recipientKey, recipientsByAddress } from './recipient-store'

/** An address outside with that id; undefined where it was removed. */
export async function findRecipientById(db: Reader, id: string): Promise<ExternalRecipient | undefined> {
  const row = await db
    .selectFrom('external_recipients')
    .select(['scope', 'address'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { scope, address } = row
  return (await recipientsByAddress(db, [scope], [address])).get(recipientKey(scope, address))
}

/** Writes down when somebody was asked. */
export async function saveAsked(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('external_recipients')
    .set({ asked_at: formatInstant(at) })
    .where('id', '=', id)
    .execute()
}

/** Whoever confirmed or stopped has answered: wrong codes do not count any more. */
export async function saveAnswer(tx: Tx, id: string, state: 'confirmed' | 'stopped', at: Date): Promise<void> {
  const when = state === 'confirmed' ? { confirmed_at: formatInstant(at) } : { stopped_at: formatInstant(at) }
  await tx
    .updateTable('external_recipients')
    .set({ state, wrong_codes: 0, ...when })
    .where('id', '=', id)
    .execute()
}

export async function countWrongCode(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('external_recipients')
    .set((row) => ({ wrong_codes: row('wrong_codes', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** When wrong codes were typed for an address since then, oldest first; none of a time before that count. */
export async function wrongCodesSince(db: Reader, id: string, since: Date): Promise<Date[]> {
  const { wrong_codes: wrong } = await db
    .selectFrom('external_recipients')
    .select('wrong_codes')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  // Most have none, and then the journal need not be searched.
  if (wrong === 0) return []
  const rows = await db
    .selectFrom('journal_entries')
    .select(['at', 'payload'])
    .where('type', '=', 'recipient.refused')
    .where('at', '>=', formatInstant(since))
    .orderBy('position')
    .execute()
  return rows.flatMap(({ at, payload }) => {
    const { recipient } = (payload === null ? {} : JSON.parse(payload)) as { recipient?: unknown }
    return recipient === id ? [new Date(at)] : []
  })
}

export async function deleteRecipient(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('external_recipients').where('id', '=', id).execute()
}

/** The rules of a scope that name these addresses, by address: their descriptions. */
export async function rulesNaming(
  db: Reader,
  scope: string,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (const portion of portionsOf(addresses)) {
    const rows = await db
      .selectFrom('rule_recipients')
      .innerJoin('rules', 'rules.id', 'rule_recipients.rule_id')
      .select(['rule_recipients.recipient', 'rules.description'])
      .where('rule_recipients.kind', '=', 'external')
      .where('rule_recipients.recipient', 'in', [...portion])
      .where('rules.scope', '=', scope)
      .orderBy('rules.name')
      .execute()
    for (const { recipient, description } of rows) {
      found.set(recipient, [...(found.get(recipient) ?? []), description])
    }
  }
  return found
}

/** Takes an address out of all rules of its scope. */
export async function takeOutOfRules(tx: Tx, scope: string, address: string): Promise<void> {
  await tx
    .deleteFrom('rule_recipients')
    .where('kind', '=', 'external')
    .where('recipient', '=', address)
    .where('rule_id', 'in', (query) => query.selectFrom('rules').select('rules.id').where('rules.scope', '=', scope))
    .execute()
}
