import { join } from 'node:path'
import type { NewLetter } from '../../src/mail/letter/letter'
import { messageIdOf } from '../../src/mail/letter/message-id'
import { insertLetter } from '../../src/mail/outbox/outbox-store'
import { readSettings } from '../../src/settings/store'
import { readDeskKey } from '../../src/store/desk-key'
import type { TestDesk } from '../kit/test-desk'

let last = 0

/** Puts letters into the outbox as deeds do; gives their ids. */
export async function post(desk: TestDesk, ...letters: Partial<NewLetter>[]): Promise<string[]> {
  const store = await desk.store()
  const key = readDeskKey(join(desk.home, 'helpdesk.key'))
  const ids = letters.map(() => {
    last += 1
    return last.toString(16).padStart(32, '0')
  })
  await store.write(async (tx) => {
    const settings = await readSettings(tx)
    for (const [index, letter] of letters.entries()) {
      const id = ids[index] ?? ''
      await insertLetter(tx, {
        kind: 'notice',
        to: { address: `anna${index}@acme.example`, userId: null },
        audience: 'outside',
        language: 'en',
        subject: `Subject ${index}`,
        body: `Hello,\n\nthis is mail ${index}.\n`,
        ...letter,
        id,
        state: 'queued',
        dueAt: letter.dueAt ?? desk.now,
        createdAt: desk.now,
        messageId: messageIdOf(key, id, settings),
      })
    }
  })
  await store.close()
  return ids
}

/** How far the mails have come, in the order in which they were posted. */
export async function states(desk: TestDesk): Promise<string[]> {
  const store = await desk.store()
  const rows = await store.db.selectFrom('outbox').select('state').orderBy('id').execute()
  await store.close()
  return rows.map(({ state }) => state)
}
