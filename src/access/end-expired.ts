import type { Desk } from '../desk'
import { carryOut } from '../journal/deed'
import { writeExpiries } from '../people/end-grants'
import { firstExpiry } from '../people/grant-store'
import type { Tx } from '../store/schema'

/** One run of a job of cron; `keep` says whether the job is still this run's. */
interface JobRun {
  readonly desk: Desk
  readonly keep: (tx: Tx, now: Date) => Promise<boolean>
}

/** Writes down which grants ended because their time was over. They let nobody in since then, cron or not. */
export const endExpired = {
  work: async ({ desk, keep }: JobRun): Promise<number> =>
    carryOut(desk, { userId: null, channel: 'cron' }, async (deed) =>
      (await keep(deed.tx, deed.now)) ? writeExpiries(deed) : 0,
    ),
  next: async (desk: Desk): Promise<Date | null> => firstExpiry((await desk.store()).db),
}
