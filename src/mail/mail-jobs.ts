import type { Desk } from '../desk'
import { DeskError, isTrouble } from '../kit/errors'
import type { TimeJob } from '../ticket/time-jobs'
import { nextDueMail } from './outbox-store'
import { isAnythingWaiting, react } from './react'
import { sendMail } from './send-mail'
import { waiting } from './send-now'

/** Works out what entries cause whose command was ended before it could. */
export const catchUp: TimeJob = {
  work: async ({ desk }) => (await react(desk)).posted.length,
  next: async (desk) => ((await isAnythingWaiting((await desk.store()).db)) ? desk.now() : null),
}

/** Sends what is due. A desk without a way out has nothing to do here: `doctor` tells its people. */
export const sendDue: TimeJob = {
  work: async ({ desk }) => {
    const run = await sentIfSetUp(desk)
    if (run === undefined) return 0
    if (run.closed !== null) {
      throw new DeskError('mail-way-out-closed', { reason: run.closed, waiting: await waiting(desk) })
    }
    return run.counts.accepted
  },
  next: async (desk) => nextDueMail((await desk.store()).db),
}

async function sentIfSetUp(desk: Desk) {
  try {
    return await sendMail(desk)
  } catch (error) {
    if (isTrouble(error, 'mail-not-set-up')) return undefined
    throw error
  }
}
