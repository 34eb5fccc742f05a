import type { Desk } from '../../desk'
import { readSettings } from '../../settings/store'
import { dropSenderLease, nextDueMail, takeSenderLease } from './outbox-store'
import type { SendRun } from './send-mail'
import { sendNow } from './send-now'

const second = 1000
/** What is due so soon after the undo window was posted together with it. */
const grace = 10 * second
/** How long a sender that died keeps the next one from its work. */
const leaseLength = 3 * 60 * second
/** So often it looks, at least: what is due earlier may have been posted meanwhile. */
const longestNap = 30 * second

const nothing: SendRun = {
  counts: { accepted: 0, deferred: 0, failed: 0, uncertain: 0, suppressed: 0, held: 0 },
  reasons: [],
  closed: null,
}

/**
 * Waits for what is due within the undo window, and sends it: what a person posts at a terminal goes without cron. There is
 * one such sender at a time, and it ends when nothing more is in sight.
 */
export async function sendAndWait(desk: Desk): Promise<SendRun> {
  const sender = desk.newId()
  if (!(await keep(desk, sender))) return nothing
  let sum = nothing
  try {
    for (;;) {
      sum = added(sum, await sendNow(desk))
      if (sum.closed !== null) return sum
      const next = await nextInSight(desk, sender)
      if (next === undefined) return sum
      await desk.world.wait(Math.min(longestNap, Math.max(second / 4, next.getTime() - desk.now().getTime())))
      if (!(await keep(desk, sender))) return sum
    }
  } finally {
    const store = await desk.store()
    await store.write((tx) => dropSenderLease(tx, sender))
  }
}

async function keep(desk: Desk, sender: string): Promise<boolean> {
  const store = await desk.store()
  const now = desk.now()
  return store.write((tx) => takeSenderLease(tx, sender, now, new Date(now.getTime() + leaseLength)))
}

/**
 * When to send next; undefined: never, and then the lease is given back in the same moment. Whoever posts something after that
 * finds nobody there and starts another sender.
 */
async function nextInSight(desk: Desk, sender: string): Promise<Date | undefined> {
  const store = await desk.store()
  return store.write(async (tx) => {
    const settings = await readSettings(tx)
    const horizon = desk.now().getTime() + settings['mail.undo-window'] + grace
    const next = await nextDueMail(tx)
    if (next !== null && next.getTime() <= horizon) return next
    await dropSenderLease(tx, sender)
    return undefined
  })
}

function added(sum: SendRun, { counts, reasons, closed }: SendRun): SendRun {
  const { accepted, deferred, failed, uncertain, suppressed, held } = sum.counts
  return {
    counts: {
      accepted: accepted + counts.accepted,
      deferred: deferred + counts.deferred,
      failed: failed + counts.failed,
      uncertain: uncertain + counts.uncertain,
      suppressed: suppressed + counts.suppressed,
      held: held + counts.held,
    },
    reasons: [...new Set([...sum.reasons, ...reasons])],
    closed,
  }
}
