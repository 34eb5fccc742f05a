import type { Desk } from '../../desk'
import { readSettings } from '../../settings/store'
import { senderOf } from '../letter/sender-address'
import { isSenderThere } from './outbox-store'
import { findWayOut } from './way-out'

/**
 * Has sent, by a sender that goes on by itself, what this command queued at a terminal. Nothing where there is one already, or
 * no way out, or cron is to do it. Whatever fails here: the command was done, and cron comes by.
 */
export async function startSender(desk: Desk): Promise<void> {
  try {
    if (await isWanted(desk)) await desk.world.startDetached(['mail', 'send', '--wait', '--quiet', ...placeWords(desk)])
  } catch {
    // The mail waits in the outbox.
  }
}

async function isWanted(desk: Desk): Promise<boolean> {
  const { db } = await desk.store()
  const settings = await readSettings(db)
  if (settings['mail.deliver'] !== 'now' || senderOf(settings) === undefined) return false
  // Its own clock goes on, which in a rehearsal may stand still.
  if (desk.clockIsSet || (await findWayOut(desk, settings)) === undefined) return false
  return !(await isSenderThere(db, desk.now()))
}

/** Where the desk lies, as this command was told; the rest stands in the environment. */
function placeWords({ globals: { home, database } }: Desk): string[] {
  return [...(home === undefined ? [] : ['--home', home]), ...(database === undefined ? [] : ['--db', database])]
}
