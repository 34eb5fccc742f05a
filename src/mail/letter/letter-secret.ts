import { findOneTimeToken } from '../../people/login-store'
import { oneTimeToken } from '../../people/one-time-token'
import { tokenHash } from '../../people/secret-token'
import { confirmationCode } from '../../rule/confirmation-code'
import { findRecipientById } from '../../rule/recipient-state-store'
import type { DeskKey } from '../../store/desk-key'
import type { Reader } from '../../store/schema'
import type { LetterSecret } from './letter'

/** What is put into a letter at the last moment; undefined where it is worth nothing any more, and the letter with it. */
export type SecretMaker = (db: Reader, key: DeskKey, id: string, now: Date) => Promise<string | undefined>

/** By what it is for. */
const makers: Readonly<Record<LetterSecret['purpose'], SecretMaker>> = {
  // Made under the desk's key: of a key that was changed since it is another one, which the database does not know.
  'one-time-token': async (db, key, id, now) => {
    const token = oneTimeToken(key, id)
    const kept = await findOneTimeToken(db, tokenHash(token))
    return kept?.id === id && kept.expiresAt > now ? token : undefined
  },
  'confirmation-code': async (db, key, id) =>
    (await findRecipientById(db, id))?.state === 'pending' ? confirmationCode(key, id) : undefined,
}

/** The secret of a letter, held against what the database knows of it now. */
export async function letterSecret(
  db: Reader,
  key: DeskKey,
  { purpose, id }: LetterSecret,
  now: Date,
): Promise<string | undefined> {
  return makers[purpose](db, key, id, now)
}
