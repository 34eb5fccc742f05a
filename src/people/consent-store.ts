import type { Channel } from '../journal/entry'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { type Consent, type ConsentManner, recordedManners } from './consent'
import { peopleById } from './user-store'

/** Everything somebody ever agreed to, oldest first. */
export async function listConsents(db: Reader, userId: string): Promise<Consent[]> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('given_at')
    .orderBy('id')
    .execute()
  const people = await peopleById(
    db,
    rows.map((row) => row.recorded_by),
  )
  return rows.map((row) => ({
    version: row.version,
    manner: recordedManners.find((manner) => manner === row.manner) ?? 'staff',
    recordedBy: people.get(row.recorded_by) ?? { id: row.recorded_by, email: '', name: null },
    channel: row.channel,
    givenAt: new Date(row.given_at),
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
  }))
}

/** Takes back everything that somebody agreed to. */
export async function withdrawConsents(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .updateTable('consents')
    .set({ withdrawn_at: formatInstant(now) })
    .where('user_id', '=', userId)
    .where('withdrawn_at', 'is', null)
    .execute()
}

export async function insertConsent(
  tx: Tx,
  consent: {
    id: string
    userId: string
    version: string
    manner: ConsentManner
    recordedBy: string
    channel: Channel
    givenAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('consents')
    .values({
      id: consent.id,
      user_id: consent.userId,
      version: consent.version,
      manner: consent.manner,
      recorded_by: consent.recordedBy,
      channel: consent.channel,
      given_at: formatInstant(consent.givenAt),
      withdrawn_at: null,
    })
    .execute()
}
