import { rekeyCodes } from '../access/rekey-codes'
import type { Desk } from '../desk'
import { transact, writeDeed } from '../journal/deed'
import { readHead } from '../journal/store'
import { doerOfWork, type Worker } from '../people/job'
import { rekeySettings } from '../settings/secret-setting'
import { type DeskKey, type KeyPurpose, keyCheck } from '../store/desk-key'
import { readKeyCheck, saveKeyCheck } from '../store/key-check'
import { dropNextKey, type NextKey, putInPlace, writeNextKey } from '../store/next-key'
import type { Tx } from '../store/schema'

export interface Rotated {
  /** Codes that are kept under the new key. */
  codes: number
  /** The entry of the journal that is the first under the new key. */
  position: number
}

interface Change {
  desk: Desk
  tx: Tx
  from: DeskKey
  to: NextKey
}

/** What becomes of what a key protects; gives how many things were kept anew. A new purpose has to say it here. */
const rekeyings: Readonly<Record<KeyPurpose, (change: Change) => Promise<number>>> = {
  // The file of the new key says up to which entry the old one holds.
  journal: async () => 0,
  check: async ({ tx, to }) => {
    await saveKeyCheck(tx, to.check)
    return 0
  },
  'access-code': async ({ desk, tx, from, to }) => rekeyCodes(desk, tx, from, to.key),
  // With the codes themselves.
  'access-code-lookup': async () => 0,
  // A mail that waits with a token or a code made under the old key is not sent: whoever sends it holds them against the digest.
  'one-time-token': async () => 0,
  'confirmation-code': async () => 0,
  // An answer to an older mail is still known by the outbox.
  'message-id': async () => 0,
  secret: async ({ desk, tx, from, to }) => {
    await rekeySettings(tx, from, to.key, () => desk.randomBytes(12))
    // Told are the codes; a setting is no thing of its own.
    return 0
  },
}

/**
 * Gives the desk another key, and keeps under it all that the old one kept. Throws `key-missing`, `key-damaged`, `key-wrong`,
 * `key-changed`, `file-not-written`; then the old one still is the desk's.
 */
export async function rotateKey(desk: Desk, worker: Worker): Promise<Rotated> {
  const path = desk.places.key
  const { identity } = await desk.store()
  let next: NextKey | undefined
  try {
    const rotated = await transact(desk, doerOfWork(worker), async (tx, from) => {
      const head = await readHead(tx)
      const to = writeNextKey(path, identity.id, desk.randomBytes(32), {
        check: keyCheck(from, identity.id),
        position: head.position,
      })
      next = to
      return writeDeed(desk, tx, to.key, doerOfWork(worker), async (deed) => {
        let codes = 0
        for (const rekey of Object.values(rekeyings)) codes += await rekey({ desk, tx, from, to })
        deed.record({ type: 'key.rotated', payload: { codes } })
        return { codes, position: head.position + 1 }
      })
    })
    if (next !== undefined) putInPlace(path, next.check)
    return rotated
  } catch (error) {
    if (next !== undefined) await giveUp(desk, next)
    throw error
  }
}

/** The database has the last word, whatever it reported: a key that it names is never taken away. */
async function giveUp(desk: Desk, { check }: NextKey): Promise<void> {
  const { db } = await desk.store()
  if ((await readKeyCheck(db)) === check) putInPlace(desk.places.key, check)
  else dropNextKey(desk.places.key, check)
}
