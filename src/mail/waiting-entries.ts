import type { Entry } from '../journal/entry'
import { readEntries } from '../journal/store'
import type { Reader } from '../store/schema'
import { reactingTypesOf } from './reacting-types'
import { readCursor } from './reaction-store'

/** The next entries of these types of which it was not worked out yet what they cause. */
export async function waitingEntries(db: Reader, types: ReadonlySet<string>, limit: number): Promise<Entry[]> {
  return readEntries(db, { after: await readCursor(db), types: [...types], limit })
}

/** Whether there are any. */
export async function isAnythingWaiting(db: Reader): Promise<boolean> {
  return (await waitingEntries(db, await reactingTypesOf(db), 1)).length > 0
}
