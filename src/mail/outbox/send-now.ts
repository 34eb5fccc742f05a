import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import type { Worker } from '../../people/job'
import { countDueMails, countMails } from './outbox-store'
import { type SendRun, sendMail } from './send-mail'

/** A token for reading starts nothing that writes. Throws `token-scope`. */
export function demandSender(worker: Worker, isRehearsed: boolean): void {
  if (worker.kind === 'system' || isRehearsed) return
  const { wayIn } = worker
  if (wayIn.kind === 'token' && wayIn.scope === 'read') throw new DeskError('token-scope', { scope: 'read' })
}

/** Writes what mails are still to be written, then sends what is due. Whoever interrupts it leaves nothing half-done. */
export async function sendNow(desk: Desk, limit?: number): Promise<SendRun> {
  await desk.reactions.react(desk)
  let isStopped = false
  const stopListening = desk.world.onInterrupt(() => {
    isStopped = true
  })
  try {
    return await sendMail(desk, { ...(limit === undefined ? {} : { limit }), isStopped: () => isStopped })
  } finally {
    stopListening()
  }
}

/** How many may be sent at this moment. */
export async function dueNow(desk: Desk): Promise<number> {
  return countDueMails((await desk.store()).db, desk.now())
}

/** How many will go by themselves, now or later. */
export async function waiting(desk: Desk): Promise<number> {
  const counts = await countMails((await desk.store()).db, ['queued', 'deferred'])
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
