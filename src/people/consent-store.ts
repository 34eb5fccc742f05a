import type { Channel } from '../journal/entry'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { ConsentManner } from './consent'

export async function hasConsented(db: Reader, userId: string, version: string): Promise<boolean> {
  const row = await db
    .selectFrom('consents')
    .select('id')
    .where('user_id', '=', userId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row !== undefined
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
    })
    .execute()
}
