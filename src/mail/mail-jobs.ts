import type { Desk } from '../desk'
import { canLeave } from '../journal/mail-news'
import { DeskError, isTrouble } from '../kit/errors'
import type { TimeJob } from '../ticket/time-jobs'
import { isDue } from './notice/notice-fate'
import { listGatherings } from './notice/notice-store'
import { isHeldUntold } from './outbox/held-store'
import { nextDueMail } from './outbox/outbox-store'
import { isAnythingWaiting } from './waiting-entries'

// What cron does with mail. Whether there is anything to do is asked every minute, and loads nothing of how it is done.

/** Works out what entries cause whose command was ended before it could. */
export const catchUp: TimeJob = {
  work: async ({ desk }) => (await (await import('./react')).react(desk)).posted.length,
  next: async (desk) => ((await isAnythingWaiting((await desk.store()).db)) ? desk.now() : null),
}

/** Sends what rules gathered and is due, and tells administrators of what is held. */
export const collectDue: TimeJob = {
  work: async (run) => (await import('./outbox/collect')).collectNotices(run),
  next: async (desk) => {
    const { db } = await desk.store()
    const gatherings = await listGatherings(db)
    const now = desk.now()
    if (gatherings.some((gathering) => isDue(gathering, now)) || (await isHeldUntold(db))) return now
    return gatherings[0]?.dueAt ?? null
  },
}

/** Sends what is due. A desk without a way out has nothing to do here: `doctor` tells its people. */
export const sendDue: TimeJob = {
  work: async ({ desk }) => {
    const run = await sentIfSetUp(desk)
    if (run === undefined) return 0
    if (run.closed !== null) {
      const { waiting } = await import('./outbox/send-now')
      throw new DeskError('mail-way-out-closed', { reason: run.closed, waiting: await waiting(desk) })
    }
    return run.counts.accepted
  },
  next: async (desk) => ((await canLeave(desk)) ? nextDueMail((await desk.store()).db) : null),
}

async function sentIfSetUp(desk: Desk) {
  try {
    return await (await import('./outbox/send-mail')).sendMail(desk)
  } catch (error) {
    if (isTrouble(error, 'mail-not-set-up')) return undefined
    throw error
  }
}
