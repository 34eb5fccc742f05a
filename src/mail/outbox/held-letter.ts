import type { Desk } from '../../desk'
import { administratorsOf, usersById } from '../../people/user-store'
import { readSettings } from '../../settings/store'
import type { Tx } from '../../store/schema'
import { loadNoticeWords } from '../../words/catalogue'
import { type Posting, postLetter } from '../letter/post-letter'
import { isHeldUntold, isToBeTold, readHeld } from './held-store'

/**
 * Tells the desk's administrators by mail that others are held: once, until what is held was released or cancelled. It goes
 * however much is held, and is not counted.
 */
export async function tellOfHeld(desk: Desk, keep: (tx: Tx, now: Date) => Promise<boolean>): Promise<void> {
  const store = await desk.store()
  if (!(await isHeldUntold(store.db))) return
  const key = await desk.key()
  const posted = await store.write(async (tx) => {
    const now = desk.now()
    const held = await readHeld(tx)
    if (!isToBeTold(held) || !(await keep(tx, now))) return []
    const posting: Posting = { desk, tx, key, now, settings: await readSettings(tx), posted: [] }
    await tellAdministrators(posting, held.count)
    return posting.posted
  })
  desk.posted.push(...posted)
}

async function tellAdministrators(posting: Posting, count: number): Promise<void> {
  const { tx, settings } = posting
  const members = await administratorsOf(tx, null)
  const users = await usersById(
    tx,
    members.filter(({ status }) => status !== 'disabled').map(({ userId }) => userId),
  )
  for (const { id, email, language } of users.values()) {
    const spoken = language ?? settings['desk.language']
    const { held } = await loadNoticeWords(spoken)
    await postLetter(posting, {
      kind: 'held',
      to: { address: email, userId: id },
      audience: 'staff',
      language: spoken,
      subject: held.subject(count),
      body: `${held.body(count, settings['mail.max-per-run'])}\n`,
    })
  }
}
