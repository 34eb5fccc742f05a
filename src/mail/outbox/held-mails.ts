import type { Desk } from '../../desk'
import { tell } from '../../kit/output-format'
import { loadNoticeWords } from '../../words/catalogue'
import { releaseHeld } from './held-store'

/**
 * A command caused more mails than one may send by itself: somebody at a terminal is asked whether all of them are to go,
 * anybody else is told how to let them go.
 */
export async function tellHeld(desk: Desk): Promise<void> {
  const ids = desk.posted.filter(({ state }) => state === 'held').map(({ id }) => id)
  if (ids.length === 0) return
  const { held } = await loadNoticeWords(desk.language)
  if (desk.canAsk && (await (await desk.ask()).confirm(held.sendAll(ids.length), false))) {
    const store = await desk.store()
    const released = await store.write((tx) => releaseHeld(tx, ids, desk.now()))
    tell(desk, held.released(released))
    return
  }
  tell(desk, held.toRelease(ids.length))
}
